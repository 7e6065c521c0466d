package dev.parallax.comparator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Places values on a horizontal axis, in percent of its width; logarithmic where the range is wide.
 * Values beyond an end are placed at it.
 *
 * @param from greater than 0
 * @param to greater than {@code from}
 */
record Axis(double from, double to, boolean logarithmic) {

  /** Kept free at either end, so that marks and labels are not cut. In percent. */
  private static final double MARGIN = 4;

  private static final int MAX_TICKS = 5;

  Axis {
    if (!(from > 0 && from < to)) {
      throw new IllegalArgumentException(
          "axis from " + from + " to " + to + " (expected: 0 < from < to)");
    }
  }

  /** From 0 up where one order of magnitude holds all values, else logarithmic. */
  static Axis of(double smallest, double largest) {
    double from = Math.max(smallest, 1);
    double to = Math.max(largest, from * 1.01);
    return new Axis(from, to, to / from > 10);
  }

  String place(double value) {
    double low = logarithmic ? Math.log(from) : 0;
    double high = logarithmic ? Math.log(to) : to;
    double at = logarithmic ? Math.log(Math.max(value, from)) : value;
    double part = Math.clamp((at - low) / (high - low), 0, 1);
    return percent(part);
  }

  /** Round values within the axis: at most {@value #MAX_TICKS}, at least one. */
  List<Double> ticks() {
    List<Double> ticks = logarithmic ? decades() : steps();
    return ticks.isEmpty() ? List.of(to) : ticks;
  }

  /** Powers of ten; where few of them lie on the axis, twice and five times these as well. */
  private List<Double> decades() {
    List<Double> fine = multiples(1, 2, 5);
    List<Double> ticks = fine.size() <= MAX_TICKS ? fine : multiples(1);
    if (ticks.size() < 3) {
      ticks = multiples(1, 3);
    }
    int every = Math.max(1, Math.ceilDiv(ticks.size(), MAX_TICKS));
    List<Double> kept = new ArrayList<>();
    for (int i = 0; i < ticks.size(); i += every) {
      kept.add(ticks.get(i));
    }
    return kept;
  }

  private List<Double> multiples(int... factors) {
    List<Double> ticks = new ArrayList<>();
    for (double power = Math.pow(10, Math.floor(Math.log10(from))); power <= to; power *= 10) {
      for (int factor : factors) {
        if (factor * power >= from && factor * power <= to) {
          ticks.add(factor * power);
        }
      }
    }
    return ticks;
  }

  private List<Double> steps() {
    double rough = to / (MAX_TICKS - 1);
    double decade = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = rough <= 2 * decade ? 2 * decade : rough <= 5 * decade ? 5 * decade : 10 * decade;
    List<Double> ticks = new ArrayList<>();
    for (double tick = 0; tick <= to; tick += step) {
      ticks.add(tick);
    }
    return ticks;
  }

  private static String percent(double part) {
    return number(MARGIN + part * (100 - 2 * MARGIN)) + "%";
  }

  /** With two decimals, wherever it is written. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
