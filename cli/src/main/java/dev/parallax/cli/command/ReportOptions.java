package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.ExitCode;
import dev.parallax.cli.config.GatesFile;
import dev.parallax.comparator.report.NoRunFile;
import dev.parallax.comparator.report.Report;
import dev.parallax.comparator.report.ReportWriter;
import dev.parallax.comparator.report.Reports;
import dev.parallax.comparator.report.RunSource;
import dev.parallax.comparator.report.RunSummary;
import dev.parallax.comparator.verdict.Decision;
import dev.parallax.comparator.verdict.Gates;
import dev.parallax.comparator.verdict.Ruling;
import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.log.kafka.NoSuchRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * What a run is judged by, and where its report goes; shared by {@code compare} and {@code check}.
 */
final class ReportOptions {

  enum OnInconclusive {
    FAIL,
    WARN
  }

  @Option(
      names = "--gates",
      descriptionKey = "report.gates",
      paramLabel = "FILE",
      description = "What must hold for a PASS (docs/usage.md). Default: no regressions.")
  private @Nullable Path gates;

  @Option(
      names = "--report",
      descriptionKey = "report.directory",
      required = true,
      paramLabel = "DIR",
      description = "Where report.html, report.json, junit.xml and summary.md are written.")
  private @Nullable Path directory;

  @Option(
      names = "--on-inconclusive",
      descriptionKey = "report.onInconclusive",
      defaultValue = "fail",
      description = "fail: exit code 3; warn: exit code 0. Default: fail.")
  private OnInconclusive onInconclusive = OnInconclusive.FAIL;

  Path directory() {
    return Invocation.required(directory);
  }

  Gates gates() {
    return gates == null ? Gates.defaults() : GatesFile.read(gates);
  }

  /** Makes the report of a run file, prints the verdict, and gives the exit code. */
  int judge(Path runFile, Gates gates, GrpcOptions grpc, CommandLine commandLine) {
    return judge(
        runFile.toString(), RunSource.of(runFile), CliException::usage, gates, grpc, commandLine);
  }

  /** The same of a run in the log, which may be there and out of reach. */
  int judge(
      KafkaEvents events, String runId, Gates gates, GrpcOptions grpc, CommandLine commandLine) {
    return judge(
        "run " + runId,
        () -> events.run(runId),
        CliException::couldNotRun,
        gates,
        grpc,
        commandLine);
  }

  private int judge(
      String name,
      RunSource run,
      Function<IOException, CliException> unreadable,
      Gates gates,
      GrpcOptions grpc,
      CommandLine commandLine) {
    Report report;
    try {
      report = Reports.of(run, gates, grpc.descriptors(), grpc.digest());
    } catch (NoRunFile e) {
      throw CliException.usage(
          "%s: %s ('parallax replay' makes one)".formatted(name, e.getMessage()));
    } catch (NoSuchRun e) {
      throw CliException.usage(e);
    } catch (IOException e) {
      throw unreadable.apply(e);
    }
    try {
      ReportWriter.write(report, directory());
    } catch (IOException e) {
      throw CliException.couldNotRun(e);
    }
    warnOfOtherDescriptors(name, report, commandLine.getErr());
    print(report, commandLine.getOut());
    return exitCode(report.verdict().decision());
  }

  private static void warnOfOtherDescriptors(String name, Report report, PrintWriter err) {
    for (String other : otherDescriptors(report.run())) {
      err.printf(
          "parallax: warning: %s: was made with %s (expected of --grpc-descriptors: the same)%n",
          name,
          other.isEmpty()
              ? "no gRPC descriptors"
              : "the gRPC descriptors of SHA-256 " + Printable.text(other));
    }
  }

  /**
   * What answers were sanitised with, and not read with: messages may be read by names that they
   * were not sanitised by. Of a run without gRPC it is no matter.
   */
  static List<String> otherDescriptors(RunSummary run) {
    return run.requested().getGrpcExchanges() == 0
        ? List.of()
        : run.sanitisedWith().stream()
            .filter(digest -> !digest.equals(run.grpcDescriptors()))
            .toList();
  }

  private void print(Report report, PrintWriter out) {
    out.println(report.verdict().decision());
    for (Ruling ruling : report.verdict().rulings()) {
      String where = ruling.endpoint().isEmpty() ? "" : " " + ruling.endpoint();
      out.printf(
          "  %-12s %s%s: %s%n",
          ruling.judged() ? ruling.decision() : "-",
          ruling.gate(),
          Printable.text(where),
          Printable.text(ruling.statement()));
    }
    out.println(directory().resolve("report.html"));
  }

  private int exitCode(Decision decision) {
    return switch (decision) {
      case PASS -> ExitCode.OK;
      case FAIL -> ExitCode.FAIL;
      case INCONCLUSIVE ->
          onInconclusive == OnInconclusive.FAIL ? ExitCode.INCONCLUSIVE : ExitCode.OK;
    };
  }
}
