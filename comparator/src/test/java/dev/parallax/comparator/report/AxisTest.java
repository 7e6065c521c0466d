package dev.parallax.comparator.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AxisTest {

  @Test
  void isLinearFromNullWhereTheRangeIsNarrow() {
    Axis axis = Axis.of(10, 50);

    assertThat(axis.logarithmic()).isFalse();
    assertThat(axis.place(0)).isEqualTo("4.00%");
    assertThat(axis.place(25)).isEqualTo("50.00%");
    assertThat(axis.place(50)).isEqualTo("96.00%");
    assertThat(axis.ticks()).containsExactly(0.0, 20.0, 40.0);
  }

  @Test
  void isLogarithmicWhereTheRangeIsWide() {
    Axis axis = Axis.of(1, 10_000);

    assertThat(axis.logarithmic()).isTrue();
    assertThat(axis.place(100)).isEqualTo("50.00%");
    assertThat(axis.ticks()).containsExactly(1.0, 10.0, 100.0, 1_000.0, 10_000.0);
  }

  @Test
  void hasFinerTicksWhereFewPowersOfTenAreOnTheAxis() {
    assertThat(Axis.of(8, 92).ticks()).containsExactly(10.0, 20.0, 50.0);
    assertThat(Axis.of(8, 1_480).ticks()).containsExactly(10.0, 100.0, 1_000.0);
    assertThat(Axis.of(2, 210).ticks()).containsExactly(3.0, 10.0, 30.0, 100.0);
  }

  @Test
  void placesWhatLiesBeyondAtTheEnd() {
    Axis axis = Axis.of(1, 10_000);

    assertThat(axis.place(0)).isEqualTo("4.00%");
    assertThat(axis.place(Double.POSITIVE_INFINITY)).isEqualTo("96.00%");
  }
}
