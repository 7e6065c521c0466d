package dev.parallax.cli.command;

import dev.parallax.cli.ExitCode;
import dev.parallax.proto.Event;
import dev.parallax.proto.SuiteProvenance;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.ProvenanceFold;
import dev.parallax.recorder.sanitize.Harmless;
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
import picocli.CommandLine.Spec;

/** Copies a window of a recording into a suite. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Copies a window of a recording, or of the log, into a suite: a capture file to keep for CI.")
public final class ExportCommand implements Callable<Integer> {

  @Mixin private final SourceOptions source = new SourceOptions();

  @Mixin private final WhereOptions meant = new WhereOptions();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "SUITE.plx",
      description = "The suite to write; must not exist yet.")
  private @Nullable Path output;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine commandLine = Invocation.commandLine(spec);
    Path to = Invocation.required(output);
    try (LogSource from = source.open(commandLine, false, meant.where())) {
      long exchanges = copy(from, to, commandLine.getErr());
      commandLine.getOut().printf("%s: %d exchanges%n", to, exchanges);
      if (exchanges == 0) {
        commandLine
            .getErr()
            .printf("parallax: warning: %s holds no exchanges of that window%n", from.selected());
      }
    }
    return ExitCode.OK;
  }

  /** The account of other times is left out: it would make a suite look like a small part. */
  private static long copy(LogSource from, Path to, PrintWriter err) throws IOException {
    SuiteOrigin origin = SuiteOrigin.of("export", from);
    ProvenanceFold held = new ProvenanceFold();
    try (EventReader reader = from.open();
        NewCaptureFile suite = NewCaptureFile.createSuite(to)) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        suite.writer().append(Harmless.reread(event));
        origin.read(event);
        held.add(event);
      }
      SuiteProvenance asked = origin.step("exported", held.exchanges()).asked();
      suite.writer().provenance(Harmless.provenance(held.of(asked)));
      suite.keep();
      SourceOptions.warnOfDamage(reader, from, err);
      WhereOptions.tellUnanswered(from.selection().where(), err);
    }
    return held.exchanges();
  }
}
