package dev.parallax.cli.command;

import dev.parallax.cli.CliException;
import dev.parallax.cli.broker.EmbeddedKafka;
import dev.parallax.recorder.log.kafka.KafkaSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cluster to connect to, with the embedded one that was started for it, if any. */
record KafkaCluster(KafkaSettings settings, @Nullable EmbeddedKafka started)
    implements AutoCloseable {

  static KafkaCluster at(KafkaSettings settings) {
    return new KafkaCluster(settings, null);
  }

  /** Another command may run it already: then it is shared. */
  static KafkaCluster embedded(Path directory, Map<String, String> properties, PrintWriter err) {
    try {
      Optional<String> running = EmbeddedKafka.runningAt(directory);
      if (running.isPresent()) {
        return at(new KafkaSettings(running.get(), properties));
      }
      EmbeddedKafka broker = EmbeddedKafka.start(directory);
      err.printf("parallax: embedded Kafka at %s, data in %s%n", broker.bootstrap(), directory);
      return new KafkaCluster(new KafkaSettings(broker.bootstrap(), properties), broker);
    } catch (IOException e) {
      throw CliException.couldNotRun(e);
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
