package dev.parallax.comparator.diff;

import dev.parallax.comparator.diff.Differences.Difference;
import dev.parallax.comparator.diff.Differences.Place;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.Divergence;
import dev.parallax.proto.Endpoint;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.ExchangeRef;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.Skip;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.grpc.MessageJson;
import dev.parallax.recorder.sample.Weights;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares what the legs answered to one exchange. The base is the control's first attempt, or what
 * production answered where there is no control; every other attempt is compared with it.
 */
public final class ExchangeDiff {

  private static final Comparator<Outcome> BY_ATTEMPT =
      Comparator.comparing(Outcome::getLeg).thenComparingInt(Outcome::getAttempt);

  private static final MessageJson NO_MESSAGES = new MessageJson(GrpcDescriptors.none());

  private final Exchange exchange;
  private final Authorities authorities;
  private final MessageJson messages;
  private final Attempt captured;
  private final boolean open;
  private final Map<Place, Divergence.Builder> divergences = new LinkedHashMap<>();
  private final Set<String> notCompared = new LinkedHashSet<>();

  private ExchangeDiff(Exchange exchange, Authorities authorities, MessageJson messages) {
    this.exchange = exchange;
    this.authorities = authorities;
    this.messages = messages;
    this.captured = Attempt.captured(exchange);
    this.open = OpenStream.isLeft(exchange);
  }

  /**
   * @param outcomes of this exchange, in any order; one for each planned attempt
   * @param authorities of the legs, by which their answers may name themselves
   * @param messages which of gRPC can be read
   */
  public static Comparison compare(
      Exchange exchange,
      Endpoint endpoint,
      List<Outcome> outcomes,
      Authorities authorities,
      MessageJson messages) {
    return new ExchangeDiff(exchange, authorities, messages).compare(endpoint, outcomes);
  }

  /**
   * The same without what differs: whether it was sent, when, and how it was answered.
   *
   * @param copy one of the exchange
   */
  public static Comparison sent(Exchange copy, List<Outcome> outcomes) {
    List<Outcome> ordered = outcomes.stream().sorted(BY_ATTEMPT).toList();
    return new ExchangeDiff(copy, Authorities.unknown(), NO_MESSAGES).answered(ordered).build();
  }

  /**
   * How many of these events say of a place that was replaced what it does not have. They are
   * compared, but what they say can't be judged by.
   */
  public static long damaged(Exchange exchange, List<Outcome> outcomes) {
    return Stream.concat(
            Stream.of(exchange.getSanitisation()), outcomes.stream().map(Outcome::getSanitisation))
        .filter(sanitisation -> !Masks.areWhole(sanitisation))
        .count();
  }

  private Comparison compare(Endpoint endpoint, List<Outcome> outcomes) {
    List<Outcome> ordered = outcomes.stream().sorted(BY_ATTEMPT).toList();
    List<Outcome> control = sent(ordered, Leg.CONTROL);
    List<Outcome> candidate = sent(ordered, Leg.CANDIDATE);
    Comparison.Builder comparison = answered(ordered).setEndpoint(endpoint);
    if (candidate.isEmpty() && control.isEmpty()) {
      return comparison.build();
    }
    if (control.isEmpty()) {
      candidate.forEach(attempt -> against(captured, Attempt.of(attempt, open)));
    } else {
      Attempt base = Attempt.of(control.getFirst(), open);
      against(base, captured);
      control.stream().skip(1).forEach(attempt -> against(base, Attempt.of(attempt, open)));
      candidate.forEach(attempt -> against(base, Attempt.of(attempt, open)));
    }
    divergences.values().forEach(comparison::addDivergences);
    return comparison.addAllNotCompared(notCompared).build();
  }

  private static List<Outcome> sent(List<Outcome> outcomes, Leg leg) {
    return outcomes.stream()
        .filter(outcome -> outcome.getLeg() == leg)
        .filter(outcome -> outcome.hasResponse() || outcome.hasFailure())
        .toList();
  }

  private Comparison.Builder answered(List<Outcome> ordered) {
    List<Outcome> control = sent(ordered, Leg.CONTROL);
    List<Outcome> candidate = sent(ordered, Leg.CANDIDATE);
    Comparison.Builder comparison = described(ordered);
    if (candidate.isEmpty() && control.isEmpty()) {
      return comparison;
    }
    Leg witness = control.isEmpty() ? Leg.CANDIDATE : Leg.CONTROL;
    String missing = Exercise.missing(exchange, witness, control.isEmpty() ? candidate : control);
    return comparison.setExercised(missing.isEmpty()).setNotExercisedBecause(missing);
  }

  private Comparison.Builder described(List<Outcome> outcomes) {
    Comparison.Builder comparison =
        Comparison.newBuilder()
            .setExchange(ExchangeRef.newBuilder().setId(exchange.getId()))
            .setSession(exchange.getSession())
            .setRequest(exchange.getRequest().getMethod() + ' ' + exchange.getRequest().getTarget())
            .setWeight(Weights.of(exchange));
    if (exchange.hasResponse()) {
      comparison.addAttempts(captured.summary());
    }
    for (Outcome outcome : outcomes) {
      comparison.setRunId(outcome.getRunId()).setExchange(outcome.getExchange());
      if (outcome.hasSkip()) {
        boolean contaminated = outcome.getSkip().getReason() == Skip.Reason.CONTAMINATED;
        comparison.setContaminated(comparison.getContaminated() || contaminated);
        comparison.setSkip(outcome.getSkip());
      } else {
        comparison.addAttempts(Attempt.of(outcome, open).summary());
      }
    }
    return comparison;
  }

  private void against(Attempt base, Attempt other) {
    var differences = new Differences();
    OneName names = authorities.between(base.leg(), other.leg(), exchange);
    AnswerDiff.compare(base, other, names, messages, differences);
    for (Difference difference : differences.found()) {
      divergences
          .computeIfAbsent(
              difference.place(),
              place ->
                  Divergence.newBuilder()
                      .setLocation(place.location())
                      .setPointer(place.pointer())
                      .setKind(place.kind())
                      .setBaseLeg(base.leg())
                      .setBaseValue(difference.baseValue()))
          .addDiffering(
              Divergence.Differing.newBuilder()
                  .setLeg(other.leg())
                  .setAttempt(other.number())
                  .setValue(difference.value()));
    }
    boolean production = base.leg() == Leg.CAPTURED_LEG || other.leg() == Leg.CAPTURED_LEG;
    String answer = production ? "production's answer" : "an answer of staging";
    differences.notCompared().forEach(how -> notCompared.add(answer + " is compared " + how));
  }
}
