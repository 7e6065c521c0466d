package dev.parallax.cli.command;

import dev.parallax.cli.ExitCode;
import dev.parallax.proto.RunFinished;
import java.io.IOException;
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

/** Sends a recording to staging, and writes a run file. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Sends a recording to a candidate and a control, and writes what they answered into a run file,"
            + " for 'parallax compare'.")
public final class ReplayCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SUITE.plx", description = "A recording, or a suite.")
  private @Nullable Path suite;

  @Mixin private final ReplayOptions replay = new ReplayOptions();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "RUN.plx",
      description = "The run file to write; an earlier run file is replaced.")
  private @Nullable Path output;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine commandLine = Invocation.commandLine(spec);
    Path runFile = Invocation.required(output);
    RunFinished finished;
    try (OrderlyEnd _ = OrderlyEnd.onSignal();
        NewCaptureFile run = NewCaptureFile.createRun(runFile)) {
      finished = replay.run(Invocation.required(suite), run.writer(), commandLine);
      run.keep();
    }
    commandLine
        .getOut()
        .printf(
            "%s: %d exchanges, %d outcomes%n",
            runFile, finished.getExchanges(), finished.getOutcomes());
    if (!finished.getEndedEarlyBecause().isEmpty()) {
      commandLine.getErr().println("parallax: ended early: " + finished.getEndedEarlyBecause());
      return ExitCode.COULD_NOT_RUN;
    }
    return finished.getExchanges() == 0 ? ExitCode.INCONCLUSIVE : ExitCode.OK;
  }
}
