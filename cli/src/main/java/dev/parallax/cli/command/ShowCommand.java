package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.ExitCode;
import dev.parallax.cli.show.ExchangeWriter;
import dev.parallax.cli.show.JsonLines;
import dev.parallax.cli.show.Table;
import dev.parallax.proto.Event;
import dev.parallax.recorder.log.PlxReader;
import java.io.IOException;
import java.io.PrintWriter;
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

/** Lists the exchanges of a recording. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Lists the exchanges of a capture file, as they were recorded: sanitised.")
public final class ShowCommand implements Callable<Integer> {

  enum Format {
    TABLE,
    JSON
  }

  @Parameters(paramLabel = "FILE.plx", description = "A recording, a suite or a run file.")
  private @Nullable Path file;

  @Mixin private final WindowOptions windowOptions = new WindowOptions();

  @Option(
      names = "--format",
      descriptionKey = "show.format",
      defaultValue = "table",
      description =
          "table: a line each, to read; json: one object a line, complete. Default: table.")
  private Format format = Format.TABLE;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Only the exchange of that id, as a report names it.")
  private @Nullable String id;

  @Option(names = "--limit", paramLabel = "N", description = "At most that many exchanges.")
  private long limit = Long.MAX_VALUE;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    CommandLine commandLine = Invocation.commandLine(spec);
    Path path = Invocation.required(file);
    if (limit < 0) {
      throw CliException.usage("--limit: %d (expected: >= 0)".formatted(limit));
    }
    try (PlxReader reader = CaptureFiles.open(path, windowOptions.window());
        ExchangeWriter writer = writer(commandLine.getOut())) {
      long shown = show(reader, writer, commandLine.getOut());
      CaptureFiles.warnOfDamage(reader, path, commandLine.getErr());
      if (shown == 0 && limit > 0) {
        commandLine.getErr().printf("parallax: %s: no exchanges to show%n", path);
      }
    }
    return ExitCode.OK;
  }

  private long show(PlxReader reader, ExchangeWriter writer, PrintWriter out) throws IOException {
    long shown = 0;
    for (Event event = reader.next(); event != null && shown < limit; event = reader.next()) {
      if (event.hasExchange() && (id == null || id.equals(event.getExchange().getId()))) {
        writer.write(event.getExchange());
        shown++;
        if (out.checkError()) {
          break; // Nobody reads on, as in `| head`.
        }
      }
    }
    return shown;
  }

  private ExchangeWriter writer(PrintWriter out) {
    return switch (format) {
      case TABLE -> new Table(out);
      case JSON -> new JsonLines(out);
    };
  }
}
