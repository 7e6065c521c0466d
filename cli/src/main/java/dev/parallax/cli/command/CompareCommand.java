package dev.parallax.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a report from a run file. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Compares what the legs of a run answered, and judges. The same run file and gates give the same"
            + " report, byte for byte.")
public final class CompareCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN.plx", description = "The run file that 'parallax replay' wrote.")
  private @Nullable Path runFile;

  @Mixin private final ReportOptions report = new ReportOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    return report.judge(Invocation.required(runFile), report.gates(), Invocation.commandLine(spec));
  }
}
