package dev.parallax.cli.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parallax.cli.fixture.KafkaProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedKafkaIT {

  private static final String TOPIC = "events";

  @TempDir Path directory;

  @Test
  void keepsWhatItTookOverARestart() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("new/data"))) {
      createTopic(kafka.bootstrap());
      produce(kafka.bootstrap(), text("one"));
      assertThat(consumed(kafka.bootstrap(), "first", 1)).containsExactly("one");
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("new/data"))) {
      produce(kafka.bootstrap(), text("two"));
      assertThat(consumed(kafka.bootstrap(), "first", 1)).containsExactly("two");
      assertThat(consumed(kafka.bootstrap(), "second", 2)).containsExactly("one", "two");
    }
  }

  @Test
  void keepsWhatItTookWhereItIsPausedOrKilled() throws Exception {
    int port;
    try (KafkaProcess kafka = KafkaProcess.start(directory)) {
      createTopic(kafka.bootstrap());
      kafka.pause();
      assertThat(EmbeddedKafka.runningAt(directory)).contains(kafka.bootstrap());
      kafka.resume();
      produce(kafka.bootstrap(), text("one"));
      port = kafka.port();
      kafka.kill();
    }
    assertThat(directory.resolve("address")).exists();
    assertThat(EmbeddedKafka.runningAt(directory)).isEmpty();
    try (KafkaProcess kafka = KafkaProcess.start(directory, port)) {
      assertThat(kafka.port()).isEqualTo(port);
      assertThat(consumed(kafka.bootstrap(), "group", 1)).containsExactly("one");
      assertThat(kafka.printed().lines()).as("nothing but its address").hasSize(1);
    }
  }

  @Test
  void takesTheLongestEvent() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory)) {
      createTopic(kafka.bootstrap());
      byte[] event = new byte[16 << 20];
      Arrays.fill(event, (byte) 'x');
      produce(kafka.bootstrap(), event);
      assertThat(consumed(kafka.bootstrap(), "group", 1))
          .singleElement()
          .satisfies(value -> assertThat(value).hasSize(event.length));
    }
  }

  @Test
  void refusesADirectoryThatALiveBrokerHas() throws Exception {
    assertThat(EmbeddedKafka.runningAt(directory.resolve("absent"))).isEmpty();
    assertThat(EmbeddedKafka.runningAt(directory)).isEmpty();
    EmbeddedKafka kafka = EmbeddedKafka.start(directory);
    String bootstrap = kafka.bootstrap();
    assertThat(EmbeddedKafka.runningAt(directory)).isEqualTo(Optional.of(bootstrap));

    assertThatThrownBy(() -> EmbeddedKafka.start(directory))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "%s: another Kafka runs on it, at %s (stop that one, or name another directory)",
            directory, bootstrap);
    assertThatThrownBy(() -> KafkaProcess.start(directory))
        .as("from another process, after this one asked")
        .hasMessageContaining("another Kafka runs on it, at " + bootstrap);

    kafka.close();
    kafka.close();
    assertThat(EmbeddedKafka.runningAt(directory)).isEmpty();
    assertThat(directory.resolve("address")).doesNotExist();
  }

  @Test
  void refusesAPortInUse() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("a"))) {
      int port = URI.create("kafka://" + kafka.bootstrap()).getPort();
      assertThatThrownBy(() -> EmbeddedKafka.start(directory.resolve("b"), port))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "127.0.0.1:%d: cannot listen: Address already in use (expected: a free port)", port);
    }
  }

  @Test
  void outlivesTheLossOfItsDirectory() throws Exception {
    try (KafkaProcess kafka = KafkaProcess.start(directory);
        Admin admin = admin(kafka.bootstrap())) {
      Files.move(directory.resolve("log"), directory.resolve("lost"));
      Files.createFile(directory.resolve("log"));
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> kafka.printed().contains("the embedded Kafka failed"));
      assertThat(kafka.process().isAlive()).isTrue();
    }
  }

  @Test
  void isPackagedApartFromWhatEveryVerbLoads() throws IOException {
    String[] brokers = {"kafka_2.13", "scala-library", "log4j-core"};
    assertThat(jars("lib")).contains("kafka-clients", "zstd-jni").doesNotContain(brokers);
    assertThat(jars("broker")).contains(brokers).doesNotContainAnyElementsOf(jars("lib"));
  }

  /** Their names without versions. */
  private static List<String> jars(String folder) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target", folder))) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("-\\d.*", ""))
          .distinct()
          .toList();
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Admin admin(String bootstrap) {
    return Admin.create(Map.of("bootstrap.servers", bootstrap));
  }

  private static void createTopic(String bootstrap)
      throws InterruptedException, ExecutionException, TimeoutException {
    try (Admin admin = admin(bootstrap)) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static void produce(String bootstrap, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "max.request.size", 17 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, value)).get(30, TimeUnit.SECONDS);
    }
  }

  /** What a consumer of a group gets next, by the protocol of the newer kind, and commits. */
  private static List<String> consumed(String bootstrap, String group, int count) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "group.id",
                group,
                "group.protocol",
                "consumer",
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      await()
          .pollInSameThread()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(
                        record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
                return values.size() >= count;
              });
      consumer.commitSync();
    }
    return values;
  }
}
