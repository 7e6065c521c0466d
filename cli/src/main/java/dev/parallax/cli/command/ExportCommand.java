package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.ExitCode;
import dev.parallax.proto.Event;
import dev.parallax.recorder.log.PlxReader;
import dev.parallax.recorder.log.Window;
import dev.parallax.recorder.sanitize.Harmless;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies a window of a recording into a suite. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Copies a window of a recording into a suite: a capture file to keep for CI.")
public final class ExportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE.plx", description = "The recording to take from.")
  private @Nullable Path file;

  @Mixin private final WindowOptions windowOptions = new WindowOptions();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "SUITE.plx",
      description = "The suite to write; must not exist yet.")
  private @Nullable Path output;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandLine commandLine = Invocation.commandLine(spec);
    Path from = Invocation.required(file);
    Path to = Invocation.required(output);
    long exchanges = 0;
    Window window = windowOptions.window();
    try (PlxReader reader = CaptureFiles.open(from, window);
        NewCaptureFile suite = create(to)) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        // The account of other times would make a suite look like a small part of what was seen.
        if (!event.hasLedger() || window.touches(event.getLedger())) {
          suite.writer().append(Harmless.reread(event));
          exchanges += event.hasExchange() ? 1 : 0;
        }
      }
      suite.keep();
      CaptureFiles.warnOfDamage(reader, from, commandLine.getErr());
    }
    commandLine.getOut().printf("%s: %d exchanges%n", to, exchanges);
    if (exchanges == 0) {
      commandLine
          .getErr()
          .printf("parallax: warning: %s holds no exchanges of that window%n", from);
    }
    return ExitCode.OK;
  }

  private static NewCaptureFile create(Path file) {
    if (Files.exists(file)) {
      throw CliException.couldNotRun(
          "%s: exists (choose another name, or remove it)".formatted(file));
    }
    return NewCaptureFile.create(file);
  }
}
