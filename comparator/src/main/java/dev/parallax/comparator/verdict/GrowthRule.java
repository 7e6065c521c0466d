package dev.parallax.comparator.verdict;

import dev.parallax.comparator.growth.Bytes;
import dev.parallax.comparator.growth.Exponent;
import dev.parallax.comparator.growth.Growth;
import dev.parallax.comparator.growth.Prediction;
import dev.parallax.comparator.verdict.Gates.GrowthGate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Rules endpoint by endpoint whether the candidate's times grow faster with the size of the answer
 * than the control's, and it is the slower one where they are large, by so much that it matters at
 * production's sizes. Endpoints whose sizes are alike, also in production, have nothing that could
 * grow, and no ruling.
 */
final class GrowthRule {

  private static final String GATE = "growth";

  private final GrowthGate gate;

  GrowthRule(GrowthGate gate) {
    this.gate = gate;
  }

  List<Ruling> rulings(Evidence evidence) {
    if (!evidence.run().withControl()) {
      return List.of(unjudged("", "not judged: without a control there is nothing to grow beyond"));
    }
    if (!evidence.fidelity().isFitForLatency()) {
      return List.of(
          unjudged("", "not judged: the run was sent late, and times tell of the replayer, too"));
    }
    return evidence.growths().stream().flatMap(growth -> ruling(growth).stream()).toList();
  }

  private Optional<Ruling> ruling(Growth growth) {
    Growth.Fit fit = growth.fit();
    if (fit != null) {
      return Optional.of(ruling(growth, fit));
    }
    return growth.lacksSize() ? Optional.of(lacking(growth)) : Optional.empty();
  }

  private Ruling ruling(Growth growth, Growth.Fit fit) {
    Prediction control = fit.control().atProduction();
    Prediction candidate = fit.candidate().atProduction();
    boolean matters = candidate.nanos() - control.nanos() >= gate.minSlowdown().toNanos();
    boolean grows = fit.lowerBound() > gate.maxIncrease() && fit.slowerWhereLarge() > 1 && matters;
    String statement =
        String.format(
            Locale.ROOT,
            "time grows with the size to the power of %s at the candidate, %.2f at the control: %s"
                + " more, %d pairs from %s to %s; at production's p99 of %s that makes %s, and %s"
                + " at the control; fails above %.2f more, and %.0f ms",
            told(fit.candidate().exponent()),
            fit.control().exponent().estimate(),
            told(fit.more()),
            growth.pairs(),
            Bytes.text(growth.smallestBytes()),
            Bytes.text(growth.largestBytes()),
            Bytes.text(growth.productionBytes()),
            told(candidate),
            told(control),
            gate.maxIncrease(),
            gate.minSlowdown().toNanos() / 1e6);
    return new Ruling(
        GATE, growth.endpoint(), grows ? Decision.FAIL : Decision.PASS, statement, List.of());
  }

  private Ruling lacking(Growth growth) {
    String statement =
        "not assessable: staging lacks size: largest seen %s in %d pairs, production's p99 %s"
            .formatted(
                Bytes.text(growth.largestBytes()),
                growth.pairs(),
                Bytes.text(growth.productionBytes()));
    return unjudged(growth.endpoint(), statement);
  }

  private Ruling unjudged(String endpoint, String statement) {
    return gate.required()
        ? new Ruling(GATE, endpoint, Decision.INCONCLUSIVE, statement, List.of())
        : Ruling.notJudged(GATE, endpoint, statement);
  }

  private static String told(Exponent exponent) {
    return String.format(
        Locale.ROOT,
        "%.2f (95 %%: %.2f to %.2f)",
        exponent.estimate(),
        exponent.lower(),
        exponent.upper());
  }

  private static String told(Prediction prediction) {
    return String.format(
        Locale.ROOT,
        "%s (%s to %s)",
        millis(prediction.nanos()),
        millis(prediction.lower()),
        millis(prediction.upper()));
  }

  private static String millis(double nanos) {
    return String.format(Locale.ROOT, nanos < 100e6 ? "%,.1f ms" : "%,.0f ms", nanos / 1e6);
  }
}
