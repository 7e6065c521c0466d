package dev.parallax.comparator.growth;

import dev.parallax.comparator.latency.PairedAnswers;
import dev.parallax.comparator.sample.IdHash;
import dev.parallax.proto.AttemptSummary;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.Leg;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Folds the comparisons of a run into sizes and times by endpoint. Their order is no matter, and
 * folds of parts merge to the fold of the whole. Confined to one thread.
 */
public final class GrowthFold {

  /** Chance of one false alarm or more in a run, over all its endpoints. */
  private static final double ALPHA = 0.01;

  private final Map<String, EndpointSizes> endpoints = new TreeMap<>();

  /**
   * Adds a comparison, each exchange once. Only successes count: an error's size is that of its
   * words. An answer without a body has no size, and changes nothing.
   *
   * @param endpoint as it is shown: {@code GET /products}
   */
  public void add(Comparison comparison, String endpoint) {
    long hash = IdHash.of(comparison.getExchange().getId());
    for (AttemptSummary attempt : comparison.getAttemptsList()) {
      // Also what staging has not: that it lacks such sizes is to be said.
      if (attempt.getLeg() == Leg.CAPTURED_LEG
          && attempt.getBodyBytes() > 0
          && PairedAnswers.isOk(attempt)) {
        sizes(endpoint).addProduction(hash, attempt.getBodyBytes(), comparison.getWeight());
      }
    }
    PairedAnswers.of(comparison)
        .filter(pair -> pair.ok() && pair.first().controlBytes() > 0)
        .map(PairedAnswers::first)
        .ifPresent(
            first ->
                sizes(endpoint)
                    .add(
                        hash,
                        new SizedTime(
                            first.controlBytes(), first.controlNanos(), first.candidateNanos())));
  }

  private EndpointSizes sizes(String endpoint) {
    return endpoints.computeIfAbsent(endpoint, _ -> new EndpointSizes());
  }

  /** Adds what another fold has seen, of other exchanges. */
  public void merge(GrowthFold that) {
    that.endpoints.forEach((endpoint, theirs) -> sizes(endpoint).merge(theirs));
  }

  /** By endpoint name. */
  public List<Growth> growths() {
    long tested = endpoints.values().stream().filter(EndpointSizes::isAssessable).count();
    // Bonferroni, as of response times.
    double alpha = ALPHA / Math.max(1, tested);
    return endpoints.entrySet().stream()
        .map(endpoint -> endpoint.getValue().growth(endpoint.getKey(), alpha))
        .toList();
  }
}
