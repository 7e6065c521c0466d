package dev.parallax.replayer.plan;

import dev.parallax.proto.Leg;
import dev.parallax.proto.RunRequested.Judging;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How often an exchange is sent, to which legs, and in which order.
 *
 * <p>{@code EXAMPLES}: in each of the rounds once to each leg, so that an exchange's attempts are
 * apart in time. {@code STATISTICS}: one round, the candidate once and the control twice (the A/A
 * arm). What writes is sent once to each leg, in the first round. The order within a round is drawn
 * from the seed, the exchange and the round: it does not depend on what else runs.
 */
public record Rounds(Judging judging, int attempts, boolean control, long seed) {

  public Rounds {
    if (judging != Judging.EXAMPLES && judging != Judging.STATISTICS) {
      throw new IllegalArgumentException(
          "judging: %s (expected: EXAMPLES or STATISTICS)".formatted(judging));
    }
    if (attempts < 1) {
      throw new IllegalArgumentException(
          "replay.attempts: %d (expected: >= 1)".formatted(attempts));
    }
  }

  /** How many times the list of exchanges is gone through. */
  public int count() {
    return judging == Judging.EXAMPLES ? attempts : 1;
  }

  /** Attempts at a leg that a safe exchange gets over all rounds. */
  public int attemptsAt(Leg leg) {
    return switch (leg) {
      case CANDIDATE -> count();
      case CONTROL -> !control ? 0 : judging == Judging.EXAMPLES ? attempts : 2;
      case CAPTURED_LEG, LEG_UNSPECIFIED, UNRECOGNIZED -> 0;
    };
  }

  /** The legs that are sent to. */
  public List<Leg> legs() {
    return control ? List.of(Leg.CANDIDATE, Leg.CONTROL) : List.of(Leg.CANDIDATE);
  }

  /**
   * @param round from 1
   * @param once whether the exchange gets one attempt at each leg only
   * @return the arms in sending order; empty if the exchange had its last attempts before
   */
  public List<Arm> arms(String exchangeId, int round, boolean once) {
    List<Arm> arms = new ArrayList<>();
    for (Leg leg : legs()) {
      int last = once ? 1 : attemptsAt(leg);
      if (judging == Judging.EXAMPLES) {
        if (round <= last) {
          arms.add(new Arm(leg, round));
        }
      } else {
        for (int attempt = 1; attempt <= last; attempt++) {
          arms.add(new Arm(leg, attempt));
        }
      }
    }
    long drawn = seed + 31L * exchangeId.hashCode() + 1_000_003L * round;
    Collections.shuffle(arms, new SplittableRandom(drawn));
    return List.copyOf(arms);
  }

  /** Whether an exchange has no attempts after this round. */
  public boolean isLast(int round, boolean once) {
    return once || round == count();
  }
}
