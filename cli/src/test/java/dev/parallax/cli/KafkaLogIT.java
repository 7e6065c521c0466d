package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.parallax.cli.fixture.KafkaLogs;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.Service;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Template;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.Events;
import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.log.kafka.KafkaLog;
import dev.parallax.recorder.log.kafka.KafkaSettings;
import dev.parallax.recorder.log.kafka.KafkaWindow;
import dev.parallax.recorder.log.kafka.LogLayout;
import dev.parallax.recorder.log.kafka.Waits;
import dev.parallax.recorder.sanitize.Harmless;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log in a real Kafka: its topics, what is appended, and which windows of it are read back. */
@Timeout(120)
class KafkaLogIT {

  private static final LogLayout LAYOUT = new LogLayout(3, 1, Duration.ofDays(1), 64 << 10);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  @TempDir private static Path work;

  private static KafkaLogs logs;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    logs = KafkaLogs.start(work.resolve("kafka"), LAYOUT);
  }

  @AfterAll
  static void stop() throws IOException {
    logs.close();
  }

  @Test
  void makesTheTopicsAsTheLayoutSays() throws Exception {
    assertThat(logs.events().prepare()).as("nothing is missing now").isEmpty();

    Set<String> names = logs.admin().listTopics().names().get();
    assertThat(names).hasSize(8).allMatch(name -> name.startsWith("parallax."));
    Set<String> bySession =
        Set.of("parallax.exchanges", "parallax.outcomes", "parallax.comparisons");
    for (TopicDescription topic :
        logs.admin().describeTopics(names).allTopicNames().get().values()) {
      assertThat(topic.partitions())
          .as(topic.name())
          .hasSize(bySession.contains(topic.name()) ? 3 : 1);
    }
    ConfigResource exchanges = new ConfigResource(ConfigResource.Type.TOPIC, "parallax.exchanges");
    Map<ConfigResource, Config> configs =
        logs.admin().describeConfigs(List.of(exchanges)).all().get();
    assertThat(configs.values().stream().flatMap(config -> config.entries().stream()))
        .extracting(ConfigEntry::name, ConfigEntry::value)
        .contains(tuple("retention.ms", "86400000"), tuple("max.message.bytes", "81920"));
  }

  @Test
  void saysHowTopicsDifferFromTheLayoutAndLeavesThemAsTheyAre() throws Exception {
    LogLayout other = new LogLayout(6, 1, Duration.ofDays(2), 1 << 20);
    try (KafkaEvents reader = KafkaEvents.connect(KafkaSettings.of(logs.bootstrap()), other)) {
      assertThat(reader.prepare())
          .contains(
              "topic parallax.exchanges has 3 partitions (expected: log.partitions 6)",
              "topic parallax.runs keeps records for 86400000 ms (expected: log.retention 172800000"
                  + " ms)",
              "topic parallax.outcomes takes at most 81920 bytes a record (expected: 1064960, for"
                  + " log.maxEvent 1048576): larger ones lose their bodies, or are lost");
    }
    assertThat(logs.events().prepare()).isEmpty();
  }

  @Test
  void readsAWindowOverAllPartitionsInOrderOfTime() throws IOException {
    Service service = service("window");
    List<Exchange> exchanges = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      exchanges.add(service.exchange(i, i * 10L, i % 7));
    }
    Collections.shuffle(exchanges, new Random(5));
    logs.append(exchanges);

    List<Exchange> read = new ArrayList<>();
    Set<Integer> partitions = new HashSet<>();
    try (EventReader reader = logs.events().window(service.selection(500, 2_500), LONGEST).open()) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        read.add(event.getExchange());
        partitions.add(reader.position().orElseThrow().partition());
      }
      assertThat(reader.damage()).isEmpty();
    }

    assertThat(read.stream().map(Exchange::getId))
        .as("from its first instant on, and without its last")
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(50, 250).mapToObj(service::id).toList());
    assertThat(read).allMatch(exchanges::contains);
    assertThat(partitions).containsExactly(0, 1, 2);
  }

  /** Whoever reads a window names its endpoints by all that is known, whenever that was written. */
  @Test
  void readsTheTemplatesOfAServiceBesideAnyWindow() throws IOException {
    Service service = service("templates");
    TemplateSet first = templates("templates", "one", "/hello/{id}");
    TemplateSet second = templates("templates", "two", "/hello/{id}", "/lamps/{name}");
    try (KafkaLog log = logs.writer()) {
      log.append(Harmless.templates(first));
      log.append(Harmless.templates(templates("another", "one", "/other")));
      log.append(Harmless.templates(second));
      log.flush();
    }
    List<TemplateSet> read = new ArrayList<>();
    try (EventReader reader = logs.events().window(service.selection(0, 1), LONGEST).open()) {
      KafkaLogs.all(reader).stream()
          .filter(Event::hasTemplates)
          .forEach(event -> read.add(event.getTemplates()));
    }
    assertThat(read).containsExactly(first, second);
    assertThat(logs.events().templates("templates").getTemplatesList())
        .extracting(Template::getPattern)
        .containsExactly("/hello/{id}", "/lamps/{name}");
    assertThat(logs.events().templates("unknown").getTemplatesList()).isEmpty();
  }

  private static TemplateSet templates(String service, String recorder, String... patterns) {
    TemplateSet.Builder set =
        TemplateSet.newBuilder().setService(service).setRecorder(recorder).setVersion(1);
    for (String pattern : patterns) {
      set.addTemplates(Template.newBuilder().setMethod("GET").setPattern(pattern));
    }
    return set.build();
  }

  @Test
  void mergesPartitionsByTheTimeOfCompletion() throws IOException {
    Service service = service("merge");
    List<Exchange> exchanges =
        IntStream.range(0, 200).mapToObj(i -> service.exchange(i, i * 10L, 5)).toList();
    logs.append(exchanges);

    assertThat(ids(logs.events().window(service.selection(0, 10_000), LONGEST)))
        .isEqualTo(exchanges.stream().map(Exchange::getId).toList());
  }

  @ParameterizedTest
  @CsvSource({
    // the longest exchange that is expected, whether the one that took two minutes is found
    "PT5M, true",
    "PT2M, true",
    "PT1M, false",
  })
  void findsAnExchangeThatEndedAfterItsWindowUpToTheLongest(Duration longest, boolean found)
      throws IOException {
    Service service = service("slow-" + longest);
    logs.append(
        List.of(
            service.exchange(1, 150, 10),
            service.exchange(2, 1_000, 10),
            service.exchange(0, 100, 120_000)));

    List<String> ids = ids(logs.events().window(service.selection(0, 1_000), longest));

    assertThat(ids)
        .isEqualTo(found ? List.of(service.id(1), service.id(0)) : List.of(service.id(1)));
  }

  @Test
  void keepsWhatIsRecordedLaterOutOfAWindow() throws IOException {
    Service service = service("later");
    logs.append(List.of(service.exchange(0, 0, 1)));
    KafkaWindow window = logs.events().window(service.selection(0, 1_000), LONGEST);

    logs.append(List.of(service.exchange(1, 1, 1)));

    assertThat(ids(window)).containsExactly(service.id(0));
    assertThat(ids(window)).as("again").containsExactly(service.id(0));
  }

  @Test
  void refusesTooLargeAnEventByItsSizeAndTakesTheLargest() throws IOException {
    Service service = service("large");
    Exchange fits = service.padded(service.exchange(0, 0, 1), 64 << 10);
    Exchange large = service.padded(service.exchange(1, 0, 1), (64 << 10) + 1);
    List<Boolean> receipts = Collections.synchronizedList(new ArrayList<>());
    try (KafkaLog log = logs.writer()) {
      assertThatIOException()
          .isThrownBy(() -> log.append(Harmless.reread(Events.wrap(large)), receipts::add))
          .withMessage("event of 65537 bytes (expected: log.maxEvent <= 65536)");
      log.append(Harmless.reread(Events.wrap(fits)), receipts::add);
      log.flush();
    }

    assertThat(receipts).containsExactly(true);
    assertThat(ids(logs.events().window(service.selection(0, 1_000), LONGEST)))
        .containsExactly(service.id(0));
  }

  @Test
  void takesNoMoreOfAnEventThanTheTopicDoes() throws IOException {
    LogLayout larger = new LogLayout(3, 1, Duration.ofDays(1), 1 << 20);
    try (KafkaLog log =
        KafkaLog.open(KafkaSettings.of(logs.bootstrap()), larger, Waits.run(), _ -> {})) {
      log.awaitReady(Duration.ofSeconds(30));
      assertThat(log.maxEventBytes()).isEqualTo(64 << 10);
    }
  }

  @Test
  void followsWhatIsBeingRecorded() throws Exception {
    Service service = service("follow");
    Parallax.Running show =
        Parallax.start(
            work,
            "show",
            "--kafka",
            logs.bootstrap(),
            "--follow",
            "--service",
            "follow",
            "--format",
            "json",
            "--limit",
            "3",
            "--log-partitions",
            "3",
            "--log-retention",
            "24h",
            "--log-max-event",
            "64KiB");
    List<Exchange> appended = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              appended.add(service.exchange(appended.size(), 0, 1));
              logs.append(List.of(appended.getLast(), service("other").exchange(0, 0, 1)));
              return !show.process().isAlive();
            });

    assertThat(show.await()).as(show.printed()).isEqualTo(ExitCode.OK);
    assertThat(show.printed().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("{\"id\":\"follow-"));
  }

  @Test
  void saysInOneLineThatKafkaIsNotThere() throws Exception {
    Processes.Result result = Parallax.run(work, "windows", "--kafka", "127.0.0.1:1");

    assertThat(result.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err())
        .startsWith("parallax: Kafka at 127.0.0.1:1 is not reachable: no answer in time");
  }

  private static Service service(String name) {
    return new Service(name, Instant.now().minus(Duration.ofMinutes(10)));
  }

  private static List<String> ids(KafkaWindow window) throws IOException {
    try (EventReader reader = window.open()) {
      return KafkaLogs.ids(reader);
    }
  }
}
