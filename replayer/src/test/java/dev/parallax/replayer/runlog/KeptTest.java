package dev.parallax.replayer.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.recorder.log.Receipt;
import dev.parallax.replayer.Recorded;
import dev.parallax.replayer.source.SourceExchange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptTest {

  private static final SourceExchange EXCHANGE = SourceExchange.of(Recorded.get("a", "/"));

  @Test
  void holdsNothingOfAnExchangeWhereNobodyListens() {
    assertThat(Kept.unheard().receipt(EXCHANGE, 2)).isSameAs(Receipt.none());
  }

  @Test
  void tellsWhoListensOnceAllOutcomesAreKept() {
    List<String> told = new ArrayList<>();
    Kept kept = (exchange, outcomes) -> told.add(exchange.id() + " " + outcomes);

    Receipt receipt = kept.receipt(EXCHANGE, 2);
    receipt.settled(true);
    assertThat(told).isEmpty();

    receipt.settled(true);
    assertThat(told).containsExactly("a 2");
  }
}
