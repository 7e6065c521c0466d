package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.config.Moment;
import dev.parallax.recorder.log.Window;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --from} and {@code --to}: which part of a recording. */
final class WindowOptions {

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Only exchanges started at or after it: 2026-11-23T10:15:00Z, -2h, '14:00', 'yesterday 14:00',"
              + " 'monday 09:00'; in this machine's zone, unless it ends with one.")
  private @Nullable Moment from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Only exchanges started before it; likewise, or now.")
  private @Nullable Moment to;

  Window window() {
    if (from != null && to != null && from.at().isAfter(to.at())) {
      throw CliException.usage(
          "--from %s is after --to %s (expected: a window that begins before it ends)"
              .formatted(both(from), both(to)));
    }
    return Window.of(from == null ? Instant.MIN : from.at(), to == null ? Instant.MAX : to.at());
  }

  /** What was understood, for people; empty where no more than what was written. */
  Optional<String> understood() {
    if (isAbsolute(from) && isAbsolute(to)) {
      return Optional.empty();
    }
    String begin = from == null ? "" : " from " + from.at();
    String end = to == null ? " on" : " up to " + to.at();
    return Optional.of("window" + begin + end);
  }

  private static boolean isAbsolute(@Nullable Moment moment) {
    return moment == null || moment.absolute();
  }

  private static String both(Moment moment) {
    return moment.absolute() ? moment.text() : "%s (%s)".formatted(moment.text(), moment.at());
  }
}
