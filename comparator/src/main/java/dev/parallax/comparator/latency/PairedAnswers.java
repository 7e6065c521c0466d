package dev.parallax.comparator.latency;

import dev.parallax.comparator.diff.StatusClass;
import dev.parallax.proto.AttemptSummary;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.Leg;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What both legs took for one exchange, from the actual sending to the last byte.
 *
 * @param sentAtNanos of the first attempt at either
 * @param controlNanos geometric mean of its attempts
 * @param candidateNanos likewise
 * @param first of each leg: later ones may find warm what that one warmed
 * @param ok whether they are successes, gRPC's among them
 */
public record PairedAnswers(
    long sentAtNanos, double controlNanos, double candidateNanos, First first, boolean ok) {

  /**
   * The first attempt at each leg.
   *
   * @param controlBytes of the control's answer, decoded; 0 if it has none, or nobody knows
   */
  public record First(long controlNanos, long candidateNanos, long controlBytes) {}

  private static final int OK = 2;

  /**
   * Empty where either did not answer. One that is contaminated, or was not exercised, is none: how
   * fast both refuse says nothing of the work; nor are answers of different status classes, gRPC's
   * among them, which are different work.
   */
  public static Optional<PairedAnswers> of(Comparison comparison) {
    List<AttemptSummary> completed = completed(comparison);
    List<AttemptSummary> control = of(Leg.CONTROL, completed);
    List<AttemptSummary> candidate = of(Leg.CANDIDATE, completed);
    if (control.isEmpty() || candidate.isEmpty()) {
      return Optional.empty();
    }
    var both = new ArrayList<>(control);
    both.addAll(candidate);
    if (both.stream().mapToInt(StatusClass::of).distinct().count() > 1) {
      return Optional.empty();
    }
    return Optional.of(
        new PairedAnswers(
            both.stream().mapToLong(AttemptSummary::getSentAtNanos).min().orElseThrow(),
            geometricMean(control),
            geometricMean(candidate),
            new First(
                first(control).getLastByteNanos(),
                first(candidate).getLastByteNanos(),
                first(control).getBodyBytes()),
            isOk(first(control))));
  }

  /** Attempts, and production's, that tell of the work; none where the comparison does not. */
  public static List<AttemptSummary> completed(Comparison comparison) {
    return !comparison.getExercised() || comparison.getContaminated()
        ? List.of()
        : comparison.getAttemptsList().stream().filter(PairedAnswers::isCompleted).toList();
  }

  /** Whether it is a success: only such answers have the size that was asked for. */
  public static boolean isOk(AttemptSummary attempt) {
    return !attempt.hasFailure() && StatusClass.of(attempt) == OK;
  }

  private static AttemptSummary first(List<AttemptSummary> attempts) {
    return attempts.stream()
        .min(Comparator.comparingLong(AttemptSummary::getSentAtNanos))
        .orElseThrow();
  }

  private static boolean isCompleted(AttemptSummary attempt) {
    return attempt.getStatus() > 0 && !attempt.hasFailure() && attempt.getLastByteNanos() > 0;
  }

  private static List<AttemptSummary> of(Leg leg, List<AttemptSummary> attempts) {
    return attempts.stream().filter(attempt -> attempt.getLeg() == leg).toList();
  }

  private static double geometricMean(List<AttemptSummary> attempts) {
    ToDoubleFunction<AttemptSummary> log = attempt -> Math.log((double) attempt.getLastByteNanos());
    return Math.exp(attempts.stream().mapToDouble(log).average().orElseThrow());
  }
}
