package dev.parallax.comparator.report;

import dev.parallax.comparator.noise.Cause;
import dev.parallax.comparator.noise.Example;
import dev.parallax.comparator.noise.Finding;
import dev.parallax.proto.Divergence.Kind;

/** One finding, folded up: where and how often; unfolded: by which rule, and what it looks like. */
final class FindingCard {

  /** Characters that two values have in common, shown on either side of where they part. */
  private static final int CONTEXT = 60;

  private final Html html;
  private final Finding finding;
  private final Side expected;
  private final Side actual;

  private FindingCard(Html html, Finding finding, boolean withControl) {
    this.html = html;
    this.finding = finding;
    this.expected = expected(finding.cause(), withControl);
    this.actual = actual(finding.cause());
  }

  /**
   * One of the two answers that are held against each other.
   *
   * @param leg a class of the style sheet, which colours by leg
   */
  private record Side(String name, String leg) {}

  static void write(Html html, Finding finding, boolean withControl, boolean open) {
    new FindingCard(html, finding, withControl).card(open);
  }

  private void card(boolean open) {
    if (open) {
      html.open("details", "class", "card", "open", "open");
    } else {
      html.open("details", "class", "card");
    }
    html.open("summary").open("h3").leaf("span", "place", finding.location()).text(" ");
    html.leaf("span", "kind", kind(finding.kind())).close("h3");
    html.leaf("p", "endpoint", finding.endpoint());
    share();
    html.close("summary").line();
    html.open("div", "class", "inside").open("p", "class", "statement").text(finding.statement());
    finding
        .pValue()
        .ifPresent(p -> html.text(" ").leaf("span", "soft nowrap", "(" + Figures.pValue(p) + ")"));
    html.close("p").line();
    finding.examples().forEach(this::example);
    html.close("div").close("details").line();
  }

  private void share() {
    html.open("p", "class", "share").open("span").text("differs in ");
    html.leaf("strong", Figures.count(finding.differing())).text(" of ");
    html.leaf("strong", Figures.count(finding.compared())).close("span");
    Bar.write(html, finding.differing(), finding.compared());
    html.leaf("span", "soft", Figures.share(finding.differing(), finding.compared())).close("p");
  }

  private void example(Example example) {
    Difference parts = Difference.between(example.expected(), example.actual(), CONTEXT);
    html.open("div", "class", "example").open("p", "class", "request");
    html.leaf("code", example.request());
    if (!example.pointer().isEmpty()) {
      html.leaf("span", "soft", " at ").leaf("code", example.pointer());
    }
    html.close("p").open("dl", "class", "pair");
    value(expected, true, parts, parts.expected());
    value(actual, false, parts, parts.actual());
    html.close("dl").open("p", "class", "soft small").text("Exchange ");
    html.leaf("code", "id", example.exchangeId()).close("p").close("div").line();
  }

  private void value(Side side, boolean isExpected, Difference parts, String middle) {
    html.open("div", "class", side.leg()).leaf("dt", side.name()).open("dd");
    if (parts.before().isEmpty() && middle.isEmpty() && parts.after().isEmpty()) {
      html.leaf("span", "soft", absent(finding, isExpected) ? "not there" : "empty");
    } else {
      html.open("code").text(parts.before());
      if (!middle.isEmpty()) {
        html.leaf(isExpected ? "del" : "ins", middle);
      }
      html.text(parts.after()).close("code");
    }
    html.close("dd").close("div");
  }

  private static Side expected(Cause cause, boolean withControl) {
    return switch (cause) {
      case REGRESSION, UNATTRIBUTED, SUSPECTED, ACCEPTED ->
          withControl
              ? new Side("Expected: control", "control")
              : new Side("Expected: captured in production", "captured");
      case SKEW -> new Side("Captured in production", "captured");
      case NOISE -> new Side("One answer", "captured");
    };
  }

  private static Side actual(Cause cause) {
    return switch (cause) {
      case REGRESSION, UNATTRIBUTED, SUSPECTED, ACCEPTED ->
          new Side("Actual: candidate", "candidate");
      case SKEW -> new Side("Control", "control");
      case NOISE -> new Side("Another answer", "captured");
    };
  }

  /**
   * Whether an empty value stands for nothing at all. A kind is told of the leg that is not the
   * base: the actual one, but for skew, where the control is the base and the captured one
   * expected.
   */
  static boolean absent(Finding finding, boolean expected) {
    return finding.kind()
        == (expected == (finding.cause() == Cause.SKEW) ? Kind.MISSING : Kind.EXTRA);
  }

  /** In words: what the other leg did. */
  static String kind(Kind kind) {
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
