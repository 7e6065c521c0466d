package dev.parallax.comparator.verdict;

import dev.parallax.comparator.latency.LatencyTest;
import dev.parallax.comparator.latency.Ratio;
import dev.parallax.comparator.verdict.Gates.LatencyGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rules endpoint by endpoint whether the candidate is slower than the control. */
final class LatencyRule {

  private static final String GATE = "latency";

  private final LatencyGate gate;

  LatencyRule(LatencyGate gate) {
    this.gate = gate;
  }

  List<Ruling> rulings(Evidence evidence) {
    Decision unjudged = gate.required() ? Decision.INCONCLUSIVE : Decision.PASS;
    if (!evidence.run().withControl()) {
      String statement =
          "not judged: without a control nothing tells a slower build from slower machines";
      return List.of(new Ruling(GATE, "", unjudged, statement, List.of()));
    }
    var rulings = new ArrayList<Ruling>();
    for (LatencyTest test : evidence.latencies()) {
      rulings.add(ruling(test, unjudged));
    }
    return rulings;
  }

  private Ruling ruling(LatencyTest test, Decision unjudged) {
    String endpoint = test.latency().endpoint();
    Ratio ratio = test.latency().ratio();
    if (ratio == null || test.pairs() < gate.minPairs()) {
      String statement =
          "not judged: %d of %d pairs%s".formatted(test.pairs(), gate.minPairs(), told(ratio));
      return new Ruling(GATE, endpoint, unjudged, statement, List.of());
    }
    boolean slower =
        test.lowerBound() > gate.maxRatio() && test.slowerByNanos() >= gate.minSlowdown().toNanos();
    String statement =
        String.format(
            Locale.ROOT,
            "candidate over control %.3f (95 %%: %.3f to %.3f), medians %+.2f ms apart, %d pairs; fails above %.3f and %.2f ms",
            ratio.estimate(),
            ratio.lower(),
            ratio.upper(),
            test.slowerByNanos() / 1e6,
            test.pairs(),
            gate.maxRatio(),
            gate.minSlowdown().toNanos() / 1e6);
    return new Ruling(GATE, endpoint, slower ? Decision.FAIL : Decision.PASS, statement, List.of());
  }

  private static String told(@Nullable Ratio ratio) {
    return ratio == null
        ? ""
        : String.format(
            Locale.ROOT,
            "; so far %.3f (95 %%: %.3f to %.3f)",
            ratio.estimate(),
            ratio.lower(),
            ratio.upper());
  }
}
