package dev.parallax.comparator.verdict;

import dev.parallax.comparator.noise.Cause;
import dev.parallax.comparator.noise.Finding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The one place where PASS, FAIL or INCONCLUSIVE is decided. Every gate is asked, so that a verdict
 * tells all that is wrong, and states its counts whichever way it decides. A failed gate outweighs
 * an inconclusive one: what was seen was seen. But where a leg was taken for dead, nothing fails:
 * what it did not answer would count as its build's.
 */
public final class Judge {

  private static final int MAX_EXAMPLES = 3;

  private final Gates gates;

  public Judge(Gates gates) {
    this.gates = gates;
  }

  public Verdict judge(Evidence evidence) {
    var rulings = new ArrayList<Ruling>();
    rulings.addAll(differences(evidence));
    if (gates.maxErrorShare() < 1) {
      rulings.add(errors(evidence.coverage()));
    }
    rulings.addAll(new LatencyRule(gates.latency()).rulings(evidence));
    rulings.addAll(new GrowthRule(gates.growth()).rulings(evidence));
    rulings.addAll(new EvidenceRule(gates).rulings(evidence));
    if (evidence.run().legFailed()) {
      rulings.replaceAll(Judge::undecided);
    }
    return new Verdict(overall(rulings), rulings);
  }

  private static Ruling undecided(Ruling ruling) {
    return ruling.decision() == Decision.FAIL
        ? new Ruling(
            ruling.gate(),
            ruling.endpoint(),
            Decision.INCONCLUSIVE,
            ruling.statement() + "; it is not held against a build while a leg fails",
            ruling.exampleIds())
        : ruling;
  }

  private static Decision overall(List<Ruling> rulings) {
    if (rulings.stream().anyMatch(ruling -> ruling.decision() == Decision.FAIL)) {
      return Decision.FAIL;
    }
    return rulings.stream().anyMatch(ruling -> ruling.decision() == Decision.INCONCLUSIVE)
        ? Decision.INCONCLUSIVE
        : Decision.PASS;
  }

  /** One ruling for each endpoint that differs; one for the run where none does. */
  private List<Ruling> differences(Evidence evidence) {
    Cause cause = evidence.run().withControl() ? Cause.REGRESSION : Cause.UNATTRIBUTED;
    String gate = cause == Cause.REGRESSION ? "regressions" : "unattributed";
    List<Finding> counted =
        evidence.findings().stream().filter(finding -> finding.cause() == cause).toList();
    long accepted =
        evidence.findings().stream().filter(finding -> finding.cause() == Cause.ACCEPTED).count();
    Decision decision = counted.size() > gates.maxRegressions() ? Decision.FAIL : Decision.PASS;
    if (counted.isEmpty()) {
      String statement =
          "no %s in %s compared%s"
              .formatted(
                  cause == Cause.REGRESSION ? "regression" : "divergence from production",
                  exchanges(evidence.funnel().compared()),
                  accepted == 0 ? "" : ", beside " + accepted + " accepted");
      return List.of(new Ruling(gate, "", decision, statement, List.of()));
    }
    var byEndpoint =
        counted.stream()
            .collect(Collectors.groupingBy(Finding::endpoint, TreeMap::new, Collectors.toList()));
    var rulings = new ArrayList<Ruling>();
    byEndpoint.forEach(
        (endpoint, findings) ->
            rulings.add(
                new Ruling(
                    gate, endpoint, decision, told(findings, counted.size()), examples(findings))));
    return rulings;
  }

  private String told(List<Finding> findings, int all) {
    String first =
        findings.stream()
            .limit(MAX_EXAMPLES)
            .map(Finding::sentence)
            .collect(Collectors.joining(". "));
    String more =
        findings.size() > MAX_EXAMPLES ? ". And " + (findings.size() - MAX_EXAMPLES) + " more" : "";
    return "%s%s. %d in the run, at most %d allowed"
        .formatted(first, more, all, gates.maxRegressions());
  }

  private static List<String> examples(List<Finding> findings) {
    SequencedSet<String> ids = new LinkedHashSet<>();
    findings.forEach(
        finding -> finding.examples().forEach(example -> ids.add(example.exchangeId())));
    return ids.stream().limit(MAX_EXAMPLES).toList();
  }

  private Ruling errors(Coverage coverage) {
    double share = coverage.traffic().errorShare();
    return new Ruling(
        "errors",
        "",
        share > gates.maxErrorShare() ? Decision.FAIL : Decision.PASS,
        "the candidate failed or answered 5xx, or gRPC's like of it, in %d of %d attempts where production did not (%s; at most %s)"
            .formatted(
                coverage.candidateErrors(),
                coverage.candidateAttempts(),
                share(coverage.candidateErrors(), coverage.candidateAttempts(), share),
                percent(gates.maxErrorShare())),
        List.of());
  }

  static String exchanges(long count) {
    return count == 1 ? "1 exchange" : count + " exchanges";
  }

  /** The share by weight; said to be that where it is not that of the counts. */
  static String share(long part, long whole, double byWeight) {
    double byCount = whole == 0 ? 0 : (double) part / (double) whole;
    return Math.abs(byCount - byWeight) < 0.0005
        ? percent(byWeight)
        : percent(byWeight) + " of the traffic that they stand for";
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }
}
