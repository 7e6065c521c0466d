package dev.parallax.bench.load.result;

import java.util.Locale;

/**
 * A figure and what it is held against.
 *
 * @param gated whether missing it fails the run
 */
public record Goal(
    String name, double figure, Bound bound, double limit, String unit, boolean gated) {

  /** Which side of the limit is the good one. */
  public enum Bound {
    AT_MOST("≤"),
    AT_LEAST("≥");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }
  }

  /** What a goal came to. */
  public enum Verdict {
    PASS,
    FAIL,
    NOT_MEASURED;

    @Override
    public String toString() {
      return name().replace('_', ' ');
    }
  }

  public static Goal atMost(String name, double figure, double limit, String unit) {
    return new Goal(name, figure, Bound.AT_MOST, limit, unit, true);
  }

  public static Goal atLeast(String name, double figure, double limit, String unit) {
    return new Goal(name, figure, Bound.AT_LEAST, limit, unit, true);
  }

  /** Of what must not happen at all. */
  public static Goal none(String name, long count) {
    return atMost(name, (double) count, 0, "");
  }

  public Goal informative() {
    return new Goal(name, figure, bound, limit, unit, false);
  }

  public Verdict verdict() {
    if (Double.isNaN(figure) || Double.isNaN(limit)) {
      return Verdict.NOT_MEASURED;
    }
    boolean met = bound == Bound.AT_MOST ? figure <= limit : figure >= limit;
    return met ? Verdict.PASS : Verdict.FAIL;
  }

  public boolean failsTheRun() {
    return gated && verdict() == Verdict.FAIL;
  }

  /** A row of {@link Tables#goals}. */
  String row() {
    return "| %s | %s | %s %s | %s |"
        .formatted(
            name,
            number(figure),
            bound.sign,
            number(limit),
            gated ? verdict() : "(" + verdict() + ")");
  }

  private String number(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    String digits =
        value == Math.rint(value) || Math.abs(value) >= 100
            ? String.format(Locale.ROOT, "%,.0f", value)
            : String.format(Locale.ROOT, "%.2f", value);
    return unit.isEmpty() ? digits : digits + " " + unit;
  }
}
