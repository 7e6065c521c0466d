package dev.parallax.comparator.report;

import dev.parallax.comparator.noise.Cause;
import dev.parallax.comparator.noise.Example;
import dev.parallax.comparator.noise.Finding;
import dev.parallax.proto.Divergence;
import java.util.List;

/** Findings as cards, of each cause so many that a browser stays quick. */
final class FindingsSection {

  private static final int MAX_CARDS = 200;

  /** Cards that stand open at first: what a reader takes in without a click. */
  private static final int MAX_OPEN = 8;

  /** Characters that two values have in common, shown on either side of where they part. */
  private static final int CONTEXT = 60;

  private FindingsSection() {}

  static void against(Html html, List<Finding> findings, RunSummary run) {
    boolean control = !run.requested().getControl().isEmpty();
    open(html, "differences", "Differences that speak against the candidate");
    if (findings.isEmpty()) {
      html.leaf(
          "p", "none", "None: wherever the answers were compared, nothing differs beyond noise.");
    } else if (!control) {
      html.leaf(
          "p",
          "about",
          "There was no control: the candidate is held against what production answered, and a"
              + " difference may come from the environment as well as from the code.");
    }
    cards(html, Cause.REGRESSION, findings, MAX_OPEN);
    cards(html, Cause.UNATTRIBUTED, findings, MAX_OPEN);
    html.close("section").line();
  }

  static void skew(Html html, List<Finding> findings) {
    open(html, "skew", "What differs besides the code");
    if (findings.isEmpty()) {
      html.leaf("p", "none", "Nothing that was compared differs between production and staging.");
    } else {
      html.leaf(
          "p",
          "about",
          "The control answers otherwise than production did: environment or data, not the"
              + " candidate. The wider this gap, the less a replay says about production.");
    }
    cards(html, Cause.SKEW, findings, 0);
    html.close("section").line();
  }

  static void noise(Html html, List<Finding> findings) {
    open(html, "noise", "Noise");
    if (findings.isEmpty()) {
      html.leaf("p", "none", "Attempts at the same build agreed everywhere.");
    } else {
      html.leaf("p", "about", "Two attempts at the same build differ here; never judged.");
      html.open("details").open("summary");
      html.text(Figures.count(findings.size(), "noisy place")).close("summary");
      cards(html, Cause.NOISE, findings, 0);
      html.close("details");
    }
    html.close("section").line();
  }

  private static void open(Html html, String id, String title) {
    html.open("section", "id", id, "aria-labelledby", id + "-title");
    html.open("h2", "id", id + "-title").text(title).close("h2").line();
  }

  private static void cards(Html html, Cause cause, List<Finding> all, int openCards) {
    List<Finding> findings = all.stream().filter(f -> f.cause() == cause).toList();
    int shown = Math.min(findings.size(), MAX_CARDS);
    for (int i = 0; i < shown; i++) {
      card(html, findings.get(i), i < openCards);
    }
    if (findings.size() > shown) {
      html.leaf(
          "p",
          "more",
          Figures.count(findings.size() - shown) + " more are in report.json, all of them.");
    }
  }

  private static void card(Html html, Finding finding, boolean open) {
    if (open) {
      html.open("details", "class", "card", "open", "open");
    } else {
      html.open("details", "class", "card");
    }
    html.open("summary").open("h3").leaf("span", "place", finding.location());
    html.text(" ").leaf("span", "kind", kind(finding.kind())).close("h3");
    html.leaf("p", "endpoint", finding.endpoint());
    html.open("p", "class", "share").open("span").text("differs in ");
    html.leaf("strong", Figures.count(finding.differing())).text(" of ");
    html.leaf("strong", Figures.count(finding.compared())).close("span");
    bar(html, finding.differing(), finding.compared());
    html.leaf("span", "soft", Figures.share(finding.differing(), finding.compared())).close("p");
    html.close("summary").line();
    html.open("div", "class", "inside").open("p", "class", "statement").text(finding.statement());
    finding
        .pValue()
        .ifPresent(p -> html.text(" ").leaf("span", "soft nowrap", "(" + Figures.pValue(p) + ")"));
    html.close("p").line();
    finding.examples().forEach(e -> example(html, finding, e));
    html.close("div").close("details").line();
  }

  /** A bar of the width that its surroundings give it, filled to part of whole. */
  static void bar(Html html, long part, long whole) {
    double percent = whole <= 0 ? 0 : 100.0 * part / whole;
    // What is there at all is seen.
    String width = part == 0 ? "0" : Axis.number(Math.clamp(percent, 0.75, 100)) + "%";
    html.open("svg", "class", "bar", "aria-hidden", "true");
    html.empty("rect", "class", "track", "width", "100%", "height", "100%", "rx", "3");
    html.empty("rect", "class", "fill", "width", width, "height", "100%", "rx", "3").close("svg");
  }

  private static void example(Html html, Finding finding, Example example) {
    Difference difference = Difference.between(example.expected(), example.actual(), CONTEXT);
    html.open("div", "class", "example").open("p", "class", "request");
    html.leaf("code", example.request());
    if (!example.pointer().isEmpty()) {
      html.leaf("span", "soft", " at ").leaf("code", example.pointer());
    }
    html.close("p").open("dl", "class", "pair");
    boolean extra = finding.kind() == Divergence.Kind.EXTRA;
    boolean missing = finding.kind() == Divergence.Kind.MISSING;
    value(html, "del", base(finding.cause()), extra, difference, difference.expected());
    value(html, "ins", other(finding.cause()), missing, difference, difference.actual());
    html.close("dl").open("p", "class", "soft small").text("Exchange ");
    html.leaf("code", "id", example.exchangeId()).close("p").close("div").line();
  }

  private static void value(
      Html html, String mark, String leg, boolean absent, Difference difference, String middle) {
    html.open("div", "class", mark).leaf("dt", leg).open("dd");
    boolean empty = (difference.before() + middle + difference.after()).isEmpty();
    if (empty) {
      html.leaf("span", "soft", absent ? "not there" : "empty");
    } else {
      html.open("code").text(difference.before());
      if (!middle.isEmpty()) {
        html.leaf(mark, middle);
      }
      html.text(difference.after()).close("code");
    }
    html.close("dd").close("div");
  }

  private static String base(Cause cause) {
    return switch (cause) {
      case REGRESSION, NOISE, SKEW -> "Expected: control";
      case UNATTRIBUTED -> "Expected: captured";
    };
  }

  private static String other(Cause cause) {
    return switch (cause) {
      case REGRESSION, UNATTRIBUTED -> "Actual: candidate";
      case NOISE -> "Another attempt";
      case SKEW -> "Captured in production";
    };
  }

  /** In words: what the other leg did. */
  static String kind(Divergence.Kind kind) {
    return switch (kind) {
      case VALUE -> "other value";
      case TYPE -> "other type";
      case MISSING -> "missing";
      case EXTRA -> "extra";
      case ORDER -> "other order";
      case LENGTH -> "other length";
      case REPRESENTATION -> "written differently";
      case OUTCOME -> "other outcome";
      case KIND_UNSPECIFIED, UNRECOGNIZED -> "differs";
    };
  }
}
