package dev.parallax.recorder.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

  @Test
  void takesAllOrNothing() {
    ByteBudget budget = new ByteBudget(10);
    assertThat(budget.tryReserve(7)).isTrue();
    assertThat(budget.tryReserve(4)).isFalse();
    assertThat(budget.reservedBytes()).isEqualTo(7);
    assertThat(budget.tryReserve(3)).isTrue();
    assertThat(budget.tryReserve(Long.MAX_VALUE)).isFalse();
    budget.release(10);
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  void neverGrowsByReleasingTooMuch() {
    ByteBudget budget = new ByteBudget(10);
    budget.release(100);
    assertThat(budget.reservedBytes()).isZero();
    assertThat(budget.tryReserve(11)).isFalse();
  }

  @Test
  void staysWithinItsBoundsUnderConcurrency() throws Exception {
    long max = 5_000;
    ByteBudget budget = new ByteBudget(max);
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Future<Boolean>> threads = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        SplittableRandom random = new SplittableRandom(thread);
        threads.add(
            pool.submit(
                () -> {
                  boolean within = true;
                  for (int i = 0; i < 50_000; i++) {
                    int bytes = random.nextInt(2_000);
                    if (budget.tryReserve(bytes)) {
                      long reserved = budget.reservedBytes();
                      within &= reserved >= bytes && reserved <= max;
                      budget.release(bytes);
                    }
                  }
                  return within;
                }));
      }
      for (Future<Boolean> thread : threads) {
        assertThat(thread.get()).isTrue();
      }
    }
    assertThat(budget.reservedBytes()).isZero();
  }
}
