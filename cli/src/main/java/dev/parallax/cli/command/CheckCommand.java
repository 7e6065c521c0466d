package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.comparator.verdict.Gates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Replays, compares and judges in one go: what CI calls. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Replays a recording to a candidate and a control, and judges: exit code 0 PASS, 1 FAIL, 3"
            + " INCONCLUSIVE, 4 could not run. The run file is kept beside the report, as run.plx.")
public final class CheckCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SUITE.plx", description = "A recording, or a suite.")
  private @Nullable Path suite;

  @Mixin private final ReplayOptions replay = new ReplayOptions();

  @Mixin private final ReportOptions report = new ReportOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine commandLine = Invocation.commandLine(spec);
    Gates gates = report.gates();
    Path runFile = prepared(report.directory()).resolve("run.plx");
    try (OrderlyEnd _ = OrderlyEnd.onSignal()) {
      try (NewCaptureFile run = NewCaptureFile.createRun(runFile)) {
        replay.run(Invocation.required(suite), run.writer(), commandLine);
        run.keep();
      }
      return report.judge(runFile, gates, commandLine);
    }
  }

  private static Path prepared(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw CliException.couldNotRun(
          "%s: can't be made a directory for the report".formatted(directory));
    }
  }
}
