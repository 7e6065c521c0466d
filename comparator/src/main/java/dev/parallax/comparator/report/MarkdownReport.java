package dev.parallax.comparator.report;

import static java.util.stream.Collectors.joining;

import dev.parallax.comparator.latency.EndpointLatency;
import dev.parallax.comparator.latency.LegLatency;
import dev.parallax.comparator.latency.Ratio;
import dev.parallax.comparator.noise.Cause;
import dev.parallax.comparator.noise.Example;
import dev.parallax.comparator.noise.Finding;
import dev.parallax.comparator.verdict.Decision;
import dev.parallax.comparator.verdict.Ruling;
import dev.parallax.comparator.verdict.Unexercised;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code summary.md}: what a reviewer reads in a pull request. Stays below 60 KB whatever was
 * found, for each part has a fixed number of rows and each cell a fixed length: a comment on GitHub
 * holds 65,536 characters.
 */
final class MarkdownReport {

  private static final int MAX_RULINGS = 10;
  private static final int MAX_FINDINGS = 20;
  private static final int MAX_LATENCIES = 5;
  private static final int MAX_LOSSES = 4;
  private static final int MAX_UNEXERCISED = 8;
  private static final int MAX_POLICIES = 4;
  private static final int NAME_CHARACTERS = 80;
  private static final int VALUE_CHARACTERS = 40;
  private static final int CURE_CHARACTERS = 120;

  /** Before the place where two values part, so that what differs fits the cell. */
  private static final int CONTEXT = 12;

  private static final int STATEMENT_CHARACTERS = 240;

  private final Report report;
  private final StringBuilder out = new StringBuilder();

  private MarkdownReport(Report report) {
    this.report = report;
  }

  static void write(Report report, Writer out) throws IOException {
    out.write(new MarkdownReport(report).document());
  }

  private String document() {
    Decision decision = report.verdict().decision();
    out.append("## ").append(icon(decision)).append(' ').append(decision).append(" – ");
    out.append(Headline.of(report)).append("\n\n");
    if (!report.run().endedEarlyBecause().isEmpty()) {
      out.append("The run ended early: ")
          .append(Markdown.text(report.run().endedEarlyBecause(), STATEMENT_CHARACTERS))
          .append("\n\n");
    }
    rulings();
    findings();
    otherFindings();
    funnel();
    unexercised();
    latencies();
    out.append("**Fidelity:** ").append(FidelitySection.sentence(report.fidelity())).append("\n\n");
    out.append("Run ").append(Markdown.code(report.run().runId(), NAME_CHARACTERS));
    out.append(" of ").append(Markdown.code(report.run().requested().getSource(), NAME_CHARACTERS));
    String where = report.run().requested().getWhere();
    if (!where.isEmpty()) {
      out.append(" where ").append(Markdown.code(where, STATEMENT_CHARACTERS));
    }
    out.append(". ");
    recordedBy();
    out.append("To see more: `report.html` beside this file opens from disk, ");
    out.append("`report.json` holds every finding.\n");
    return out.toString();
  }

  /** {@code Recorded strict (policy 0a1b): 1,490 exchanges.} */
  private void recordedBy() {
    List<RecordedBy> all = report.run().recordedBy();
    if (all.isEmpty()) {
      return;
    }
    out.append(
        all.stream()
            .limit(MAX_POLICIES)
            .map(MarkdownReport::recordedBy)
            .collect(joining(", ", "Recorded ", all.size() > MAX_POLICIES ? ", …" : "")));
    out.append(". ");
  }

  private static String recordedBy(RecordedBy by) {
    return "%s (policy %s): %s"
        .formatted(
            by.modeWord(),
            Markdown.code(by.policyDigest(), NAME_CHARACTERS),
            Figures.count(by.exchanges(), "exchange"));
  }

  private void rulings() {
    List<Ruling> notable =
        report.verdict().rulings().stream()
            .filter(r -> r.decision() != Decision.PASS)
            .sorted((a, b) -> a.decision().compareTo(b.decision()))
            .toList();
    notable.stream().limit(MAX_RULINGS).forEach(this::ruling);
    if (notable.size() > MAX_RULINGS) {
      out.append("- … and ")
          .append(Figures.count(notable.size() - MAX_RULINGS, "more ruling"))
          .append('\n');
    }
    if (!notable.isEmpty()) {
      out.append('\n');
    }
  }

  private void ruling(Ruling ruling) {
    out.append("- ").append(icon(ruling.decision())).append(" **");
    out.append(Markdown.text(ruling.gate(), NAME_CHARACTERS)).append("**");
    if (!ruling.endpoint().isEmpty()) {
      out.append(" at ").append(Markdown.code(ruling.endpoint(), NAME_CHARACTERS));
    }
    out.append(": ").append(Markdown.text(ruling.statement(), STATEMENT_CHARACTERS)).append('\n');
  }

  private void findings() {
    List<Finding> against = Headline.against(report);
    if (against.isEmpty()) {
      return;
    }
    out.append("| Endpoint | Where | What | Differs in | Expected | Actual | Exchange |\n");
    out.append("| --- | --- | --- | ---: | --- | --- | --- |\n");
    against.stream().limit(MAX_FINDINGS).forEach(this::finding);
    if (against.size() > MAX_FINDINGS) {
      out.append("\n… and ")
          .append(Figures.count(against.size() - MAX_FINDINGS))
          .append(" more.\n");
    }
    out.append('\n');
  }

  private void otherFindings() {
    String others =
        Stream.of(Cause.SUSPECTED, Cause.ACCEPTED, Cause.SKEW, Cause.NOISE)
            .filter(cause -> !FindingsSection.of(report, cause).isEmpty())
            .map(
                cause ->
                    Figures.count(FindingsSection.of(report, cause).size()) + " " + word(cause))
            .collect(joining(", "));
    if (!others.isEmpty()) {
      out.append("**Beside these, not judged:** ").append(others).append("\n\n");
    }
  }

  private static String word(Cause cause) {
    return cause.name().toLowerCase(Locale.ROOT);
  }

  private void finding(Finding finding) {
    out.append("| ").append(Markdown.code(finding.endpoint(), NAME_CHARACTERS));
    out.append(" | ").append(Markdown.code(finding.location(), NAME_CHARACTERS));
    out.append(" | ").append(finding.change());
    out.append(" | ").append(Figures.count(finding.differing()));
    out.append(" of ").append(Figures.count(finding.compared()));
    for (Example example : finding.examples().stream().limit(1).toList()) {
      Difference parts = FindingCard.parts(finding, example, CONTEXT);
      value(parts, parts.expected(), FindingCard.nothing(finding, true));
      value(parts, parts.actual(), FindingCard.nothing(finding, false));
      out.append(" | ").append(Markdown.code(example.exchangeId(), VALUE_CHARACTERS));
    }
    out.append(" |\n");
  }

  private void value(Difference parts, String middle, String nothing) {
    String value = parts.before() + middle + parts.after();
    out.append(" | ");
    out.append(value.isEmpty() ? "*" + nothing + "*" : Markdown.code(value, VALUE_CHARACTERS));
  }

  private void funnel() {
    out.append("**Funnel:** ");
    out.append(
        FunnelStep.of(report.funnel()).stream().map(MarkdownReport::step).collect(joining(" → ")));
    out.append("\n\n");
  }

  /** {@code 1,402 replayable (−61 unsafe method, −27 body not whole)} */
  private static String step(FunnelStep step) {
    String reached = Figures.count(step.count()) + " " + step.name();
    if (step.losses().isEmpty()) {
      return reached;
    }
    return step.losses().stream()
        .limit(MAX_LOSSES)
        .map(l -> "−" + Figures.count(l.count()) + " " + Markdown.text(l.reason(), NAME_CHARACTERS))
        .collect(joining(", ", reached + " (", step.losses().size() > MAX_LOSSES ? ", …)" : ")"));
  }

  private void unexercised() {
    List<Unexercised> endpoints = report.unexercised();
    if (endpoints.isEmpty()) {
      return;
    }
    out.append("| Not exercised at | Exchanges | Most often | What helps |\n");
    out.append("| --- | ---: | --- | --- |\n");
    for (Unexercised endpoint : endpoints.stream().limit(MAX_UNEXERCISED).toList()) {
      Unexercised.Why most = endpoint.whys().getFirst();
      out.append("| ").append(Markdown.code(endpoint.endpoint(), NAME_CHARACTERS));
      out.append(" | ").append(Figures.count(endpoint.exchanges()));
      out.append(" of ").append(Figures.count(endpoint.of()));
      out.append(" | ").append(Markdown.text(most.words(), NAME_CHARACTERS));
      out.append(" | ").append(Markdown.text(most.cure(), CURE_CHARACTERS)).append(" |\n");
    }
    if (endpoints.size() > MAX_UNEXERCISED) {
      out.append("\n… and ")
          .append(Figures.count(endpoints.size() - MAX_UNEXERCISED, "more endpoint"))
          .append(".\n");
    }
    out.append('\n');
  }

  private void latencies() {
    List<EndpointLatency> worst = LatencySection.worstFirst(report.latencies());
    if (worst.isEmpty()) {
      return;
    }
    out.append("| Response time (p50 / p95 / p99) | Control | Candidate | Candidate ÷ control |\n");
    out.append("| --- | ---: | ---: | ---: |\n");
    for (EndpointLatency latency : worst.stream().limit(MAX_LATENCIES).toList()) {
      Ratio ratio = latency.ratio();
      out.append("| ").append(Markdown.code(latency.endpoint(), NAME_CHARACTERS));
      out.append(" | ").append(leg(latency.control()));
      out.append(" | ").append(leg(latency.candidate()));
      out.append(" | ").append(ratio == null ? "too few pairs" : Figures.ratio(ratio));
      out.append(" |\n");
    }
    if (worst.size() > MAX_LATENCIES) {
      out.append("\n… and ")
          .append(Figures.count(worst.size() - MAX_LATENCIES, "more endpoint"))
          .append(", slowest by comparison first.\n");
    }
    out.append('\n');
  }

  private static String leg(@Nullable LegLatency leg) {
    return leg == null
        ? "–"
        : Figures.duration(leg.p50Nanos())
            + " / "
            + Figures.duration(leg.p95Nanos())
            + " / "
            + Figures.duration(leg.p99Nanos());
  }

  private static String icon(Decision decision) {
    return switch (decision) {
      case PASS -> "✅";
      case FAIL -> "❌";
      case INCONCLUSIVE -> "⚠️";
    };
  }
}
