package dev.parallax.cli.broker;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.utils.internals.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where Kafka would end the JVM (its directory lost, its disk full, a fault in its controller), the
 * JVM goes on without Kafka: a proxy in front of production may share it. Thread-safe.
 *
 * <p>What the broker still does after that is undefined, short of new records; it is for its owner
 * to close it. The hooks are Kafka's own, one for all of the JVM.
 */
final class FatalFaults {

  private static final Logger log = LoggerFactory.getLogger(FatalFaults.class);
  private static final AtomicBoolean REPORTED = new AtomicBoolean();

  private FatalFaults() {}

  /** To be called before a broker starts; the first fault after that is reported. */
  static void contain() {
    REPORTED.set(false);
    Exit.setExitProcedure(FatalFaults::report);
    Exit.setHaltProcedure(FatalFaults::report);
  }

  /** Whether a broker of this JVM failed since the last start. */
  static boolean happened() {
    return REPORTED.get();
  }

  private static void report(int status, @Nullable String message) {
    if (!REPORTED.getAndSet(true)) {
      log.error(
          "the embedded Kafka failed and takes no more records; what it said is above (is its disk"
              + " full, or its directory gone?)");
    }
  }
}
