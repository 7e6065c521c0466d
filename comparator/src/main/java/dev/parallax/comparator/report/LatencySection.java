package dev.parallax.comparator.report;

import dev.parallax.comparator.latency.EndpointLatency;
import dev.parallax.comparator.latency.LegLatency;
import dev.parallax.comparator.latency.Ratio;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Response times: by endpoint and leg a range from p50 over p95 to p99 on one axis for all, and
 * candidate over control with its interval around 1.
 */
final class LatencySection {

  private static final int MAX_ENDPOINTS = 100;
  private static final int MAX_OPEN = 12;

  private final Html html;
  private final Axis times;
  private final Axis ratios;

  private LatencySection(Html html, Axis times, Axis ratios) {
    this.html = html;
    this.times = times;
    this.ratios = ratios;
  }

  /** By ratio of candidate to control, the slowed first; those without one last. */
  static List<EndpointLatency> worstFirst(List<EndpointLatency> latencies) {
    Comparator<EndpointLatency> byRatio =
        Comparator.comparingDouble(
            l -> l.ratio() == null ? Double.NEGATIVE_INFINITY : l.ratio().estimate());
    return latencies.stream().sorted(byRatio.reversed()).toList();
  }

  static void write(Html html, List<EndpointLatency> latencies) {
    html.open("section", "id", "latency", "aria-labelledby", "latency-title");
    html.open("h2", "id", "latency-title").text("Response times").close("h2").line();
    List<EndpointLatency> worst = worstFirst(latencies);
    List<EndpointLatency> shown = worst.stream().limit(MAX_ENDPOINTS).toList();
    if (shown.isEmpty()) {
      html.leaf("p", "none", "No leg completed an answer.");
    } else {
      new LatencySection(html, times(shown), ratios(shown)).endpoints(shown);
    }
    if (worst.size() > shown.size()) {
      html.leaf(
          "p",
          "more",
          Figures.count(worst.size() - shown.size()) + " more endpoints are in report.json.");
    }
    html.close("section").line();
  }

  private static Axis times(List<EndpointLatency> latencies) {
    List<LegLatency> legs =
        latencies.stream()
            .flatMap(l -> Stream.of(l.captured(), l.control(), l.candidate()))
            .filter(Objects::nonNull)
            .toList();
    return Axis.of(
        legs.stream().mapToDouble(LegLatency::p50Nanos).min().orElse(1),
        legs.stream().mapToDouble(LegLatency::p99Nanos).max().orElse(1));
  }

  /** Alike to both sides of 1: twice as slow is as far from it as twice as fast. */
  private static Axis ratios(List<EndpointLatency> latencies) {
    double reach = 1.25;
    for (EndpointLatency latency : latencies) {
      Ratio ratio = latency.ratio();
      if (ratio != null) {
        reach = Math.max(reach, Math.min(ratio.upper(), 100));
        reach = Math.max(reach, Math.min(1 / ratio.lower(), 100));
      }
    }
    return new Axis(1 / reach, reach, true);
  }

  private void endpoints(List<EndpointLatency> latencies) {
    html.leaf(
        "p",
        "about",
        "From sending to the last byte. Each range runs from p50 (dot) over p95 (thick) to p99"
            + " (end). Production ran on other machines: it is shown, never judged. Beside an"
            + " endpoint's name stands the candidate's time over the control's, with its 95 %"
            + " interval around 1.");
    table(latencies.subList(0, Math.min(MAX_OPEN, latencies.size())));
    if (latencies.size() > MAX_OPEN) {
      html.open("details").open("summary");
      html.text(Figures.count(latencies.size() - MAX_OPEN, "more endpoint")).close("summary");
      table(latencies.subList(MAX_OPEN, latencies.size()));
      html.close("details");
    }
  }

  private void table(List<EndpointLatency> latencies) {
    html.open("table", "class", "latency").open("thead").open("tr");
    html.open("th", "scope", "col").text("Leg").close("th");
    html.open("th", "scope", "col", "class", "chart").leaf("span", "unseen", "Range");
    axis();
    html.close("th");
    for (String column : List.of("p50", "p95", "p99", "answers")) {
      html.open("th", "scope", "col", "class", "num").text(column).close("th");
    }
    html.close("tr").close("thead").line();
    latencies.forEach(this::endpoint);
    html.close("table").line();
  }

  private void axis() {
    html.open("svg", "class", "axis", "aria-hidden", "true");
    for (double tick : times.ticks()) {
      String label = tick == 0 ? "0" : Figures.roundDuration(Math.round(tick));
      html.open("text", "x", times.place(tick), "y", "14").text(label).close("text");
    }
    html.close("svg");
  }

  private void endpoint(EndpointLatency latency) {
    html.open("tbody").open("tr", "class", "endpoint");
    html.open("th", "scope", "rowgroup", "colspan", "6").open("div");
    html.leaf("code", latency.endpoint());
    ratio(latency.ratio());
    html.close("div").close("th").close("tr").line();
    leg("captured", latency.captured());
    leg("control", latency.control());
    leg("candidate", latency.candidate());
    html.close("tbody").line();
  }

  private void leg(String name, @Nullable LegLatency leg) {
    html.open("tr", "class", "leg " + name).open("th", "scope", "row").text(name).close("th");
    html.open("td", "class", "chart");
    if (leg == null) {
      html.leaf("span", "soft", "no answers").close("td").open("td", "colspan", "4").close("td");
      html.close("tr").line();
      return;
    }
    range(leg);
    html.close("td");
    html.leaf("td", "num", Figures.duration(leg.p50Nanos()));
    html.leaf("td", "num", Figures.duration(leg.p95Nanos()));
    html.leaf("td", "num", Figures.duration(leg.p99Nanos()));
    html.leaf("td", "num soft", Figures.count(leg.count())).close("tr").line();
  }

  private void range(LegLatency leg) {
    double p50 = leg.p50Nanos();
    double p95 = leg.p95Nanos();
    double p99 = leg.p99Nanos();
    html.open("svg", "class", "range", "aria-hidden", "true");
    for (double tick : times.ticks()) {
      vertical(times, tick, "grid", "0", "100%");
    }
    horizontal(times, p50, p99, "thin");
    horizontal(times, p50, p95, "thick");
    vertical(times, p99, "end", "25%", "75%");
    html.empty("circle", "class", "dot", "cx", times.place(p50), "cy", "50%", "r", "4.5");
    html.close("svg");
  }

  private void ratio(@Nullable Ratio ratio) {
    if (ratio == null) {
      html.leaf("p", "ratio soft", "too few pairs to compare");
      return;
    }
    String tone = ratio.lower() > 1 ? "slower" : ratio.upper() < 1 ? "faster" : "alike";
    html.open("p", "class", "ratio " + tone).open("svg", "class", "whisker", "aria-hidden", "true");
    vertical(ratios, 1, "one", "0", "100%");
    horizontal(ratios, ratio.lower(), ratio.upper(), "thin");
    vertical(ratios, ratio.lower(), "end", "30%", "70%");
    vertical(ratios, ratio.upper(), "end", "30%", "70%");
    html.empty(
        "circle", "class", "dot", "cx", ratios.place(ratio.estimate()), "cy", "50%", "r", "4");
    html.close("svg").open("span");
    html.leaf("strong", Figures.times(ratio.estimate())).text(" ");
    html.leaf("span", "tone", tone.equals("alike") ? "no clear difference" : tone);
    html.leaf(
        "span",
        "soft interval",
        Figures.times(ratio.lower())
            + " to "
            + Figures.times(ratio.upper())
            + ", "
            + Figures.count(ratio.pairs(), "pair"));
    html.close("span").close("p");
  }

  private void horizontal(Axis axis, double from, double to, String cssClass) {
    html.empty(
        "line",
        "class",
        cssClass,
        "x1",
        axis.place(from),
        "x2",
        axis.place(to),
        "y1",
        "50%",
        "y2",
        "50%");
  }

  private void vertical(Axis axis, double at, String cssClass, String top, String bottom) {
    html.empty(
        "line",
        "class",
        cssClass,
        "x1",
        axis.place(at),
        "x2",
        axis.place(at),
        "y1",
        top,
        "y2",
        bottom);
  }
}
