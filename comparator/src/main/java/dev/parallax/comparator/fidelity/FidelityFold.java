package dev.parallax.comparator.fidelity;

import dev.parallax.comparator.fidelity.Fidelity.SendError;
import dev.parallax.proto.AttemptSummary;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leg;
import dev.parallax.proto.RunRequested;
import dev.parallax.proto.RunRequested.Judging;
import java.util.List;

/**
 * Folds a run's outcomes into its certificate. It goes by what the outcomes say of times, and not
 * by what the replayer meant to do. Memory: some 20 bytes for each exchange, and a bounded piece
 * for each session. Confined to one thread.
 */
public final class FidelityFold {

  /** A replayer's lag up to here is no reason to distrust response times. */
  static final long LEAST_LIMIT_NANOS = 5_000_000;

  /** Nor is one that is small beside what is measured: a tenth of the median. */
  private static final int LIMIT_DIVISOR = 10;

  private final boolean inOneRound;
  private final double speed;
  private final Nanos errors = new Nanos();
  private final Nanos answers = new Nanos();
  private final SessionTimes sessions = new SessionTimes();
  private final Span recorded = new Span();
  private final Span sent = new Span();
  private Copies copies = Copies.NONE;

  public FidelityFold(RunRequested requested) {
    inOneRound = requested.getJudging() == Judging.STATISTICS;
    speed = factor(requested);
  }

  /** Of a rate, how much faster than recorded it is all in all; 0 where nothing is planned. */
  private static double factor(RunRequested requested) {
    String speed = requested.getSpeed();
    if (!speed.endsWith("x")) {
      double recorded = requested.getLastExchangeNanos() - requested.getFirstExchangeNanos();
      return requested.getPlannedNanos() > 0 ? recorded / requested.getPlannedNanos() : 0;
    }
    try {
      return Double.parseDouble(speed.substring(0, speed.length() - 1));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /**
   * Adds an exchange, each once, in any order.
   *
   * @param comparison of that exchange
   */
  public void add(Exchange exchange, Comparison comparison) {
    List<AttemptSummary> firstRound =
        comparison.getAttemptsList().stream().filter(this::isOfFirstRound).toList();
    var times = new SessionTimes.Times(exchange);
    for (AttemptSummary attempt : firstRound) {
      times.add(attempt.getSentAtNanos(), attempt.getSentAtNanos() + attempt.getLastByteNanos());
      if (attempt.getStatus() > 0 && attempt.getLastByteNanos() > 0) {
        answers.add(attempt.getLastByteNanos());
      }
    }
    sessions.add(exchange, times);
    if (!firstRound.isEmpty()) {
      recorded.add(exchange.getStartedAtNanos());
      sent.add(times.firstSentNanos());
      errors.add(errorOfFirst(firstRound));
    }
  }

  /**
   * Adds a copy of an exchange, likewise.
   *
   * @param copy the exchange that was sent
   */
  public void addCopy(Exchange copy, Comparison comparison) {
    add(copy, comparison);
    boolean sent =
        comparison.getAttemptsList().stream()
            .anyMatch(attempt -> attempt.getLeg() != Leg.CAPTURED_LEG);
    copies =
        new Copies(
            copies.planned() + 1,
            copies.sent() + (sent ? 1 : 0),
            copies.exercised() + (sent && comparison.getExercised() ? 1 : 0));
  }

  /** Later rounds don't go by the recording; an attempt without times says nothing. */
  private boolean isOfFirstRound(AttemptSummary attempt) {
    return attempt.getLeg() != Leg.CAPTURED_LEG
        && attempt.getIntendedAtNanos() > 0
        && attempt.getSentAtNanos() > 0
        && (inOneRound || attempt.getAttempt() == 1);
  }

  /** Those after it wait for it, whatever the plan. */
  private static long errorOfFirst(List<AttemptSummary> attempts) {
    AttemptSummary first = attempts.getFirst();
    for (AttemptSummary attempt : attempts) {
      if (attempt.getIntendedAtNanos() < first.getIntendedAtNanos()) {
        first = attempt;
      }
    }
    return Math.abs(first.getSentAtNanos() - first.getIntendedAtNanos());
  }

  public Fidelity fidelity() {
    SendError error =
        errors.count() == 0
            ? SendError.NONE
            : new SendError(errors.quantile(0.50), errors.quantile(0.99), errors.quantile(1));
    long median = answers.count() == 0 ? 0 : answers.quantile(0.50);
    return new Fidelity(
        errors.count(),
        error,
        Math.max(LEAST_LIMIT_NANOS, median / LIMIT_DIVISOR),
        sessions.overtaking(),
        recorded.rate() * speed,
        sent.rate(),
        sessions.count(),
        sessions.whole(),
        copies);
  }
}
