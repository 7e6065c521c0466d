package dev.parallax.comparator.report;

import dev.parallax.comparator.latency.Ratio;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How numbers are written for people: the same on every machine, whatever its locale and zone. */
final class Figures {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Figures() {}

  /** {@code 1,284} */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** {@code 1 exchange}, {@code 1,284 exchanges} */
  static String count(long value, String noun) {
    return count(value) + " " + noun + (value == 1 ? "" : "s");
  }

  /** {@code 32.1 %}; never {@code 0 %} or {@code 100 %} where that is not the whole truth. */
  static String share(long part, long whole) {
    if (whole <= 0) {
      return "0 %";
    }
    double percent = 100.0 * part / whole;
    if (part > 0 && percent < 0.1) {
      return "<0.1 %";
    }
    if (part < whole && percent > 99.9) {
      return ">99.9 %";
    }
    if (part == 0 || part == whole) {
      return Math.round(percent) + " %";
    }
    return String.format(Locale.ROOT, "%.1f %%", percent);
  }

  /** Three significant digits and the unit that suits: {@code 840 µs}, {@code 12.4 ms}. */
  static String duration(long nanos) {
    if (nanos < 1_000_000) {
      return significant(nanos / 1e3) + " µs";
    }
    // 999.5 ms and more would be rounded to 1000 ms.
    return nanos < 999_500_000 ? significant(nanos / 1e6) + " ms" : significant(nanos / 1e9) + " s";
  }

  /** As {@link #duration}, without zeros after the point: {@code 10 ms} */
  static String roundDuration(long nanos) {
    return duration(nanos).replaceFirst("\\.0+ ", " ");
  }

  /** {@code 1.32×} */
  static String times(double ratio) {
    return significant(ratio) + "×";
  }

  /** {@code 1.32× (95 % interval 1.24× to 1.41×, 480 pairs)} */
  static String ratio(Ratio ratio) {
    return times(ratio.estimate())
        + " (95 % interval "
        + times(ratio.lower())
        + " to "
        + times(ratio.upper())
        + ", "
        + count(ratio.pairs(), "pair")
        + ")";
  }

  /** {@code p = 0.0042}, {@code p < 0.0001} */
  static String pValue(double p) {
    return p < 0.0001 ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.4f", p);
  }

  /** {@code 2026-03-01 12:00:00 UTC} */
  static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** From nanoseconds since the Unix epoch. */
  static Instant instant(long epochNanos) {
    return Instant.EPOCH.plus(epochNanos, ChronoUnit.NANOS);
  }

  private static String significant(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "?" : "∞";
    }
    int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
