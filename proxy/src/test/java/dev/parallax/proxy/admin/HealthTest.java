package dev.parallax.proxy.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {

  private long overdueNanos;
  private boolean draining;
  private final Health health = new Health(() -> overdueNanos, () -> draining);

  @Test
  void livesWhileEventLoopsTurn() {
    overdueNanos = Health.MAX_OVERDUE.toNanos() - 1;
    assertThat(health.live().status()).isEqualTo(200);
    overdueNanos = Health.MAX_OVERDUE.toNanos();
    assertThat(health.live().status()).isEqualTo(503);
    assertThat(health.ready().status()).isEqualTo(200);
  }

  @Test
  void isReadyUntilItDrains() {
    assertThat(health.ready().status()).isEqualTo(200);
    draining = true;
    assertThat(health.ready().status()).isEqualTo(503);
    assertThat(health.live().status()).isEqualTo(200);
  }
}
