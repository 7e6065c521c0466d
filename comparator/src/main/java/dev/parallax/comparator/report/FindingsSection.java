package dev.parallax.comparator.report;

import dev.parallax.comparator.noise.Cause;
import dev.parallax.comparator.noise.Finding;
import java.util.List;

/** Findings by cause, of each so many that a browser stays quick. */
final class FindingsSection {

  private static final int MAX_CARDS = 200;

  /** Cards that stand open at first: what a reader takes in without a click. */
  private static final int MAX_OPEN = 8;

  private final Html html;
  private final Report report;
  private final boolean withControl;

  FindingsSection(Html html, Report report) {
    this.html = html;
    this.report = report;
    this.withControl = !report.run().requested().getControl().isEmpty();
  }

  /**
   * What speaks against the candidate, then what might, then what would if it were not accepted.
   */
  void candidate() {
    open("differences", "What the candidate does differently");
    if (Headline.against(report).isEmpty()) {
      html.leaf("p", "none", "Wherever answers were compared, nothing differs beyond noise.");
    } else if (!withControl) {
      html.leaf(
          "p",
          "about",
          "There was no control: the candidate is held against what production answered, and a"
              + " difference may come from the environment as well as from the code.");
    }
    cards(Cause.REGRESSION, MAX_OPEN);
    cards(Cause.UNATTRIBUTED, MAX_OPEN);
    folded(Cause.SUSPECTED, "suspected", "too rare to rule chance out");
    folded(Cause.ACCEPTED, "accepted", "would count, but for a stated reason does not");
    html.close("section").line();
  }

  void skew() {
    open("skew", "What differs besides the code");
    if (of(report, Cause.SKEW).isEmpty()) {
      html.leaf("p", "none", "Nothing that was compared differs between production and staging.");
    } else {
      html.leaf(
          "p",
          "about",
          "The control answers otherwise than production did: environment or data, not the"
              + " candidate. The wider this gap, the less a replay says about production.");
    }
    cards(Cause.SKEW, 0);
    html.close("section").line();
  }

  void noise() {
    open("noise", "Noise");
    if (of(report, Cause.NOISE).isEmpty()) {
      html.leaf("p", "none", "Attempts at the same build agreed wherever there were several.");
    } else {
      html.leaf("p", "about", "Two attempts at the same build differ here; never judged.");
    }
    folded(Cause.NOISE, "noisy", "differs between attempts at the same build");
    html.close("section").line();
  }

  static List<Finding> of(Report report, Cause cause) {
    return report.findings().stream().filter(f -> f.cause() == cause).toList();
  }

  private void open(String id, String title) {
    html.open("section", "id", id, "aria-labelledby", id + "-title");
    html.open("h2", "id", id + "-title").text(title).close("h2").line();
  }

  private void folded(Cause cause, String name, String meaning) {
    long count = of(report, cause).size();
    if (count > 0) {
      html.open("details", "class", "group").open("summary");
      html.leaf("strong", Figures.count(count, name + " difference")).text(" ");
      html.leaf("span", "soft", meaning).close("summary").line();
      cards(cause, 0);
      html.close("details").line();
    }
  }

  private void cards(Cause cause, int openCards) {
    List<Finding> findings = of(report, cause);
    int shown = Math.min(findings.size(), MAX_CARDS);
    for (int i = 0; i < shown; i++) {
      FindingCard.write(html, findings.get(i), withControl, i < openCards);
    }
    if (findings.size() > shown) {
      html.leaf("p", "more", Figures.count(findings.size() - shown) + " more are in report.json.");
    }
  }
}
