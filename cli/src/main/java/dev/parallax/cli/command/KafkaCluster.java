package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.broker.DirectoryInUse;
import dev.parallax.cli.broker.EmbeddedKafka;
import dev.parallax.recorder.log.kafka.KafkaSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cluster to connect to, with the embedded one that was started for it, if any. */
record KafkaCluster(KafkaSettings settings, @Nullable EmbeddedKafka started)
    implements AutoCloseable {

  /** How long the start of a Kafka by another command is waited for. */
  private static final Duration STARTING = Duration.ofSeconds(30);

  private static final Duration POLL = Duration.ofMillis(200);

  static KafkaCluster at(KafkaSettings settings) {
    return new KafkaCluster(settings, null);
  }

  /** Another command may run it already, or just be starting it: then it is shared. */
  static KafkaCluster embedded(Path directory, Map<String, String> properties, PrintWriter err) {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw CliException.usage(
          "--embedded: %s is a file (expected: a directory for Kafka's data)".formatted(directory));
    }
    long deadline = System.nanoTime() + STARTING.toNanos();
    while (true) {
      try {
        Optional<String> running = EmbeddedKafka.runningAt(directory);
        if (running.isPresent()) {
          return at(settings(running.get(), properties));
        }
        EmbeddedKafka broker = EmbeddedKafka.start(directory);
        err.printf("parallax: embedded Kafka at %s, data in %s%n", broker.bootstrap(), directory);
        return new KafkaCluster(settings(broker.bootstrap(), properties), broker);
      } catch (DirectoryInUse e) {
        if (System.nanoTime() - deadline > 0) {
          throw CliException.couldNotRun(e);
        }
        pause();
      } catch (IOException e) {
        throw CliException.couldNotRun(e);
      }
    }
  }

  static KafkaSettings settings(String bootstrap, Map<String, String> properties) {
    try {
      return new KafkaSettings(bootstrap, properties).validated();
    } catch (IllegalArgumentException e) {
      throw CliException.usage(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliException.couldNotRun("interrupted while another Kafka was starting");
    }
  }

  @Override
  public void close() {
    if (started != null) {
      try {
        started.close();
      } catch (IOException e) {
        throw CliException.couldNotRun(e);
      }
    }
  }
}
