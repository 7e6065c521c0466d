package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.cli.fixture.Fates;
import dev.parallax.cli.fixture.KafkaProcess;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.SmallDisk;
import dev.parallax.proto.Event;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.Window;
import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.log.kafka.KafkaSettings;
import dev.parallax.recorder.log.kafka.LogLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens to Kafka, clients of the proxy see no error and no stall, and what was not
 * recorded is accounted for: in the proxy's last line, and in the log once Kafka is back.
 *
 * <p>No time is asserted to be short. A request that waited for Kafka, which is away for seconds,
 * would take as long: none may be held up for half of that.
 */
@Timeout(180)
class KafkaFaultsIT {

  private static final int PER_SECOND = 250;

  @TempDir private Path directory;

  @Test
  void recordsOnceKafkaIsThere() throws Exception {
    int port = Processes.freePort();
    String bootstrap = "127.0.0.1:" + port;
    try (ProxyUnderLoad proxy = ProxyUnderLoad.start(directory, bootstrap, PER_SECOND)) {
      proxy.pass(PER_SECOND);
      Instant away = proxy.faultBegins();
      proxy.pass(4 * PER_SECOND);
      try (KafkaProcess kafka = KafkaProcess.start(directory.resolve("kafka"), port)) {
        Duration outage = Duration.between(away, Instant.now());
        awaitRecording(kafka, away);

        ProxyUnderLoad.Ended ended = proxy.end();

        assertNoStall(ended, outage);
        assertAccounted(ended, kafka);
        assertThat(ended.fates().captured()).as("waited").isEqualTo(ended.fates().seen());
        assertThat(ended.printed())
            .contains("Kafka at %s is not reachable".formatted(bootstrap))
            .contains("the log in Kafka at %s is open".formatted(bootstrap));
      }
    }
  }

  @Test
  void recordsAllOverAKillAndARestart() throws Exception {
    Path data = directory.resolve("kafka");
    try (KafkaProcess first = KafkaProcess.start(data);
        ProxyUnderLoad proxy = ProxyUnderLoad.start(directory, first.bootstrap(), PER_SECOND)) {
      awaitRecording(first, Instant.now());
      first.kill();
      Instant killed = proxy.faultBegins();
      proxy.pass(2 * PER_SECOND);
      try (KafkaProcess kafka = KafkaProcess.start(data, first.port())) {
        Duration outage = Duration.between(killed, Instant.now());
        awaitRecording(kafka, Instant.now());

        ProxyUnderLoad.Ended ended = proxy.end();

        assertNoStall(ended, outage);
        assertAccounted(ended, kafka);
        assertThat(ended.fates().captured()).as("waited").isEqualTo(ended.fates().seen());
      }
    }
  }

  @Test
  void staysWithinItsHeapWhileKafkaIsPaused() throws Exception {
    try (KafkaProcess kafka = KafkaProcess.start(directory.resolve("kafka"));
        ProxyUnderLoad proxy =
            ProxyUnderLoad.startLarge(directory, kafka.bootstrap(), PER_SECOND)) {
      awaitRecording(kafka, Instant.now());
      kafka.pause();
      Instant paused = proxy.faultBegins();
      proxy.awaitPrinted("Kafka at %s takes no events now: ".formatted(kafka.bootstrap()));
      proxy.pass(5 * PER_SECOND);
      kafka.resume();
      Duration outage = Duration.between(paused, Instant.now());
      awaitRecording(kafka, paused);

      ProxyUnderLoad.Ended ended = proxy.end();

      assertNoStall(ended, outage);
      assertAccounted(ended, kafka);
      assertThat(ended.fates().exchanges()).containsKey("lost queue full");
      assertThat(ended.printed().lines().filter(line -> line.contains("event log failed")))
          .as("no more than one in ten seconds")
          .hasSizeLessThan(12);
    }
  }

  @Test
  void servesOnWhenTheDiskOfKafkaIsFull() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), 24);
        KafkaProcess first = KafkaProcess.start(disk.directory());
        ProxyUnderLoad proxy =
            ProxyUnderLoad.startLarge(directory, first.bootstrap(), PER_SECOND)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> first.printed().contains("the embedded Kafka failed"));
      Instant full = proxy.faultBegins();
      proxy.pass(3 * PER_SECOND);
      first.kill();
      disk.grow(256);
      try (KafkaProcess kafka = KafkaProcess.start(disk.directory(), first.port())) {
        Duration outage = Duration.between(full, Instant.now());
        awaitRecording(kafka, full);

        ProxyUnderLoad.Ended ended = proxy.end();

        assertNoStall(ended, outage);
        assertAccounted(ended, kafka);
      }
    }
  }

  @Test
  void endsInTimeWhileKafkaIsSilent() throws Exception {
    try (KafkaProcess kafka = KafkaProcess.start(directory.resolve("kafka"));
        ProxyUnderLoad proxy =
            ProxyUnderLoad.startLarge(directory, kafka.bootstrap(), PER_SECOND)) {
      awaitRecording(kafka, Instant.now());
      kafka.pause();
      Instant paused = proxy.faultBegins();
      proxy.pass(6 * PER_SECOND);
      Duration outage = Duration.between(paused, Instant.now());

      ProxyUnderLoad.Ended ended = proxy.end();

      assertNoStall(ended, outage);
      assertThat(ended.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertThat(ended.printed().lines().toList().getLast())
          .matches("parallax proxy: Kafka at .* is behind: \\d+ events unacknowledged");
      assertThat(ended.fates().captured()).isPositive().isLessThan(ended.fates().seen());
    }
  }

  @Test
  void endsInTimeWhereKafkaNeverWas() throws Exception {
    String bootstrap = "127.0.0.1:" + Processes.freePort();
    try (ProxyUnderLoad proxy = ProxyUnderLoad.start(directory, bootstrap, PER_SECOND)) {
      proxy.pass(2 * PER_SECOND);

      ProxyUnderLoad.Ended ended = proxy.end();

      assertThat(ended.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertThat(ended.printed().lines().toList().getLast())
          .startsWith("parallax proxy: Kafka at %s is not reachable: ".formatted(bootstrap));
      assertThat(ended.fates().captured()).isZero();
    }
  }

  private static void assertNoStall(ProxyUnderLoad.Ended ended, Duration outage) {
    assertThat(ended.stalled()).isLessThan(outage.dividedBy(2));
  }

  /** Kafka is back: the log tells the same as the proxy, and holds what was captured, once. */
  private void assertAccounted(ProxyUnderLoad.Ended ended, KafkaProcess kafka) throws Exception {
    assertThat(ended.exitCode()).as(ended.printed()).isEqualTo(ExitCode.OK);
    assertThat(Fates.ledger(directory, kafka.bootstrap())).isEqualTo(ended.fates());
    List<String> ids = recorded(kafka, Instant.EPOCH);
    assertThat(ids).doesNotHaveDuplicates().hasSize(Math.toIntExact(ended.fates().captured()));
  }

  /** Waits until an exchange is in the log that began after that. */
  private static void awaitRecording(KafkaProcess kafka, Instant after) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .pollInSameThread()
        .ignoreExceptions()
        .until(() -> !recorded(kafka, after).isEmpty());
  }

  /** The ids of the exchanges in the log that began then or later. */
  private static List<String> recorded(KafkaProcess kafka, Instant from) throws IOException {
    Selection selection = Selection.of(Window.of(from, Instant.MAX));
    List<String> ids = new ArrayList<>();
    try (KafkaEvents events =
            KafkaEvents.connect(KafkaSettings.of(kafka.bootstrap()), LogLayout.defaults());
        EventReader reader = events.window(selection, Duration.ofMinutes(5)).open()) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        if (event.hasExchange()) {
          ids.add(event.getExchange().getId());
        }
      }
    }
    return ids;
  }
}
