package dev.parallax.cli.command;

import dev.parallax.cli.ExitCode;
import dev.parallax.cli.demo.Demo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole of it on one machine. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Shows the whole of it on one machine, in about a minute: a shop with its users, a Kafka, a proxy,"
            + " workers, and a next build with planted faults. Then goes on with traffic, and serves the"
            + " report, until Ctrl-C.")
public final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--once",
      description =
          "Ends when all is told: exit code 0 if every planted fault was found, nothing else was flagged,"
              + " and no planted secret is in any byte written; else 1.")
  private boolean once;

  @Option(
      names = "--out",
      defaultValue = "out/demo",
      paramLabel = "DIR",
      description =
          "Where all that it writes goes; an earlier demo there is replaced. Default: out/demo.")
  private Path directory = Path.of("out", "demo");

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine commandLine = Invocation.commandLine(spec);
    try (OrderlyEnd _ = OrderlyEnd.onSignal()) {
      boolean held = Demo.run(once, directory, commandLine.getOut());
      return held ? ExitCode.OK : ExitCode.FAIL;
    } catch (InterruptedException e) {
      return ExitCode.OK;
    }
  }
}
