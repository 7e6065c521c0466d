package dev.parallax.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.fixture.DelayedServer;
import dev.parallax.cli.fixture.KafkaLogs;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.Service;
import dev.parallax.cli.fixture.SteadyReport;
import dev.parallax.proto.OffsetRange;
import dev.parallax.recorder.log.Damage;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.kafka.KafkaWindow;
import dev.parallax.recorder.log.kafka.LogLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can't be read of a log in Kafka: passed over, told, and never taken for a pass. */
@Timeout(120)
class KafkaDamageIT {

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final byte[] POISON = "{\"id\":\"no event\"}".getBytes(UTF_8);

  @TempDir private static Path work;

  private static KafkaLogs logs;
  private static int services;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    logs = KafkaLogs.start(work.resolve("kafka"), new LogLayout(3, 1, Duration.ofDays(3), 8 << 20));
  }

  @AfterAll
  static void stop() throws IOException {
    logs.close();
  }

  @Test
  void takesPoisonOutOfTheWayAndJudgesNothingByTheRest() throws Exception {
    Service service = next("poison");
    logs.append(List.of(service.exchange(0, 0, 1), service.exchange(1, 20, 1)));
    long offset = produce(1, service.begin().plusMillis(10).toEpochMilli());

    try (EventReader reader = logs.events().window(service.selection(0, 1_000), LONGEST).open()) {
      assertThat(KafkaLogs.ids(reader)).containsExactly(service.id(0), service.id(1));
      assertThat(reader.damage().map(Damage::sentence)).contains("1 record is no event");
    }
    Processes.Result result = check(service);

    assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(result.out()).contains("could not be read whole: 1 record is no event");
    assertThat(result.err()).contains("1 record is no event").doesNotContain("Exception");
    Map<String, ConsumerRecord<byte[], byte[]>> letters = deadLetters();
    ConsumerRecord<byte[], byte[]> letter =
        Objects.requireNonNull(letters.get("parallax.exchanges-1-" + offset));
    assertThat(letter.value()).isEqualTo(POISON);
    assertThat(headers(letter))
        .isEqualTo(
            Map.of(
                "parallax.topic", "parallax.exchanges",
                "parallax.partition", "1",
                "parallax.offset", Long.toString(offset),
                "parallax.error", "not an event of this topic"));
  }

  /** Another reads the rest for itself, and keeps that. */
  @Test
  void keepsPoisonOfItsOwnPartitionsOnly() throws Exception {
    Service service = next("shared");
    long millis = service.begin().plusMillis(10).toEpochMilli();
    long own = produce(0, millis);
    long others = produce(2, millis);
    List<OffsetRange> ranges =
        logs.events().window(service.selection(0, 1_000), LONGEST).exchanges();

    try (EventReader reader = logs.events().exchanges(ranges, Set.of(0))) {
      assertThat(reader.next()).isNull();
      assertThat(reader.damage().map(Damage::sentence)).contains("2 records are no events");
    }

    assertThat(deadLetters())
        .containsKey("parallax.exchanges-0-" + own)
        .doesNotContainKey("parallax.exchanges-2-" + others);
  }

  @Test
  void saysWhatRetentionRemovedAfterAWindowWasAskedFor() throws Exception {
    Service service = next("expired");
    logs.append(IntStream.range(0, 60).mapToObj(i -> service.exchange(i, i, 1)).toList());
    KafkaWindow window = logs.events().window(service.selection(0, 1_000), LONGEST);
    OffsetRange range = window.exchanges().get(2);
    assertThat(range.getTo() - range.getFrom()).isGreaterThan(5);

    logs.admin()
        .deleteRecords(
            Map.of(
                new TopicPartition("parallax.exchanges", 2),
                RecordsToDelete.beforeOffset(range.getFrom() + 5)))
        .all()
        .get();

    try (EventReader reader = window.open()) {
      assertThat(KafkaLogs.ids(reader)).hasSize(55);
      assertThat(reader.damage().map(Damage::sentence))
          .contains("5 records were removed by retention");
    }
  }

  @Test
  void saysThatRetentionRemovedOutcomesOfARun() throws Exception {
    Service service = next("outcomes");
    logs.append(IntStream.range(0, 9).mapToObj(i -> service.exchange(i, i, 1)).toList());
    Processes.Result result = check(service);
    assertThat(result.err()).as(result.toString()).doesNotContain("unexpectedly");
    String runId = SteadyReport.runId(work.resolve("outcomes"));
    int outcomes = logs.outcomes(runId).size();
    assertThat(outcomes).as(result.toString()).isEqualTo(9 * 6);

    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    for (int partition = 0; partition < 3; partition++) {
      // To the end, whatever that is.
      all.put(new TopicPartition("parallax.outcomes", partition), RecordsToDelete.beforeOffset(-1));
    }
    logs.admin().deleteRecords(all).all().get();

    try (EventReader run = logs.events().run(runId)) {
      assertThat(KafkaLogs.ids(run)).contains(service.id(0), service.id(8));
      assertThat(run.damage().map(Damage::sentence))
          .contains("%d records were removed by retention".formatted(outcomes));
    }
  }

  /**
   * Later than all before it by more than the longest exchange: a log is about in order of time.
   */
  private static Service next(String name) {
    return new Service(name, Instant.now().minus(Duration.ofMinutes(60 - 10L * services++)));
  }

  private static Processes.Result check(Service service) throws Exception {
    try (DelayedServer target = DelayedServer.start(Duration.ZERO, Map.of(), "{}")) {
      return Parallax.run(
          work,
          "check",
          "--kafka",
          logs.bootstrap(),
          "--log-partitions",
          "3",
          "--service",
          service.name(),
          "--from",
          service.begin().toString(),
          "--to",
          service.begin().plusSeconds(1).toString(),
          "--candidate",
          target.url(),
          "--control",
          target.url(),
          "--speed",
          "max",
          "--report",
          work.resolve(service.name()).toString());
    }
  }

  /** What no Parallax would write; its offset. */
  private static long produce(int partition, long millis) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", logs.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      return producer
          .send(new ProducerRecord<>("parallax.exchanges", partition, millis, null, POISON))
          .get(30, TimeUnit.SECONDS)
          .offset();
    }
  }

  /** All that there are, by their keys. */
  private static Map<String, ConsumerRecord<byte[], byte[]>> deadLetters() {
    TopicPartition topic = new TopicPartition("parallax.dead-letters", 0);
    Map<String, ConsumerRecord<byte[], byte[]>> letters = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", logs.bootstrap(), "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(topic));
      long end = Objects.requireNonNull(consumer.endOffsets(List.of(topic)).get(topic));
      while (consumer.position(topic) < end) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(letter -> letters.put(new String(letter.key(), UTF_8), letter));
      }
    }
    return letters;
  }

  private static SortedMap<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
    SortedMap<String, String> headers = new TreeMap<>();
    record
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return headers;
  }
}
