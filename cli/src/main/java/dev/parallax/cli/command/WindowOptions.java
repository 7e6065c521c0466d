package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.recorder.log.Window;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --from} and {@code --to}: which part of a recording. */
final class WindowOptions {

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Only exchanges started at or after it: 2026-11-23T10:15:00Z.")
  @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "Only exchanges started before it.")
  @Nullable Instant to;

  Window window() {
    Instant first = from == null ? Instant.MIN : from;
    Instant end = to == null ? Instant.MAX : to;
    if (first.isAfter(end)) {
      throw CliException.usage("--from %s is after --to %s".formatted(from, to));
    }
    return Window.of(first, end);
  }
}
