package dev.parallax.recorder.log.kafka;

import java.time.Duration;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Closes a consumer in order, in a second at most, also where its thread is interrupted: Kafka
 * would throw then, in place of what the caller returns. The interrupt stays set.
 */
final class Closing {

  private static final Duration LIMIT = Duration.ofSeconds(1);

  private Closing() {}

  static void close(KafkaConsumer<byte[], byte[]> consumer) {
    boolean interrupted = Thread.interrupted();
    try {
      consumer.close(CloseOptions.timeout(LIMIT));
    } catch (InterruptException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
