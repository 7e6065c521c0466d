package dev.parallax.recorder.log.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what could not be read out of the way: a copy goes to the dead-letter topic, with headers
 * that say where it stood. The key is {@code topic-partition-offset}, so that copies of one record
 * can be told to be one. Confined to one thread.
 */
final class DeadLetters implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  private final KafkaSettings settings;
  private final LogLayout layout;
  private final Set<Integer> partitions;
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  /**
   * @param partitions whose records are kept: those of others, somebody else keeps
   */
  DeadLetters(KafkaSettings settings, LogLayout layout, Set<Integer> partitions) {
    this.settings = settings;
    this.layout = layout;
    this.partitions = Set.copyOf(partitions);
  }

  void add(ConsumerRecord<byte[], byte[]> poison) throws IOException {
    if (partitions.contains(poison.partition())) {
      keep(poison);
    }
  }

  private void keep(ConsumerRecord<byte[], byte[]> poison) throws IOException {
    String origin = "%s-%d-%d".formatted(poison.topic(), poison.partition(), poison.offset());
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(Topic.DEAD_LETTERS.topicName(), null, bytes(origin), poison.value());
    letter
        .headers()
        .add("parallax.topic", bytes(poison.topic()))
        .add("parallax.partition", bytes(Integer.toString(poison.partition())))
        .add("parallax.offset", bytes(Long.toString(poison.offset())))
        .add("parallax.error", bytes("not an event of this topic"));
    new KafkaFaults(settings.bootstrap())
        .guard(
            "did not take a dead letter",
            () ->
                producer()
                    .send(
                        letter,
                        (_, fault) -> {
                          if (fault != null) {
                            LOG.atWarn()
                                .addKeyValue("origin", origin)
                                .addKeyValue("error", KafkaFaults.words(fault))
                                .log("dead letter lost");
                          }
                        }));
  }

  private KafkaProducer<byte[], byte[]> producer() {
    KafkaProducer<byte[], byte[]> open = producer;
    if (open == null) {
      var config = settings.producer(layout.maxRecordBytes());
      config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
      open = new KafkaProducer<>(config);
      producer = open;
    }
    return open;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(10));
    }
  }
}
