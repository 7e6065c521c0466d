package dev.parallax.replayer;

import dev.parallax.proto.Leg;
import dev.parallax.replayer.process.CommandFailed;
import dev.parallax.replayer.process.ShellCommand;
import dev.parallax.replayer.safety.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A command that brings the legs into a known state, such as their databases to a snapshot. Run
 * once, by whoever requests a run, before anything is sent: writes are sent once to each leg, in
 * the first round, so that later rounds need no other state.
 *
 * @param command for {@code /bin/sh}
 * @param timeout after which it is killed
 */
public record ResetHook(String command, Duration timeout) {

  private static final int NOTHING = 0;

  public ResetHook {
    if (timeout.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "replay.resetTimeout: %d ms (expected: >= 1s)".formatted(timeout.toMillis()));
    }
  }

  /**
   * Blocks until it has ended.
   *
   * @param output told each line that it prints
   * @throws IOException if it fails, in one sentence with its last words
   */
  void run(String runId, List<Target> targets, Consumer<String> output)
      throws IOException, InterruptedException {
    Map<String, String> environment =
        Map.of(
            "PARALLAX_RUN", runId,
            "PARALLAX_CANDIDATE", url(targets, Leg.CANDIDATE),
            "PARALLAX_CONTROL", url(targets, Leg.CONTROL));
    try {
      // All that it prints is told: what is a result is on the standard output of the run.
      var _ = new ShellCommand("exec 1>&2\n" + command, timeout, NOTHING).run(environment, output);
    } catch (CommandFailed e) {
      throw new IOException(
          "the command of replay.resetHook %s (nothing was sent)".formatted(e.getMessage()), e);
    }
  }

  /** Empty where there is none. */
  private static String url(List<Target> targets, Leg leg) {
    return targets.stream()
        .filter(target -> target.leg() == leg)
        .map(Target::url)
        .findFirst()
        .orElse("");
  }
}
