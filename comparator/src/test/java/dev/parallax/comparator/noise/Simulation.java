package dev.parallax.comparator.noise;

import dev.parallax.proto.AttemptSummary;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.Divergence;
import dev.parallax.proto.Divergence.Kind;
import dev.parallax.proto.ExchangeRef;
import dev.parallax.proto.Leg;
import dev.parallax.proto.RunRequested.Judging;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Draws comparisons of a run whose fields deviate by chance from what they usually are: each field
 * of each attempt on its own, with the field's noise rate; the candidate with a regression's rate
 * on top.
 */
final class Simulation {

  /**
   * @param noise the share of attempts, at either leg, in which the field deviates
   * @param regression the share of the candidate's attempts that deviate besides
   */
  record Noisy(double noise, double regression) {}

  private record Sent(Leg leg, int attempt) {}

  private final Random random;
  private final List<Noisy> fields;
  private final List<Sent> attempts = new ArrayList<>();
  private final Judging judging;
  private int drawn;

  Simulation(long seed, Judging judging, List<Noisy> fields) {
    this.random = new Random(seed);
    this.fields = fields;
    this.judging = judging;
    int controls = judging == Judging.EXAMPLES ? 3 : 2;
    int candidates = judging == Judging.EXAMPLES ? 3 : 1;
    for (int attempt = 1; attempt <= controls; attempt++) {
      attempts.add(new Sent(Leg.CONTROL, attempt));
    }
    for (int attempt = 1; attempt <= candidates; attempt++) {
      attempts.add(new Sent(Leg.CANDIDATE, attempt));
    }
  }

  List<Finding> run(int exchanges) {
    var fold = new FindingFold(true);
    for (int i = 0; i < exchanges; i++) {
      fold.add(comparison(), "GET /");
    }
    return fold.findings(judging);
  }

  Comparison comparison() {
    String id = "exchange " + random.nextLong() + " " + drawn++;
    Comparison.Builder comparison =
        Comparison.newBuilder()
            .setExchange(ExchangeRef.newBuilder().setId(id))
            .setSession(id)
            .setExercised(true);
    for (Sent sent : attempts) {
      comparison.addAttempts(
          AttemptSummary.newBuilder().setLeg(sent.leg).setAttempt(sent.attempt).setStatus(200));
    }
    for (int field = 0; field < fields.size(); field++) {
      addDivergence(comparison, "body /field" + field, fields.get(field));
    }
    return comparison.build();
  }

  private void addDivergence(Comparison.Builder comparison, String location, Noisy field) {
    Divergence.Builder divergence =
        Divergence.newBuilder()
            .setLocation(location)
            .setKind(Kind.VALUE)
            .setBaseLeg(Leg.CONTROL)
            .setBaseValue(value(field, Leg.CONTROL));
    for (Sent sent : attempts.subList(1, attempts.size())) {
      String value = value(field, sent.leg);
      if (!value.equals(divergence.getBaseValue())) {
        divergence.addDiffering(
            Divergence.Differing.newBuilder()
                .setLeg(sent.leg)
                .setAttempt(sent.attempt)
                .setValue(value));
      }
    }
    if (divergence.getDifferingCount() > 0) {
      comparison.addDivergences(divergence);
    }
  }

  private String value(Noisy field, Leg leg) {
    boolean noisy = random.nextDouble() < field.noise;
    boolean regressed = leg == Leg.CANDIDATE && random.nextDouble() < field.regression;
    return noisy ? "noise " + random.nextLong() : regressed ? "regressed" : "usual";
  }
}
