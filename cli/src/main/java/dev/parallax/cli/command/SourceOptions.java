package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.where.Where;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is read: a capture file or the log, and which part of it. */
final class SourceOptions {

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE.plx",
      description = "A recording, or a suite; or else --kafka.")
  private @Nullable Path file;

  @Mixin private final KafkaOptions kafka = new KafkaOptions();

  @Mixin private final WindowOptions window = new WindowOptions();

  @Option(
      names = "--service",
      descriptionKey = "service",
      paramLabel = "NAME",
      description = "Only exchanges of this service, where several are recorded.")
  private String service = "";

  @Option(
      names = "--longest",
      descriptionKey = "log.longestExchange",
      defaultValue = "5m",
      paramLabel = "TIME",
      description =
          "In a log, exchanges are found that ended no later than so long after the window. Default: 5m.")
  private Duration longest = Duration.ofMinutes(5);

  Duration longest() {
    return longest;
  }

  /**
   * The same, of which only some exchanges are meant: where they are chosen by endpoint, it is read
   * for those first.
   *
   * @param where compiled before anything is connected to
   */
  LogSource open(CommandLine commandLine, boolean toAppend, Where where)
      throws InterruptedException {
    LogSource all = open(commandLine, toAppend);
    try {
      return all.where(where.asksEndpoint() ? where.withEndpoints(all.endpoints()) : where);
    } catch (IOException e) {
      all.close();
      throw CliException.couldNotRun(e);
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  /**
   * Opens it; a file named on the command line wins over a log in the configuration.
   *
   * @param toAppend whether a run will be appended to the log
   */
  LogSource open(CommandLine commandLine, boolean toAppend) throws InterruptedException {
    Selection selection = new Selection(window.window(), service);
    window
        .understood()
        .ifPresent(sentence -> commandLine.getErr().println("parallax: " + sentence));
    if (file != null) {
      if (commandLine.getParseResult().hasMatchedOption("--kafka")
          || commandLine.getParseResult().hasMatchedOption("--embedded")) {
        throw CliException.usage("give one, and only one, of FILE.plx, --kafka and --embedded");
      }
      return new LogSource.OfFile(file, selection);
    }
    if (!kafka.isGiven()) {
      throw CliException.usage(
          "%s: name a recording (FILE.plx), or the log that it is in (--kafka HOST:PORT, or --embedded DIR)"
              .formatted(commandLine.getCommandName()));
    }
    kafka.layout();
    KafkaCluster cluster = kafka.cluster(commandLine);
    try {
      return open(cluster, selection, toAppend, commandLine);
    } catch (CliException | InterruptedException e) {
      cluster.close();
      throw e;
    }
  }

  private LogSource open(
      KafkaCluster cluster, Selection selection, boolean toAppend, CommandLine commandLine)
      throws InterruptedException {
    KafkaEvents events = kafka.connect(cluster, toAppend, commandLine.getErr());
    try {
      return new LogSource.OfKafka(cluster, events, events.window(selection, longest), selection);
    } catch (IOException e) {
      events.close();
      throw CliException.couldNotRun(e);
    }
  }

  /** To be called when all was read: what is whole was used, what is not is told. */
  static void warnOfDamage(EventReader reader, LogSource source, PrintWriter err) {
    reader
        .damage()
        .ifPresent(
            damage -> err.printf("parallax: warning: %s: %s%n", source.name(), damage.sentence()));
  }
}
