package dev.parallax.recorder.warning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WarnLimitTest {

  private final AtomicLong nanos = new AtomicLong(-5);

  @Test
  void letsOnePassPerIntervalAndCountsTheOthers() {
    WarnLimit limit = new WarnLimit(nanos::get);
    assertThat(limit.tryPass()).isTrue();
    assertThat(limit.tryPass()).isFalse();
    nanos.addAndGet(Duration.ofSeconds(9).toNanos());
    assertThat(limit.tryPass()).isFalse();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(limit.tryPass()).isTrue();
    assertThat(limit.takeHeldBack()).isEqualTo(2);
    assertThat(limit.takeHeldBack()).isZero();
  }
}
