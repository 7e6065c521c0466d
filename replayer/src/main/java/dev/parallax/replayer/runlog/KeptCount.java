package dev.parallax.replayer.runlog;

import dev.parallax.recorder.log.Receipt;
import dev.parallax.replayer.source.SourceExchange;
import java.util.concurrent.atomic.AtomicInteger;

/** The receipt of all outcomes of one exchange: one that is lost, and the exchange is not kept. */
final class KeptCount implements Receipt {

  private final SourceExchange exchange;
  private final int outcomes;
  private final Kept kept;
  private final AtomicInteger open;

  KeptCount(SourceExchange exchange, int outcomes, Kept kept) {
    this.exchange = exchange;
    this.outcomes = outcomes;
    this.kept = kept;
    this.open = new AtomicInteger(outcomes);
  }

  @Override
  public void settled(boolean itIsKept) {
    if (itIsKept && open.decrementAndGet() == 0) {
      kept.kept(exchange, outcomes);
    }
  }
}
