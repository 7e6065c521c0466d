package dev.parallax.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.bench.load.subject.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  @Test
  void measuresEverythingInFiveRoundsOfFiveSecondsUnlessToldOtherwise() {
    Arguments arguments = Arguments.parse("parallax");

    assertThat(arguments.rounds()).isEqualTo(5);
    assertThat(arguments.seconds()).isEqualTo(5);
    assertThat(arguments.informative()).isTrue();
    assertThat(arguments.kinds()).containsExactlyInAnyOrder(Kind.values());
  }

  @Test
  void takesOptionsAnywhere() {
    Arguments arguments =
        Arguments.parse("parallax", "--cells=gated", "7", "--subjects=nginx,off", "3");

    assertThat(arguments.rounds()).isEqualTo(7);
    assertThat(arguments.seconds()).isEqualTo(3);
    assertThat(arguments.informative()).isFalse();
    assertThat(arguments.kinds()).containsExactlyInAnyOrder(Kind.NGINX, Kind.OFF);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "five", "--cells=some", "--subjects=apache", "--subjects="})
  void refusesWhatItDoesNotKnow(String argument) {
    assertThatThrownBy(() -> Arguments.parse("parallax", argument))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }
}
