package dev.parallax.cli.windows;

import dev.parallax.proto.LedgerEntry.Fate;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;

/**
 * One hour of one service.
 *
 * @param start of the hour
 * @param exchanges recorded that started in it
 * @param errors of those: answered with 5xx, or not at all
 * @param bytes of their bodies on the wire
 * @param seen by the proxies, as the ledger says; 0 where it says nothing
 * @param notCaptured of those, by fate
 * @param traffic what the recorded ones stand for
 */
public record Hour(
    Instant start,
    String service,
    long exchanges,
    long errors,
    long bytes,
    long seen,
    Map<Fate, Long> notCaptured,
    Traffic traffic) {

  public Hour {
    notCaptured = Map.copyOf(notCaptured);
  }

  /** Share of the exchanges seen that were captured, 0 to 1; NaN where the ledger says nothing. */
  public double coverage() {
    long missing = notCaptured.values().stream().mapToLong(Long::longValue).sum();
    return seen == 0 ? Double.NaN : (double) (seen - missing) / (double) seen;
  }

  /** The fate that most of those not captured had; empty if all were. */
  public String mostNotCaptured() {
    return notCaptured.entrySet().stream()
        .max(Map.Entry.<Fate, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(most -> "%d %s".formatted(most.getValue(), words(most.getKey())))
        .orElse("");
  }

  private static String words(Fate fate) {
    return fate.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  static final Comparator<Hour> BY_TIME =
      Comparator.comparing(Hour::start).thenComparing(Hour::service);
}
