package dev.parallax.comparator.report;

import dev.parallax.comparator.growth.Bytes;
import dev.parallax.comparator.growth.Curve;
import dev.parallax.comparator.growth.Exponent;
import dev.parallax.comparator.growth.Growth;
import dev.parallax.comparator.growth.LegGrowth;
import dev.parallax.comparator.growth.Prediction;
import dev.parallax.comparator.growth.SizedTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * How times grow with sizes: by endpoint a point for each exchange and leg, both lines, and where
 * production's largest answers lie.
 */
final class GrowthSection {

  private static final int MAX_ENDPOINTS = 50;
  private static final int MAX_OPEN = 4;

  /** A curve is drawn as so many straight lines. */
  private static final int SEGMENTS = 16;

  private final Html html;

  private GrowthSection(Html html) {
    this.html = html;
  }

  static void write(Html html, List<Growth> growths) {
    html.open("section", "id", "growth", "aria-labelledby", "growth-title");
    html.open("h2", "id", "growth-title").text("Growth with size").close("h2").line();
    List<Growth> shown = shown(growths);
    if (shown.isEmpty()) {
      html.leaf(
          "p",
          "none",
          "No endpoint has enough answers, of both legs, and of sizes far enough apart.");
    } else {
      html.leaf(
          "p",
          "about",
          "Response time by the size of the control's answer; both axes are logarithmic. The"
              + " dashed line is the size that 99 of 100 of production's answers do not exceed. An"
              + " exponent of 1 means twice the time for twice the bytes. What an answer of that"
              + " size is to take is a fixed time and one for each byte, or a power where time"
              + " grows faster than that.");
      new GrowthSection(html).endpoints(shown);
    }
    html.close("section").line();
  }

  /** Those with a fit, the worst first; then those that staging has no sizes for. */
  static List<Growth> shown(List<Growth> growths) {
    Comparator<Growth> worst =
        Comparator.comparingDouble(
            growth -> growth.fit() == null ? Double.MAX_VALUE : -growth.fit().lowerBound());
    return growths.stream()
        .filter(growth -> growth.fit() != null || growth.lacksSize())
        .sorted(worst.thenComparing(Growth::endpoint))
        .toList();
  }

  private void endpoints(List<Growth> growths) {
    int open = Math.min(MAX_OPEN, growths.size());
    growths.subList(0, open).forEach(this::endpoint);
    int shown = Math.min(MAX_ENDPOINTS, growths.size());
    if (shown > open) {
      html.open("details").open("summary");
      html.text(Figures.count(shown - open, "more endpoint")).close("summary");
      growths.subList(open, shown).forEach(this::endpoint);
      html.close("details");
    }
    if (growths.size() > shown) {
      html.leaf(
          "p",
          "more",
          Figures.count(growths.size() - shown) + " more endpoints are in report.json.");
    }
  }

  private void endpoint(Growth growth) {
    html.open("div", "class", "grows");
    html.open("h3").leaf("code", growth.endpoint()).close("h3");
    Growth.Fit fit = growth.fit();
    if (fit == null) {
      html.leaf(
          "p",
          "soft",
          "Not assessable: staging lacks size. Largest seen %s, production's p99 %s."
              .formatted(Bytes.text(growth.largestBytes()), Bytes.text(growth.productionBytes())));
    } else {
      plot(growth, fit);
      legs(growth, fit);
    }
    html.close("div").line();
  }

  private void legs(Growth growth, Growth.Fit fit) {
    html.open("table", "class", "exponents").open("thead").open("tr");
    for (String column : List.of("Leg", "exponent", "at " + Bytes.text(growth.productionBytes()))) {
      html.open("th", "scope", "col", "class", column.equals("Leg") ? "" : "num");
      html.text(column).close("th");
    }
    html.close("tr").close("thead").open("tbody");
    leg("control", fit.control());
    leg("candidate", fit.candidate());
    html.close("tbody").close("table").line();
    html.leaf(
        "p",
        "small soft",
        "The candidate's exponent is %s above the control's, from %s of %s to %s."
            .formatted(
                exponent(fit.more()),
                Figures.count(growth.pairs(), "pair"),
                Bytes.text(growth.smallestBytes()),
                Bytes.text(growth.largestBytes())));
  }

  private void leg(String name, LegGrowth leg) {
    Prediction prediction = leg.atProduction();
    html.open("tr", "class", "leg " + name).open("th", "scope", "row").text(name).close("th");
    html.leaf("td", "num", exponent(leg.exponent()));
    html.leaf(
        "td",
        "num",
        "%s (%s to %s)"
            .formatted(
                duration(prediction.nanos()),
                duration(prediction.lower()),
                duration(prediction.upper())));
    html.close("tr").line();
  }

  private static String exponent(Exponent exponent) {
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        exponent.estimate(),
        exponent.lower(),
        exponent.upper());
  }

  private static String duration(double nanos) {
    return Figures.duration(Math.round(nanos));
  }

  private void plot(Growth growth, Growth.Fit fit) {
    double largest = Math.max(growth.largestBytes(), growth.productionBytes());
    Axis sizes = new Axis(Math.max(1, growth.smallestBytes()), largest * 1.1, true);
    Axis times = times(growth, fit);
    html.open(
        "svg",
        "class",
        "growth",
        "role",
        "img",
        "aria-label",
        "Response times of " + growth.endpoint() + " by size");
    for (double tick : sizes.ticks()) {
      line("grid", sizes.place(tick), "0", sizes.place(tick), "100%");
      html.open("text", "class", "size", "x", sizes.place(tick), "y", "100%", "dy", "1.2em");
      html.text(Bytes.text(Math.round(tick))).close("text");
    }
    for (double tick : times.ticks()) {
      line("grid", "0", down(times, tick), "100%", down(times, tick));
      html.open("text", "class", "time", "x", "0", "y", down(times, tick), "dy", "-.3em");
      html.text(Figures.roundDuration(Math.round(tick))).close("text");
    }
    String production = sizes.place((double) growth.productionBytes());
    line("production", production, "0", production, "100%");
    leg("control", growth, SizedTime::controlNanos, fit.control().curve(), sizes, times);
    leg("candidate", growth, SizedTime::candidateNanos, fit.candidate().curve(), sizes, times);
    html.close("svg").line();
  }

  private static Axis times(Growth growth, Growth.Fit fit) {
    double least =
        Math.min(fit.control().atProduction().nanos(), fit.candidate().atProduction().nanos());
    double most =
        Math.max(fit.control().atProduction().nanos(), fit.candidate().atProduction().nanos());
    for (SizedTime one : growth.sample()) {
      least = Math.min(least, (double) Math.min(one.controlNanos(), one.candidateNanos()));
      most = Math.max(most, (double) Math.max(one.controlNanos(), one.candidateNanos()));
    }
    return new Axis(Math.max(1, least), Math.max(most, least * 1.01), true);
  }

  private void leg(
      String name,
      Growth growth,
      ToDoubleFunction<SizedTime> nanos,
      Curve curve,
      Axis sizes,
      Axis times) {
    html.open("g", "class", name);
    for (SizedTime one : growth.sample()) {
      html.empty(
          "circle",
          "cx",
          sizes.place((double) one.bytes()),
          "cy",
          down(times, nanos.applyAsDouble(one)),
          "r",
          "2.5");
    }
    double from = Math.max(1, growth.smallestBytes());
    double step = Math.pow(growth.productionBytes() / from, 1.0 / SEGMENTS);
    for (int i = 0; i < SEGMENTS; i++, from *= step) {
      line(
          "fit",
          sizes.place(from),
          down(times, curve.at(from)),
          sizes.place(from * step),
          down(times, curve.at(from * step)));
    }
    html.close("g");
  }

  /** An axis that goes up. */
  private static String down(Axis times, double nanos) {
    return new Axis(1 / times.to(), 1 / times.from(), true).place(1 / nanos);
  }

  private void line(String cssClass, String x1, String y1, String x2, String y2) {
    html.empty("line", "class", cssClass, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
  }
}
