package dev.parallax.recorder.capture;

import dev.parallax.recorder.warning.WarnLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of faults in our own code at a limited rate. Confined to one thread. */
final class FaultWarnings {

  private static final Logger LOG = LoggerFactory.getLogger(FaultWarnings.class);

  private final WarnLimit limit;

  FaultWarnings(Clocks clocks) {
    limit = new WarnLimit(clocks.nanoTime());
  }

  /** Names the fault and its place in the code: its message may quote what was captured. */
  void warn(String message, Throwable fault) {
    if (limit.tryPass()) {
      StackTraceElement[] trace = fault.getStackTrace();
      LOG.atWarn()
          .addKeyValue("error", fault.getClass().getName())
          .addKeyValue("at", trace.length == 0 ? "unknown" : trace[0])
          .addKeyValue("heldBack", limit.takeHeldBack())
          .log(message);
    }
  }
}
