package dev.parallax.comparator.verdict;

import dev.parallax.comparator.fidelity.Fidelity;
import dev.parallax.comparator.latency.LatencyTest;
import dev.parallax.comparator.latency.Ratio;
import dev.parallax.comparator.verdict.Gates.LatencyGate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rules endpoint by endpoint whether the candidate is slower than the control. Where the run was
 * not sent when it was to be, nothing passes or fails by it: but a candidate can be so slow that
 * the replayer is late for that, so what looks clearly slower does not pass unseen.
 */
final class LatencyRule {

  private static final String GATE = "latency";

  /** A bound of the ratio above which a run does not pass, however few or late the pairs. */
  private static final double CLEARLY = 1.5;

  private final LatencyGate gate;

  LatencyRule(LatencyGate gate) {
    this.gate = gate;
  }

  List<Ruling> rulings(Evidence evidence) {
    if (!evidence.run().withControl()) {
      return List.of(
          unjudged("", "without a control nothing tells a slower build from slower machines"));
    }
    if (!evidence.fidelity().isFitForLatency()) {
      String sent = sent(evidence.fidelity());
      Ruling wholeRun = unjudged("", sent + ": response times tell of the replayer, too");
      return Stream.concat(
              Stream.of(wholeRun),
              evidence.latencies().stream().flatMap(test -> unfit(test, sent).stream()))
          .toList();
    }
    return evidence.latencies().stream().map(this::ruling).toList();
  }

  private Optional<Ruling> unfit(LatencyTest test, String sent) {
    Ratio ratio = test.latency().ratio();
    if (ratio == null || !isClearlySlower(test)) {
      return Optional.empty();
    }
    String statement =
        String.format(
            Locale.ROOT,
            "clearly slower:%s, medians %+.2f ms apart; but %s, as a slow candidate can cause:"
                + " replay it at a lower rate",
            told(ratio),
            test.slowerByNanos() / 1e6,
            sent);
    return Optional.of(
        new Ruling(GATE, test.latency().endpoint(), Decision.INCONCLUSIVE, statement, List.of()));
  }

  private static String sent(Fidelity fidelity) {
    return String.format(
        Locale.ROOT,
        "sent %.1f ms off at p99 (at most %.1f ms)",
        fidelity.error().p99Nanos() / 1e6,
        fidelity.limitNanos() / 1e6);
  }

  private Ruling ruling(LatencyTest test) {
    String endpoint = test.latency().endpoint();
    Ratio ratio = test.latency().ratio();
    if (ratio == null || test.pairs() < gate.minPairs()) {
      return tooFew(test, ratio);
    }
    boolean slower = isSlower(test, gate.maxRatio());
    String statement =
        String.format(
            Locale.ROOT,
            "candidate over control %.3f (95 %%: %.3f to %.3f), medians %+.2f ms apart, %d pairs;"
                + " fails above %.3f and %.2f ms",
            ratio.estimate(),
            ratio.lower(),
            ratio.upper(),
            test.slowerByNanos() / 1e6,
            test.pairs(),
            gate.maxRatio(),
            gate.minSlowdown().toNanos() / 1e6);
    return new Ruling(GATE, endpoint, slower ? Decision.FAIL : Decision.PASS, statement, List.of());
  }

  private Ruling tooFew(LatencyTest test, @Nullable Ratio ratio) {
    String endpoint = test.latency().endpoint();
    if (ratio != null && isClearlySlower(test)) {
      String statement =
          String.format(
              Locale.ROOT,
              "clearly slower so far:%s, medians %+.2f ms apart; %d more pairs are needed to judge"
                  + " (%d of %d)",
              told(ratio),
              test.slowerByNanos() / 1e6,
              gate.minPairs() - test.pairs(),
              test.pairs(),
              gate.minPairs());
      return new Ruling(GATE, endpoint, Decision.INCONCLUSIVE, statement, List.of());
    }
    return unjudged(
        endpoint,
        "%d of %d pairs%s"
            .formatted(
                test.pairs(), gate.minPairs(), ratio == null ? "" : "; so far" + told(ratio)));
  }

  private boolean isClearlySlower(LatencyTest test) {
    return isSlower(test, Math.max(CLEARLY, gate.maxRatio()));
  }

  private boolean isSlower(LatencyTest test, double limit) {
    return test.lowerBound() > limit && test.slowerByNanos() >= gate.minSlowdown().toNanos();
  }

  private Ruling unjudged(String endpoint, String because) {
    String statement = "not judged: " + because;
    return gate.required()
        ? new Ruling(GATE, endpoint, Decision.INCONCLUSIVE, statement, List.of())
        : Ruling.notJudged(GATE, endpoint, statement);
  }

  private static String told(Ratio ratio) {
    return String.format(
        Locale.ROOT, " %.3f (95 %%: %.3f to %.3f)", ratio.estimate(), ratio.lower(), ratio.upper());
  }
}
