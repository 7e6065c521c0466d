package dev.parallax.comparator.growth;

import java.util.Locale;

/** Sizes as people read them. */
public final class Bytes {

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Bytes() {}

  /** {@code 840 B}, {@code 1.2 kB}, {@code 50 MB}. */
  public static String text(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    boolean fraction = unit > 0 && value < 9.95;
    return String.format(Locale.ROOT, fraction ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
  }
}
