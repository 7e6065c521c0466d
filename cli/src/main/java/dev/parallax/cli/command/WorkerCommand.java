package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.ExitCode;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.raw.ExchangeId;
import dev.parallax.replayer.Worker;
import dev.parallax.replayer.WorkerSettings;
import dev.parallax.replayer.credentials.Credentials;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes a share of the runs that are left to workers. */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Shares the runs over a log with all other workers of it: 'replay --workers' and 'check"
            + " --workers' leave runs to them. Ends on SIGTERM or Ctrl-C; others then take over.")
public final class WorkerCommand implements Callable<Integer> {

  @Mixin private final KafkaOptions kafka = new KafkaOptions();

  @Mixin private final TargetOptions targets = new TargetOptions();

  @Mixin private final CredentialOptions credentials = new CredentialOptions();

  @Mixin private final GrpcOptions grpc = new GrpcOptions();

  @Option(
      names = "--group",
      descriptionKey = "worker.group",
      defaultValue = WorkerSettings.DEFAULT_GROUP,
      paramLabel = "NAME",
      description =
          "Workers of one group share each run. Default: " + WorkerSettings.DEFAULT_GROUP + ".")
  private String group = WorkerSettings.DEFAULT_GROUP;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine commandLine = Invocation.commandLine(spec);
    if (!kafka.isGiven()) {
      throw CliException.usage(
          "worker: where is the log? (expected: --kafka HOST:PORT, or --embedded DIR)");
    }
    GrpcDescriptors descriptors = grpc.descriptors();
    Credentials own = credentials.credentials();
    try (OrderlyEnd _ = OrderlyEnd.onSignal();
        KafkaCluster cluster = kafka.cluster(commandLine);
        KafkaEvents events = kafka.connect(cluster, true, commandLine.getErr())) {
      // An instance may be restarted under its name: the process is what signs its outcomes.
      String name =
          ManagementFactory.getRuntimeMXBean().getName()
              + "/"
              + ExchangeId.create(Instant.now(), new SecureRandom());
      PrintWriter err = commandLine.getErr();
      err.printf("parallax worker: %s, sharing %s%n", name, events.bootstrap());
      try (WorkerLines lines = new WorkerLines(err)) {
        new Worker(
                events,
                new WorkerSettings(
                    name,
                    group,
                    targets.allowTargets,
                    targets.waitFor,
                    targets.tls(),
                    own,
                    descriptors,
                    grpc.digest()),
                lines)
            .run();
      }
      err.println("parallax worker: ended");
    }
    return ExitCode.OK;
  }
}
