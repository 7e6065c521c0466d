package dev.parallax.replayer.runlog;

import dev.parallax.recorder.log.Receipt;
import dev.parallax.replayer.source.SourceExchange;

/** Told, on any thread, when all outcomes of an exchange are in the log for good. */
@FunctionalInterface
public interface Kept {

  /** Must not block. */
  void kept(SourceExchange exchange, int outcomes);

  /** What a log is given with each of so many outcomes of an exchange. */
  default Receipt receipt(SourceExchange exchange, int outcomes) {
    return new KeptCount(exchange, outcomes, this);
  }

  /** A file keeps receipts until it is flushed, at its end: there they would hold all exchanges. */
  static Kept unheard() {
    return new Kept() {
      @Override
      public void kept(SourceExchange exchange, int outcomes) {}

      @Override
      public Receipt receipt(SourceExchange exchange, int outcomes) {
        return Receipt.none();
      }
    };
  }
}
