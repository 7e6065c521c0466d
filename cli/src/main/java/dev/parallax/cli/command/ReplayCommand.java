package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.ExitCode;
import dev.parallax.proto.Event;
import dev.parallax.proto.RunFinished;
import dev.parallax.proto.RunFinished.EndedBy;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.sanitize.Harmless;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends a recording to staging, and writes a run file. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Sends a recording to a candidate and a control, and writes what they answered into a run"
            + " file, or into the log that the recording is in, for 'parallax compare'.")
public final class ReplayCommand implements Callable<Integer> {

  @Mixin private final ReplayRun replay = new ReplayRun();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "RUN.plx",
      description =
          "The run file to write; an earlier run file is replaced. Of a run over the log, a copy.")
  private @Nullable Path output;

  @Option(
      names = "--explain",
      description =
          "Sends nothing: prints which values of requests are taken from which answers before them,"
              + " and why.")
  private boolean explain;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine commandLine = Invocation.commandLine(spec);
    if (explain) {
      replay.explain(commandLine);
      return ExitCode.OK;
    }
    try (OrderlyEnd _ = OrderlyEnd.onSignal();
        LogSource source = replay.open(commandLine)) {
      return switch (source) {
        case LogSource.OfFile file ->
            intoFile(run -> replay.run(file, run, commandLine), commandLine);
        case LogSource.OfKafka log when replay.follows() ->
            intoFile(run -> replay.follow(log, run, commandLine), commandLine);
        case LogSource.OfKafka log -> intoLog(log, commandLine);
      };
    }
  }

  private interface Sending {
    RunFinished into(EventLog run) throws InterruptedException;
  }

  private int intoFile(Sending sending, CommandLine commandLine)
      throws IOException, InterruptedException {
    if (output == null) {
      throw CliException.usage("--output: name the run file to write (-o RUN.plx)");
    }
    RunFinished finished;
    try (NewCaptureFile run = NewCaptureFile.createRun(output)) {
      finished = sending.into(run.writer());
      run.keep();
    }
    return exitCode(output.toString(), finished, commandLine);
  }

  private int intoLog(LogSource.OfKafka log, CommandLine commandLine)
      throws IOException, InterruptedException {
    if (output == null) {
      return exitCode(replay.run(log, commandLine), commandLine);
    }
    // Begun before anything is sent: what can't be written is told in time.
    try (NewCaptureFile copy = NewCaptureFile.createRun(output)) {
      ReplayRun.InLog run = replay.run(log, commandLine);
      copy(log, run.runId(), copy);
      return exitCode(run, commandLine);
    }
  }

  private static int exitCode(ReplayRun.InLog run, CommandLine commandLine) {
    return exitCode("run " + run.runId(), run.finished(), commandLine);
  }

  private static void copy(LogSource.OfKafka log, String runId, NewCaptureFile copy)
      throws IOException {
    try (EventReader run = log.events().run(runId)) {
      for (Event event = run.next(); event != null; event = run.next()) {
        copy.writer().append(Harmless.reread(event));
      }
      copy.keep();
    }
  }

  private static int exitCode(String name, RunFinished finished, CommandLine commandLine) {
    if (!finished.getEndedEarlyBecause().isEmpty()) {
      commandLine
          .getErr()
          .printf(
              "parallax: %s: ended early: %s%n",
              name, Printable.text(finished.getEndedEarlyBecause()));
      return finished.getEndedBy() == EndedBy.LEG_FAILED
          ? ExitCode.INCONCLUSIVE
          : ExitCode.COULD_NOT_RUN;
    }
    commandLine
        .getOut()
        .printf(
            "%s: %d exchanges, %d outcomes%n",
            name, finished.getExchanges(), finished.getOutcomes());
    return finished.getExchanges() == 0 ? ExitCode.INCONCLUSIVE : ExitCode.OK;
  }
}
