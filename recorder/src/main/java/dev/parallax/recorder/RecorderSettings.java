package dev.parallax.recorder;

import dev.parallax.proto.Deployment;
import java.time.Duration;

/**
 * How a recorder works.
 *
 * @param service names what is recorded, in each event
 * @param deployment what runs where it is recorded
 * @param maxBytesInFlight bytes of exchanges between the tap and the log, above 0
 * @param ledgerInterval time between entries of the ledger
 * @param shutdownTimeout how long {@link Recorder#close} records what is still queued
 */
public record RecorderSettings(
    String service,
    Deployment deployment,
    long maxBytesInFlight,
    Duration ledgerInterval,
    Duration shutdownTimeout) {

  private static final long DEFAULT_MAX_BYTES_IN_FLIGHT = 64L << 20;
  private static final Duration DEFAULT_LEDGER_INTERVAL = Duration.ofSeconds(10);
  private static final Duration DEFAULT_SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

  public RecorderSettings {
    check(!service.isBlank(), "service", "\"\"", "a name");
    check(maxBytesInFlight > 0, "record.maxInFlight", maxBytesInFlight, "> 0");
    check(ledgerInterval.isPositive(), "ledgerInterval", ledgerInterval, "> 0");
    check(!shutdownTimeout.isNegative(), "shutdownTimeout", shutdownTimeout, ">= 0");
  }

  public static RecorderSettings defaults(String service, Deployment deployment) {
    return new RecorderSettings(
        service,
        deployment,
        DEFAULT_MAX_BYTES_IN_FLIGHT,
        DEFAULT_LEDGER_INTERVAL,
        DEFAULT_SHUTDOWN_TIMEOUT);
  }

  private static void check(boolean valid, String key, Object value, String expected) {
    if (!valid) {
      throw new IllegalArgumentException("%s: %s (expected: %s)".formatted(key, value, expected));
    }
  }
}
