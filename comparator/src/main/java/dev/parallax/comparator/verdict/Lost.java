package dev.parallax.comparator.verdict;

import dev.parallax.proto.Comparison;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Skip;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Why an exchange did not come as far as being exercised.
 *
 * @param step of the funnel that it did not reach
 * @param reason a skip's name, or a fixed sentence with its numbers
 */
record Lost(Step step, String reason) {

  static final String NO_OUTCOME = "no outcome in the run";

  private static final Set<Skip.Reason> NOT_REPLAYABLE =
      Set.of(
          Skip.Reason.UNSAFE_METHOD,
          Skip.Reason.BODY_NOT_WHOLE,
          Skip.Reason.MESSAGES_REDUCED,
          Skip.Reason.NOT_REPLAYABLE);

  /** Those of the funnel, in its order. */
  enum Step {
    REPLAYABLE,
    SENT,
    EXERCISED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Empty if it was exercised. */
  static Optional<Lost> of(Comparison comparison) {
    boolean sent =
        comparison.getAttemptsList().stream()
            .anyMatch(attempt -> attempt.getLeg() != Leg.CAPTURED_LEG);
    if (!sent) {
      Skip.Reason reason = comparison.getSkip().getReason();
      return NOT_REPLAYABLE.contains(reason)
          ? lost(Step.REPLAYABLE, reason.name())
          : lost(Step.SENT, comparison.hasSkip() ? reason.name() : NO_OUTCOME);
    }
    if (comparison.getContaminated()) {
      return lost(Step.EXERCISED, Skip.Reason.CONTAMINATED.name());
    }
    return comparison.getExercised()
        ? Optional.empty()
        : lost(Step.EXERCISED, comparison.getNotExercisedBecause());
  }

  private static Optional<Lost> lost(Step step, String reason) {
    return Optional.of(new Lost(step, reason));
  }
}
