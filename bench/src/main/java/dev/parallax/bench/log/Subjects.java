package dev.parallax.bench.log;

import dev.parallax.proto.Event;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.PlxReader;
import dev.parallax.recorder.log.PlxWriter;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.Window;
import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.log.kafka.KafkaLog;
import dev.parallax.recorder.log.kafka.KafkaSettings;
import dev.parallax.recorder.log.kafka.LogLayout;
import dev.parallax.recorder.log.kafka.Waits;
import dev.parallax.recorder.sanitize.Harmless;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What is measured: ways to write the same exchanges, and ways to read what was written. */
final class Subjects {

  private static final String TOPIC = "parallax.exchanges";

  private final String bootstrap;

  Subjects(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  interface Work {
    /**
     * @return how many exchanges that were
     */
    long run() throws IOException;
  }

  /** Makes the topics, so that all write to the same ones. */
  void prepare() throws IOException, InterruptedException {
    try (KafkaEvents events = connect()) {
      events.prepare();
    }
  }

  private KafkaEvents connect() throws IOException {
    return KafkaEvents.connect(KafkaSettings.of(bootstrap), LogLayout.defaults());
  }

  long captureFile(Path file, List<Event> events) throws IOException {
    try (PlxWriter log = PlxWriter.overwrite(file)) {
      return append(log, events);
    }
  }

  long kafkaLog(String compression, List<Event> events) throws IOException {
    KafkaSettings settings = new KafkaSettings(bootstrap, Map.of("compression.type", compression));
    try (KafkaLog log = KafkaLog.open(settings, LogLayout.defaults(), Waits.run(), _ -> {})) {
      log.awaitReady(Duration.ofSeconds(30));
      long appended = append(log, events);
      log.flush();
      return appended;
    }
  }

  private static long append(EventLog log, List<Event> events) throws IOException {
    for (Event event : events) {
      log.append(Harmless.reread(event));
    }
    return events.size();
  }

  /** Kafka's client alone, with the settings of the log. */
  long bareProducer(List<Event> events) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", bootstrap);
    config.put("compression.type", "lz4");
    config.put("linger.ms", 20);
    config.put("batch.size", 128 << 10);
    config.put("acks", "all");
    config.put("key.serializer", ByteArraySerializer.class);
    config.put("value.serializer", ByteArraySerializer.class);
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(config)) {
      for (Event event : events) {
        byte[] key = event.getExchange().getSession().getBytes(StandardCharsets.UTF_8);
        var _ = producer.send(new ProducerRecord<>(TOPIC, key, event.getExchange().toByteArray()));
      }
      producer.flush();
    }
    return events.size();
  }

  long readCaptureFile(Path file) throws IOException {
    try (PlxReader reader = PlxReader.open(file)) {
      return count(reader);
    }
  }

  /** Over all partitions, merged by time. */
  long readWindow() throws IOException {
    try (KafkaEvents events = connect();
        EventReader reader =
            events.window(Selection.of(Window.all()), Duration.ofMinutes(5)).open()) {
      return count(reader);
    }
  }

  private static long count(EventReader reader) throws IOException {
    long exchanges = 0;
    for (Event event = reader.next(); event != null; event = reader.next()) {
      exchanges += event.hasExchange() ? 1 : 0;
    }
    return exchanges;
  }

  /** Kafka's client alone, as partitions come; the events are parsed, and not merged. */
  long bareConsumer() throws IOException {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", bootstrap);
    config.put("key.deserializer", ByteArrayDeserializer.class);
    config.put("value.deserializer", ByteArrayDeserializer.class);
    long exchanges = 0;
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC).stream()
              .map(partition -> new TopicPartition(TOPIC, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long all = consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
      while (exchanges < all) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          exchanges += dev.parallax.proto.Exchange.parseFrom(record.value()).hasRequest() ? 1 : 0;
        }
      }
    }
    return exchanges;
  }
}
