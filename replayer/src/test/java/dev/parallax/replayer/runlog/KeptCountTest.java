package dev.parallax.replayer.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.replayer.Recorded;
import dev.parallax.replayer.source.SourceExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeptCountTest {

  private static final SourceExchange EXCHANGE = SourceExchange.of(Recorded.get("a", "/"));

  @ParameterizedTest
  @CsvSource({
    // outcomes, what becomes of each: kept or lost, whether the exchange is kept
    "1, k,   true",
    "1, l,   false",
    "3, kk,  false",
    "3, kkk, true",
    "3, lkk, false",
    "3, kkl, false",
    "3, lll, false",
  })
  void keepsAnExchangeOnceAllItsOutcomesAreKept(int outcomes, String fates, boolean kept) {
    List<String> told = new ArrayList<>();
    KeptCount count =
        new KeptCount(EXCHANGE, outcomes, (exchange, all) -> told.add(exchange.id() + " " + all));

    fates.chars().forEach(fate -> count.settled(fate == 'k'));

    assertThat(told).isEqualTo(kept ? List.of("a " + outcomes) : List.of());
  }

  @Test
  void tellsOnceWhereReceiptsAreSettledOnSeveralThreads() {
    int outcomes = 1_000;
    AtomicInteger told = new AtomicInteger();
    KeptCount count = new KeptCount(EXCHANGE, outcomes, (_, _) -> told.incrementAndGet());

    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < outcomes; i++) {
        threads.execute(() -> count.settled(true));
      }
    }

    assertThat(told).hasValue(1);
  }
}
