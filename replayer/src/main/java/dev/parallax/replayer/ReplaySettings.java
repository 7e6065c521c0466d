package dev.parallax.replayer;

import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.Window;
import dev.parallax.recorder.session.SessionCopy;
import dev.parallax.replayer.correlate.Rules;
import dev.parallax.replayer.plan.Permitted;
import dev.parallax.replayer.plan.Rounds;
import dev.parallax.replayer.plan.Speed;
import dev.parallax.replayer.pool.Pools;
import dev.parallax.replayer.safety.Targets;
import dev.parallax.replayer.send.Limits;
import java.util.regex.Pattern;

/**
 * What one run is to do.
 *
 * @param runId letters, digits, {@code . _ -}: it travels as a header
 * @param source how the run log names the recording: a file name, or a service
 * @param selection which exchanges of it
 * @param speed of the first round; later ones run at {@code max}
 * @param judging {@code EXAMPLES} or {@code STATISTICS}: see {@link Rounds}
 * @param attempts at each leg, where examples are judged
 * @param permitted what may be sent besides safe methods
 * @param seed orders the arms of each exchange
 * @param grpcDescriptors hex SHA-256 of those that answers are sanitised with; empty for none
 * @param rules what is known of values that requests take from the answers before them
 * @param staging what staging wants otherwise than production
 * @param pools ids that staging knows, where no answer gave one
 * @param amplify how many times each session is sent, all but once as a copy
 */
public record ReplaySettings(
    String runId,
    String source,
    Selection selection,
    Targets targets,
    Speed speed,
    Judging judging,
    int attempts,
    Permitted permitted,
    Limits limits,
    long seed,
    String grpcDescriptors,
    Rules rules,
    Staging staging,
    Pools pools,
    int amplify) {

  public static final int DEFAULT_ATTEMPTS = 3;

  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public ReplaySettings {
    if (!RUN_ID.matcher(runId).matches()) {
      throw new IllegalArgumentException(
          "runId: %s (expected: 1 to 64 letters, digits, dots, - or _)".formatted(runId));
    }
    requireAmplify(amplify);
    // It refuses what it can't work with: before anything is opened.
    Rounds _ = new Rounds(judging, attempts, targets.control() != null, seed);
  }

  /**
   * @throws IllegalArgumentException if no session is sent so many times
   */
  public static void requireAmplify(int times) {
    if (times < 1 || times > SessionCopy.MAX) {
      throw new IllegalArgumentException(
          "replay.amplify: %d (expected: 1 to %d)".formatted(times, SessionCopy.MAX));
    }
  }

  ReplaySettings with(Pools others) {
    return with(limits, others);
  }

  ReplaySettings with(Limits others) {
    return with(others, pools);
  }

  private ReplaySettings with(Limits otherLimits, Pools otherPools) {
    return new ReplaySettings(
        runId,
        source,
        selection,
        targets,
        speed,
        judging,
        attempts,
        permitted,
        otherLimits,
        seed,
        grpcDescriptors,
        rules,
        staging,
        otherPools,
        amplify);
  }

  Window window() {
    return selection.window();
  }

  public Rounds rounds() {
    return new Rounds(judging, attempts, targets.control() != null, seed);
  }
}
