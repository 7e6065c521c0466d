package dev.parallax.comparator.latency;

import dev.parallax.comparator.latency.LegTimes.Time;
import dev.parallax.comparator.latency.PairedTimes.Pair;
import dev.parallax.comparator.sample.IdHash;
import dev.parallax.proto.AttemptSummary;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.Leg;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds the attempts of a run into response times by endpoint: from the actual sending to the last
 * byte, of answers that completed. The order of comparisons is no matter, and folds of parts merge
 * to the fold of the whole. Confined to one thread.
 */
public final class LatencyFold {

  /** Below this no ratio is given: its interval would be wider than it is worth. */
  public static final int MIN_PAIRS = 20;

  /** Chance of one false alarm or more in a run, over all its endpoints. */
  private static final double ALPHA = 0.01;

  private final Map<String, EndpointTimes> endpoints = new TreeMap<>();

  /** What one endpoint took. */
  private static final class EndpointTimes {
    private final Map<Leg, LegTimes> legs = new EnumMap<>(Leg.class);
    private final PairedTimes pairs = new PairedTimes();

    @Nullable LegLatency summary(Leg leg) {
      LegTimes times = legs.get(leg);
      return times == null ? null : times.summary();
    }
  }

  /**
   * Adds a comparison, each exchange once. One that is contaminated, or was not exercised, changes
   * nothing: how fast both refuse says nothing of the work.
   *
   * @param endpoint as it is shown: {@code GET /products/{id}}
   */
  public void add(Comparison comparison, String endpoint) {
    List<AttemptSummary> completed = PairedAnswers.completed(comparison);
    if (completed.isEmpty()) {
      return;
    }
    EndpointTimes times = endpoints.computeIfAbsent(endpoint, _ -> new EndpointTimes());
    String id = comparison.getExchange().getId();
    for (AttemptSummary attempt : completed) {
      times
          .legs
          .computeIfAbsent(attempt.getLeg(), _ -> new LegTimes())
          .add(
              new Time(
                  attempt.getSentAtNanos(),
                  IdHash.of(id + '/' + attempt.getAttempt()),
                  attempt.getLastByteNanos(),
                  comparison.getWeight()));
    }
    PairedAnswers.of(comparison)
        .ifPresent(
            pair ->
                times.pairs.add(
                    new Pair(
                        pair.sentAtNanos(),
                        IdHash.of(id),
                        pair.controlNanos(),
                        pair.candidateNanos())));
  }

  /** Adds what another fold has seen, of other exchanges. */
  public void merge(LatencyFold that) {
    that.endpoints.forEach(
        (endpoint, theirs) -> {
          EndpointTimes ours = endpoints.computeIfAbsent(endpoint, _ -> new EndpointTimes());
          theirs.legs.forEach(
              (leg, times) -> ours.legs.computeIfAbsent(leg, _ -> new LegTimes()).merge(times));
          ours.pairs.merge(theirs.pairs);
        });
  }

  /** By endpoint name. */
  public List<LatencyTest> tests() {
    long tested =
        endpoints.values().stream().filter(times -> times.pairs.count() >= MIN_PAIRS).count();
    var tests = new ArrayList<LatencyTest>();
    // Bonferroni: few endpoints are slower at once, and the bound stays a bound of each.
    endpoints.forEach((name, times) -> tests.add(test(name, times, ALPHA / Math.max(1, tested))));
    return tests;
  }

  private static LatencyTest test(String endpoint, EndpointTimes times, double alpha) {
    List<Pair> pairs = times.pairs.pairs();
    boolean enough = pairs.size() >= MIN_PAIRS;
    PairedRatio ratio = enough ? new PairedRatio(PairedTimes.logs(pairs)) : null;
    var latency =
        new EndpointLatency(
            endpoint,
            times.summary(Leg.CAPTURED_LEG),
            times.summary(Leg.CONTROL),
            times.summary(Leg.CANDIDATE),
            ratio == null ? null : ratio.ratio(times.pairs.measured()));
    return new LatencyTest(
        latency,
        times.pairs.count(),
        ratio == null ? 0 : ratio.lower(alpha),
        enough ? PairedTimes.slowerBy(pairs) : 0);
  }
}
