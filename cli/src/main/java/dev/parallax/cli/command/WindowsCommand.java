package dev.parallax.cli.command;

import dev.parallax.cli.ExitCode;
import dev.parallax.cli.windows.Hour;
import dev.parallax.cli.windows.Hours;
import dev.parallax.cli.windows.HoursTable;
import dev.parallax.proto.Event;
import dev.parallax.recorder.log.EventReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what there is to replay, hour by hour. */
@Command(
    name = "windows",
    mixinStandardHelpOptions = true,
    description =
        "Says by hour and service how much a recording or a log holds, how much of it failed, and how"
            + " much of the traffic that is.")
public final class WindowsCommand implements Callable<Integer> {

  @Mixin private final SourceOptions source = new SourceOptions();

  @Option(names = "--json", description = "One object an hour and service, a line each.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine commandLine = Invocation.commandLine(spec);
    Hours hours = new Hours();
    try (LogSource from = source.open(commandLine, false);
        EventReader reader = from.open()) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        hours.add(event);
      }
      SourceOptions.warnOfDamage(reader, from, commandLine.getErr());
      if (hours.hours().isEmpty()) {
        commandLine.getErr().printf("parallax: %s: nothing was recorded%n", from.selected());
        return ExitCode.OK;
      }
    }
    List<Hour> found = hours.hours();
    if (json) {
      HoursTable.printJson(found, commandLine.getOut());
    } else {
      HoursTable.print(found, commandLine.getOut());
    }
    return ExitCode.OK;
  }
}
