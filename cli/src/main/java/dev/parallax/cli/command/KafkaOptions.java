package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.config.Setting;
import dev.parallax.cli.config.Settings;
import dev.parallax.cli.config.Values.ByteSize;
import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.log.kafka.KafkaSettings;
import dev.parallax.recorder.log.kafka.LogLayout;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Which Kafka the log is in, and how its topics are made where they are missing. */
final class KafkaOptions {

  @Option(
      names = "--kafka",
      descriptionKey = "kafka.bootstrap.servers",
      paramLabel = "HOST:PORT",
      description =
          "The log in this Kafka cluster; several brokers with commas. Any property of Kafka's clients"
              + " can be set as kafka.… in parallax.yaml (docs/usage.md).")
  private @Nullable String bootstrap;

  @Option(
      names = "--embedded",
      paramLabel = "DIR",
      description =
          "The log in a Kafka of its own, with its data in this directory: started for this command, or"
              + " found running. For one machine; not for production.")
  private @Nullable Path embedded;

  @Option(
      names = "--log-partitions",
      descriptionKey = "log.partitions",
      defaultValue = "12",
      paramLabel = "N",
      description = "Partitions of a new log: how many workers can share a run. Default: 12.")
  private int partitions = 12;

  @Option(
      names = "--log-replication",
      descriptionKey = "log.replication",
      defaultValue = "0",
      paramLabel = "N",
      description = "Replicas of a new log's partitions; 0: the broker's default. Default: 0.")
  private int replication;

  @Option(
      names = "--log-retention",
      descriptionKey = "log.retention",
      defaultValue = "72h",
      paramLabel = "TIME",
      description = "How long a new log keeps events. Default: 72h.")
  private Duration retention = Duration.ofDays(3);

  @Option(
      names = "--log-max-event",
      descriptionKey = "log.maxEvent",
      defaultValue = "8MiB",
      paramLabel = "SIZE",
      description =
          "The largest event; a larger exchange is recorded without its larger body, or without both."
              + " Default: 8MiB.")
  private ByteSize maxEvent = new ByteSize(8 << 20);

  boolean isGiven() {
    return bootstrap != null || embedded != null;
  }

  LogLayout layout() {
    try {
      return new LogLayout(
          partitions,
          replication,
          retention,
          Math.toIntExact(Math.min(maxEvent.bytes(), 1L << 30)));
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  /** The cluster, once it is known where it is: an embedded one is started for that. */
  KafkaCluster cluster(CommandLine commandLine) {
    Map<String, String> properties = properties(Invocation.settings(commandLine));
    PrintWriter err = commandLine.getErr();
    if (embedded != null && commandLine.getParseResult().hasMatchedOption("--kafka")) {
      throw CliException.usage("give one, and only one, of --kafka HOST:PORT and --embedded DIR");
    }
    // A flag, so that it wins over a cluster in the configuration.
    if (embedded != null) {
      return KafkaCluster.embedded(embedded, properties, err);
    }
    return KafkaCluster.at(KafkaCluster.settings(Invocation.required(bootstrap), properties));
  }

  /**
   * Connects.
   *
   * @param toAppend whether events will be appended: then topics that are missing are made, and
   *     those that differ warned of
   */
  KafkaEvents connect(KafkaCluster cluster, boolean toAppend, PrintWriter err)
      throws InterruptedException {
    KafkaEvents events;
    try {
      events = KafkaEvents.connect(cluster.settings(), layout());
    } catch (IOException e) {
      throw CliException.couldNotRun(e);
    }
    try {
      if (toAppend) {
        events.prepare().forEach(warnings(err));
      }
      return events;
    } catch (IOException e) {
      events.close();
      throw CliException.couldNotRun(e);
    }
  }

  static Consumer<String> warnings(PrintWriter err) {
    return sentence -> err.println("parallax: warning: " + sentence);
  }

  private static Map<String, String> properties(Settings settings) {
    Map<String, String> properties = new TreeMap<>();
    for (String name : KafkaSettings.names()) {
      settings
          .get(Settings.KAFKA_PREFIX + name)
          .map(Setting::text)
          .ifPresent(value -> properties.put(name, value));
    }
    return properties;
  }
}
