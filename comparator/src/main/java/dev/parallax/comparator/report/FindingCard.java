package dev.parallax.comparator.report;

import dev.parallax.comparator.noise.Cause;
import dev.parallax.comparator.noise.Example;
import dev.parallax.comparator.noise.Finding;
import dev.parallax.proto.Divergence.Kind;
import java.util.List;

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
    html.leaf("span", "kind", finding.change()).close("h3");
    html.leaf("p", "endpoint", finding.endpoint());
    share();
    html.close("summary").line();
    html.open("div", "class", "inside").open("p", "class", "statement").text(finding.statement());
    finding
        .pValue()
        .ifPresent(p -> html.text(" ").leaf("span", "soft nowrap", "(" + Figures.pValue(p) + ")"));
    html.close("p").line();
    examples(finding.examples());
    html.close("div").close("details").line();
  }

  /** The first to be seen at once, for the others are mostly like it. */
  private void examples(List<Example> examples) {
    examples.stream().limit(1).forEach(this::example);
    if (examples.size() > 1) {
      html.open("details", "class", "others").open("summary");
      html.text(Figures.count(examples.size() - 1, "more example")).close("summary").line();
      examples.stream().skip(1).forEach(this::example);
      html.close("details").line();
    }
  }

  private void share() {
    html.open("p", "class", "share").open("span").text("differs in ");
    html.leaf("strong", Figures.count(finding.differing())).text(" of ");
    html.leaf("strong", Figures.count(finding.compared())).close("span");
    Bar.write(html, finding.differing(), finding.compared());
    html.leaf("span", "soft", Figures.share(finding.differing(), finding.compared())).close("p");
  }

  private void example(Example example) {
    Difference parts = parts(finding, example, CONTEXT);
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
      html.leaf("span", "soft", nothing(finding, isExpected));
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
   * Where the two values of an example part; a value that is absent is left empty.
   *
   * @param context characters of common text that are kept on either side
   */
  static Difference parts(Finding finding, Example example, int context) {
    return Difference.between(
        isAbsent(finding, true, example.expected()) ? "" : example.expected(),
        isAbsent(finding, false, example.actual()) ? "" : example.actual(),
        context);
  }

  /** What stands for a value without a character: either there was none, or it is empty. */
  static String nothing(Finding finding, boolean isExpected) {
    return isAbsent(finding, isExpected, "") ? "absent" : "empty";
  }

  /**
   * A kind is told of the leg that is not the base: the actual one, but for skew, where the control
   * is the base and the captured answer is what was expected.
   */
  private static boolean isAbsent(Finding finding, boolean isExpected, String value) {
    Kind absent = isExpected == (finding.cause() == Cause.SKEW) ? Kind.MISSING : Kind.EXTRA;
    return finding.kind() == absent && (value.isEmpty() || value.equals("absent"));
  }
}
