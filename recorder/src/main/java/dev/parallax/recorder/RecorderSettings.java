package dev.parallax.recorder;

import dev.parallax.proto.Deployment;
import java.time.Duration;

/**
 * How a recorder works.
 *
 * @param service names what is recorded, in each event
 * @param deployment what runs where it is recorded; its upstream is the exchange's own
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

  public RecorderSettings {
    check(!service.isBlank(), "service", "\"\"", "a name");
    check(maxBytesInFlight > 0, "record.maxInFlight", maxBytesInFlight, "> 0");
    check(ledgerInterval.isPositive(), "ledgerInterval", ledgerInterval, "> 0");
    check(!shutdownTimeout.isNegative(), "shutdownTimeout", shutdownTimeout, ">= 0");
  }

  private static void check(boolean valid, String key, Object value, String expected) {
    if (!valid) {
      throw new IllegalArgumentException("%s: %s (expected: %s)".formatted(key, value, expected));
    }
  }
}
