package dev.parallax.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.bench.replay.Arguments.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  @Test
  void measuresAllPartsInTheSizesOfTheGoalsUnlessToldOtherwise() {
    Arguments arguments = Arguments.parse("parallax");

    assertThat(arguments.parts()).containsExactly(Part.values());
    assertThat(arguments.seconds()).isEqualTo(60);
    assertThat(arguments.window()).isEqualTo(1_000_000);
  }

  @Test
  void takesThemInAnyOrder() {
    Arguments arguments =
        Arguments.parse("parallax", "memory", "--window=9000", "2", "cost", "--exchanges=4000");

    assertThat(arguments.parts()).containsExactly(Part.COST, Part.MEMORY);
    assertThat(arguments.rounds()).isEqualTo(2);
    assertThat(arguments.window()).isEqualTo(9000);
    assertThat(arguments.exchanges()).isEqualTo(4000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "speed", "--window=many", "--seconds=0", "--rounds=3"})
  void refusesWhatItDoesNotKnow(String argument) {
    assertThatThrownBy(() -> Arguments.parse("parallax", argument))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }
}
