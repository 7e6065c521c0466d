package dev.parallax.proxy.tap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DelaysTest {

  private final Delays delays = new Delays();

  @Test
  void saysNothingBeforeThereAreEnoughOfBoth() {
    add(1000, 199);
    assertThat(delays.window()).isEmpty();
    assertThat(delays.all()).isEmpty();
    add(0, 1);
    assertThat(delays.window())
        .hasValueSatisfying(
            delay -> {
              assertThat(delay.recorded()).isEqualTo(1000);
              assertThat(delay.bypassed()).isEqualTo(200);
            });
  }

  @Test
  void countsEachExchangeToOneWindowAndToAll() {
    add(300, 300);
    assertThat(delays.window()).isPresent();
    assertThat(delays.window()).isEmpty();
    add(200, 250);
    assertThat(delays.window())
        .hasValueSatisfying(delay -> assertThat(delay.bypassed()).isEqualTo(250));
    assertThat(delays.all())
        .hasValueSatisfying(
            delay -> {
              assertThat(delay.recorded()).isEqualTo(500);
              assertThat(delay.bypassed()).isEqualTo(550);
            });
  }

  @Test
  void takesTimesOfAnyLength() {
    for (int i = 0; i < 300; i++) {
      delays.recorded(Long.MAX_VALUE);
      delays.bypassed(0);
    }
    assertThat(delays.window())
        .hasValueSatisfying(delay -> assertThat(delay.medianNanos()).isBetween(59e9, 61e9));
  }

  private void add(int recorded, int bypassed) {
    for (int i = 0; i < recorded; i++) {
      delays.recorded(2000);
    }
    for (int i = 0; i < bypassed; i++) {
      delays.bypassed(1000);
    }
  }
}
