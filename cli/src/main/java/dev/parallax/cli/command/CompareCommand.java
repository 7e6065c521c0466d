package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.comparator.verdict.Gates;
import dev.parallax.recorder.log.kafka.KafkaEvents;
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

/** Makes a report from a run. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Compares what the legs of a run answered, and judges. The same run, gates and descriptors give the same"
            + " report, byte for byte.")
public final class CompareCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN.plx",
      description = "The run file that 'parallax replay' wrote; or else --kafka and --run.")
  private @Nullable Path runFile;

  @Mixin private final KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--run",
      paramLabel = "ID",
      description = "The run in the log, as 'replay' and 'check' named it.")
  private @Nullable String runId;

  @Mixin private final GrpcOptions grpc = new GrpcOptions();

  @Mixin private final ReportOptions report = new ReportOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    CommandLine commandLine = Invocation.commandLine(spec);
    if ((runFile == null) == (runId == null)) {
      throw CliException.usage(
          "compare: name a run file (RUN.plx), or a run in the log (--run ID, with --kafka HOST:PORT"
              + " or --embedded DIR)");
    }
    Gates gates = report.gates();
    // Refused before anything is connected to.
    var _ = grpc.descriptors();
    if (runFile != null) {
      return report.judge(runFile, gates, grpc, commandLine);
    }
    if (!kafka.isGiven()) {
      throw CliException.usage(
          "--run: where is the log? (expected: --kafka HOST:PORT, or --embedded DIR)");
    }
    String id = Invocation.required(runId);
    try (KafkaCluster cluster = kafka.cluster(commandLine);
        KafkaEvents events = kafka.connect(cluster, false, commandLine.getErr())) {
      return report.judge(events, id, gates, grpc, commandLine);
    }
  }
}
