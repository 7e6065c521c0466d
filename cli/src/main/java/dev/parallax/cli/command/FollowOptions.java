package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.recorder.log.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Whether the log is followed as it is recorded, in place of a window of what was. */
final class FollowOptions {

  /** What is recorded goes through a few queues before it can be read. */
  private static final Duration LEAST = Duration.ofSeconds(1);

  @Option(
      names = "--follow",
      paramLabel = "LAG",
      description =
          "Sends what is being recorded, so long behind production (30s): what takes longer than that"
              + " comes late. Until --for is over, or the command is ended. Of a log only; into a run file.")
  private @Nullable Duration lag;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "How long to follow. Default: until it is ended.")
  private @Nullable Duration duration;

  boolean isGiven() {
    return lag != null;
  }

  Duration lag() {
    return Invocation.required(lag);
  }

  /** From now on. */
  Window window() {
    Instant now = Instant.now();
    return Window.of(now, duration == null ? Instant.MAX : now.plus(duration));
  }

  /**
   * @throws CliException if it can't be had, with what else is asked for (2)
   */
  void check(CommandLine commandLine) {
    if (lag == null) {
      if (duration != null) {
        throw CliException.usage("--for: how long to follow (expected: with --follow LAG)");
      }
      return;
    }
    if (lag.compareTo(LEAST) < 0) {
      throw CliException.usage(
          "--follow: %d ms (expected: >= %d s)".formatted(lag.toMillis(), LEAST.toSeconds()));
    }
    for (String other : List.of("--from", "--to", "--workers")) {
      if (commandLine.getParseResult().hasMatchedOption(other)) {
        throw CliException.usage(
            other + ": not with --follow, which sends what is recorded from now on, from here");
      }
    }
  }
}
