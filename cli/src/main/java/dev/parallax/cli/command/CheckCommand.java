package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.comparator.verdict.Gates;
import dev.parallax.proto.RunFinished;
import dev.parallax.recorder.log.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Replays, compares and judges in one go: what CI calls. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Replays a recording to a candidate and a control, and judges: exit code 0 PASS, 1 FAIL, 3"
            + " INCONCLUSIVE, 4 could not run. Of a file, and where the log is followed, the run is kept"
            + " beside the report, as run.plx; of a window of the log, it stays there.")
public final class CheckCommand implements Callable<Integer> {

  @Mixin private final ReplayRun replay = new ReplayRun();

  @Mixin private final ReportOptions report = new ReportOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine commandLine = Invocation.commandLine(spec);
    Gates gates = report.gates();
    try (OrderlyEnd _ = OrderlyEnd.onSignal();
        LogSource source = replay.open(commandLine)) {
      return switch (source) {
        case LogSource.OfFile file ->
            check(run -> replay.run(file, run, commandLine), gates, commandLine);
        case LogSource.OfKafka log when replay.follows() ->
            check(run -> replay.follow(log, run, commandLine), gates, commandLine);
        case LogSource.OfKafka log -> check(log, gates, commandLine);
      };
    }
  }

  private interface Sending {
    RunFinished into(EventLog run) throws InterruptedException;
  }

  private int check(Sending sending, Gates gates, CommandLine commandLine)
      throws IOException, InterruptedException {
    Path runFile = prepared(report.directory()).resolve("run.plx");
    try (NewCaptureFile run = NewCaptureFile.createRun(runFile)) {
      var _ = sending.into(run.writer());
      run.keep();
    }
    return report.judge(runFile, gates, replay.grpc(), commandLine);
  }

  /** The run stays in the log: {@code compare --run} makes the same report again. */
  private int check(LogSource.OfKafka log, Gates gates, CommandLine commandLine)
      throws InterruptedException {
    String runId = replay.run(log, commandLine).runId();
    return report.judge(log.events(), runId, gates, replay.grpc(), commandLine);
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
