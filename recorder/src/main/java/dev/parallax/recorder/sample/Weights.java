package dev.parallax.recorder.sample;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Selection;

/** How many exchanges of the traffic a recorded one stands for. */
public final class Weights {

  private Weights() {}

  /**
   * 1 / probability; 0 of context, which is recorded for another exchange's sake; 1 where nothing
   * was sampled, or the recording does not say.
   */
  public static double of(Exchange exchange) {
    Selection selection = exchange.getSelection();
    if (selection.getProbability() > 0) {
      return 1 / selection.getProbability();
    }
    return selection.getReason().equals(Reason.CONTEXT.word()) ? 0 : 1;
  }
}
