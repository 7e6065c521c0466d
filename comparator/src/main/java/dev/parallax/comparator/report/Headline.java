package dev.parallax.comparator.report;

import dev.parallax.comparator.noise.Cause;
import dev.parallax.comparator.noise.Finding;
import dev.parallax.comparator.verdict.Decision;
import dev.parallax.comparator.verdict.Funnel;
import dev.parallax.comparator.verdict.Ruling;
import java.util.List;

/** The one sentence that goes with the decision, with the counts behind it. */
final class Headline {

  private Headline() {}

  static String of(Report report) {
    String differences = differences(report);
    String compared = compared(report.funnel());
    return switch (report.verdict().decision()) {
      case PASS ->
          differences.isEmpty()
              ? "No difference beyond noise; " + compared
              : "Every gate passes, with " + differences + "; " + compared;
      case FAIL ->
          gates(report, Decision.FAIL, "fails", "fail")
              + (differences.isEmpty() ? "; " : ": " + differences + "; ")
              + compared;
      case INCONCLUSIVE ->
          gates(report, Decision.INCONCLUSIVE, "cannot be decided", "cannot be decided")
              + "; "
              + compared;
    };
  }

  /** Those that speak against the candidate: what the verdict is about. */
  static List<Finding> against(Report report) {
    return report.findings().stream()
        .filter(f -> f.cause() == Cause.REGRESSION || f.cause() == Cause.UNATTRIBUTED)
        .toList();
  }

  /** {@code 3 regressions at 2 endpoints}, or empty. */
  private static String differences(Report report) {
    List<Finding> against = against(report);
    if (against.isEmpty()) {
      return "";
    }
    boolean unattributed = against.stream().allMatch(f -> f.cause() == Cause.UNATTRIBUTED);
    long endpoints = against.stream().map(Finding::endpoint).distinct().count();
    return Figures.count(against.size(), unattributed ? "unattributed difference" : "regression")
        + " at "
        + Figures.count(endpoints, "endpoint");
  }

  private static String gates(Report report, Decision decision, String one, String many) {
    long gates =
        report.verdict().rulings().stream()
            .filter(r -> r.decision() == decision)
            .map(Ruling::gate)
            .distinct()
            .count();
    return gates == 0
        ? "No gate was decided"
        : Figures.count(gates, "gate") + " " + (gates == 1 ? one : many);
  }

  private static String compared(Funnel funnel) {
    return Figures.count(funnel.compared())
        + " of "
        + Figures.count(funnel.seen(), "exchange")
        + " compared.";
  }
}
