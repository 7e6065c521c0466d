package dev.parallax.comparator.noise;

import dev.parallax.comparator.diff.StatusClass;
import dev.parallax.proto.AttemptSummary;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.Leg;
import java.util.ArrayList;
import java.util.List;

/**
 * The attempts of a comparison that were compared with the base at a location. One that answered in
 * another status class says nothing about bodies and headers: not that they agree either. Of a gRPC
 * call that failed, headers and trailers were compared all the same, its body was not.
 *
 * @param base the leg that the others were compared with
 * @param control numbers of its attempts, without the base
 */
record Reached(Leg base, List<Integer> control, List<Integer> candidate) {

  static Reached of(Comparison comparison, String location) {
    AttemptSummary base = base(comparison);
    var control = new ArrayList<Integer>();
    var candidate = new ArrayList<Integer>();
    for (AttemptSummary attempt : comparison.getAttemptsList()) {
      boolean isBase =
          attempt.getLeg() == base.getLeg() && attempt.getAttempt() == base.getAttempt();
      if (isBase || attempt.getLeg() == Leg.CAPTURED_LEG || !comparable(base, attempt, location)) {
        continue;
      }
      (attempt.getLeg() == Leg.CONTROL ? control : candidate).add(attempt.getAttempt());
    }
    return new Reached(base.getLeg(), control, candidate);
  }

  /** Of the answer as a whole, which attempts of any status reach. */
  static boolean isOutside(String location) {
    return location.equals("status") || location.equals("outcome");
  }

  /** How a gRPC call failed stands there: they are compared whatever it was. */
  private static boolean isOfHead(String location) {
    return location.startsWith("header ") || location.startsWith("trailer ");
  }

  /** The control's first attempt, else the captured answer. */
  private static AttemptSummary base(Comparison comparison) {
    return comparison.getAttemptsList().stream()
        .filter(attempt -> attempt.getLeg() == Leg.CONTROL)
        .findFirst()
        .orElseGet(
            () ->
                comparison.getAttemptsList().stream()
                    .filter(attempt -> attempt.getLeg() == Leg.CAPTURED_LEG)
                    .findFirst()
                    .orElseGet(() -> AttemptSummary.newBuilder().setLeg(Leg.CAPTURED_LEG).build()));
  }

  private static boolean comparable(AttemptSummary base, AttemptSummary attempt, String location) {
    return switch (location) {
      // One that was left did not fail either for as long as it was waited for.
      case "outcome" -> true;
      case "status" -> base.getStatus() > 0 && attempt.getStatus() > 0;
      default ->
          base.getStatus() > 0
              && (isOfHead(location)
                  ? base.getStatus() / 100 == attempt.getStatus() / 100
                  : StatusClass.of(base) == StatusClass.of(attempt));
    };
  }
}
