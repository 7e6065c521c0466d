package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.cli.fixture.Fates;
import dev.parallax.cli.fixture.KafkaProcess;
import dev.parallax.cli.fixture.Operator;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.RudeUpstream;
import dev.parallax.cli.fixture.SmallDisk;
import dev.parallax.cli.fixture.SteadyClients;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.OffsetRange;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.Window;
import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.log.kafka.KafkaSettings;
import dev.parallax.recorder.log.kafka.LogLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A proxy with a spool, while Kafka is away: all that was seen reaches the log, once for readers
 * and each session in order, whatever becomes of the proxy.
 */
@Timeout(240)
class SpoolIT {

  private static final int SESSIONS = 6;

  @TempDir private Path work;

  private Path spool() {
    return work.resolve("spool");
  }

  @Test
  void recordsAllWhereKafkaComesLate() throws Exception {
    int port = Processes.freePort();
    try (RudeUpstream production = RudeUpstream.start()) {
      Parallax.RunningProxy proxy = proxy(production, port, spool());
      SteadyClients.Result result;
      try (SteadyClients clients = SteadyClients.start(proxy.url(), "/ok", SESSIONS)) {
        clients.pass(500);
        awaitSpooled();
        try (KafkaProcess kafka = KafkaProcess.start(work.resolve("kafka"), port)) {
          awaitForwarded();
          clients.pass(500);
          result = clients.end();
          assertThat(result.wrong()).isEmpty();
          assertThat(proxy.terminate()).as(proxy.printed()).isEqualTo(ExitCode.OK);

          assertHoldsAll(kafka, proxy, result);
        }
      }
    }
  }

  @Test
  void recordsAllOverAKillOfKafka() throws Exception {
    Path data = work.resolve("kafka");
    try (RudeUpstream production = RudeUpstream.start();
        KafkaProcess first = KafkaProcess.start(data)) {
      Parallax.RunningProxy proxy = proxy(production, first.port(), spool());
      try (SteadyClients clients = SteadyClients.start(proxy.url(), "/ok", SESSIONS)) {
        clients.pass(500);
        first.kill();
        clients.pass(500);
        awaitSpooled();
        clients.pass(500);
        try (KafkaProcess kafka = KafkaProcess.start(data, first.port())) {
          awaitForwarded();
          clients.pass(500);
          SteadyClients.Result result = clients.end();
          assertThat(result.wrong()).isEmpty();
          assertThat(proxy.terminate()).as(proxy.printed()).isEqualTo(ExitCode.OK);

          assertHoldsAll(kafka, proxy, result);
        }
      }
    }
  }

  @Test
  void leavesItToTheNextProxyAtItsEnd() throws Exception {
    int port = Processes.freePort();
    try (RudeUpstream production = RudeUpstream.start()) {
      Parallax.RunningProxy proxy = proxy(production, port, spool());
      SteadyClients.Result result;
      try (SteadyClients clients = SteadyClients.start(proxy.url(), "/ok", SESSIONS)) {
        clients.pass(300);
        awaitSpooled();
        result = clients.end();
      }
      assertThat(proxy.terminate()).as(proxy.printed()).isEqualTo(ExitCode.OK);
      assertThat(proxy.printed())
          .contains("%d exchanges wait in %s, ".formatted(result.sent(), spool()));
      assertThat(Fates.printed(proxy.printed()).captured()).isEqualTo(result.sent());

      try (KafkaProcess kafka = KafkaProcess.start(work.resolve("kafka"), port)) {
        Parallax.RunningProxy next = proxy(production, port, spool());
        assertThat(next.printed())
            .contains("(%d exchanges in it are forwarded first)".formatted(result.sent()));
        awaitForwarded();
        assertThat(next.terminate()).as(next.printed()).isEqualTo(ExitCode.OK);

        assertHoldsAll(kafka, proxy, result);
      }
    }
  }

  @Test
  void losesNothingThatCountedAsCapturedByAKillOfTheProxy() throws Exception {
    int port = Processes.freePort();
    try (RudeUpstream production = RudeUpstream.start()) {
      Parallax.RunningProxy proxy =
          Parallax.proxy(
              work,
              Stream.concat(
                      Stream.of(options(production, port, spool())),
                      Stream.of("--admin", "127.0.0.1:0"))
                  .toArray(String[]::new));
      SteadyClients.Result result;
      try (SteadyClients clients = SteadyClients.start(proxy.url(), "/ok", SESSIONS)) {
        clients.pass(300);
        result = clients.end();
      }
      String all = "parallax_exchanges_total{fate=\"captured\"} %d".formatted(result.sent());
      try (Operator operator = Operator.of(proxy)) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> operator.get("/metrics").body().contains(all));
      }
      proxy.kill();

      try (KafkaProcess kafka = KafkaProcess.start(work.resolve("kafka"), port)) {
        Parallax.RunningProxy next = proxy(production, port, spool());
        awaitForwarded();
        assertThat(next.terminate()).as(next.printed()).isEqualTo(ExitCode.OK);

        assertThat(inOrder(kafka)).hasSize(result.sent());
        Processes.Result ledger =
            Parallax.run(work, "show", "--ledger", "--kafka", kafka.bootstrap());
        assertThat(ledger.exitCode()).as(ledger.err()).isEqualTo(ExitCode.OK);
        assertThat(ledger.out())
            .contains("seen %d = captured %d".formatted(result.sent(), result.sent()))
            .doesNotContain("not whole", "within a range");
        assertThat(ledger.out() + ledger.err()).doesNotContain("Exception");
      }
    }
  }

  @Test
  void tellsWhatAProxySawThatIsKilledUnderLoadToWhatWasUnderWay() throws Exception {
    try (RudeUpstream production = RudeUpstream.start();
        KafkaProcess kafka = KafkaProcess.start(work.resolve("kafka"))) {
      Parallax.RunningProxy proxy = proxy(production, kafka.port(), spool());
      SteadyClients.Result result;
      try (SteadyClients clients = SteadyClients.start(proxy.url(), "/ok", SESSIONS)) {
        clients.pass(2_000);
        clients.expectKill();
        proxy.kill();
        result = clients.awaitRefused();
      }
      Parallax.RunningProxy next = proxy(production, kafka.port(), spool());
      await().atMost(Duration.ofSeconds(60)).until(() -> next.printed().contains("is open"));
      awaitForwarded();
      assertThat(next.terminate()).as(next.printed()).isEqualTo(ExitCode.OK);

      Processes.Result shown =
          Parallax.run(work, "show", "--ledger", "--format", "json", "--kafka", kafka.bootstrap());
      assertThat(shown.exitCode()).as(shown.err()).isEqualTo(ExitCode.OK);
      JsonNode ledger = new ObjectMapper().readTree(shown.out());
      JsonNode killed = ledger.at("/recorders/0");
      assertThat(killed.get("killed").asBoolean()).as(shown.out()).isTrue();
      long seen = killed.get("seen").asLong();
      long seenAtMost = killed.get("seenAtMost").asLong();
      assertThat((long) result.answered()).as(shown.out()).isBetween(seen - SESSIONS, seenAtMost);
      assertThat(seenAtMost - seen).as(shown.out()).isBetween(0L, (long) SESSIONS);
      assertThat((long) inOrder(kafka).size())
          .as(shown.out())
          .isBetween(killed.get("captured").asLong(), killed.get("capturedAtMost").asLong());
      assertThat(ledger.at("/recorders/1/seen").asLong()).isZero();
      assertThat(hasTally()).isFalse();
    }
  }

  private boolean hasTally() throws IOException {
    try (Stream<Path> files = Files.list(spool())) {
      return files.anyMatch(file -> file.toString().endsWith(".ledger"));
    }
  }

  @Test
  void refusesASpoolThatAnotherProxyHas() throws Exception {
    int port = Processes.freePort();
    try (RudeUpstream production = RudeUpstream.start()) {
      Parallax.RunningProxy proxy = proxy(production, port, spool());
      Parallax.Running other =
          Parallax.start(
              work,
              Stream.concat(
                      Stream.of("proxy", "--listen", "127.0.0.1:0"),
                      Stream.of(options(production, port, spool())))
                  .toArray(String[]::new));

      assertThat(other.await()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertThat(other.printed())
          .contains(
              "spool %s: another proxy has it (expected: a directory for each)"
                  .formatted(spool().toRealPath()));
      assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
    }
  }

  @Test
  void waitsInMemoryWhereTheDiskOfTheSpoolIsFull() throws Exception {
    int port = Processes.freePort();
    try (SmallDisk disk = SmallDisk.mount(work.resolve("disk"), 1);
        RudeUpstream production = RudeUpstream.start()) {
      Files.write(disk.directory().resolve("filler"), new byte[(1 << 20) - (128 << 10)]);
      Parallax.RunningProxy proxy = proxy(production, port, disk.directory().resolve("spool"));
      try (SteadyClients clients = SteadyClients.start(proxy.url(), "/ok", 8)) {
        clients.pass(500);
        await()
            .atMost(Duration.ofSeconds(90))
            .until(() -> proxy.printed().contains("takes nothing now: No space left on device"));
        clients.pass(500);
        try (KafkaProcess kafka = KafkaProcess.start(work.resolve("kafka"), port)) {
          await()
              .atMost(Duration.ofSeconds(60))
              .pollInterval(Duration.ofMillis(500))
              .until(() -> !hasSegments(disk.directory().resolve("spool")));
          clients.pass(500);
          SteadyClients.Result result = clients.end();
          assertThat(result.wrong()).isEmpty();
          assertThat(proxy.terminate()).as(proxy.printed()).isEqualTo(ExitCode.OK);

          assertHoldsAll(kafka, proxy, result);
        }
      }
    }
  }

  private Parallax.RunningProxy proxy(RudeUpstream production, int port, Path spool)
      throws IOException {
    return Parallax.proxy(work, options(production, port, spool));
  }

  private String[] options(RudeUpstream production, int port, Path spool) throws IOException {
    Path key = Files.writeString(work.resolve("key"), "0123456789abcdef0123456789abcdef");
    return new String[] {
      "--upstream",
      production.url(),
      "--kafka",
      "127.0.0.1:" + port,
      "--key-file",
      key.toString(),
      "--spool",
      spool.toString()
    };
  }

  private void awaitSpooled() {
    await().atMost(Duration.ofSeconds(60)).until(() -> hasSegments(spool()));
  }

  private void awaitForwarded() {
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> !hasSegments(spool()));
  }

  private static boolean hasSegments(Path spool) throws IOException {
    try (Stream<Path> files = Files.list(spool)) {
      return files.anyMatch(file -> file.toString().endsWith(".plx"));
    }
  }

  /** Each that was sent is in the log once, its session's in order; the ledger says the same. */
  private void assertHoldsAll(
      KafkaProcess kafka, Parallax.RunningProxy proxy, SteadyClients.Result result)
      throws Exception {
    Fates fates = Fates.printed(proxy.printed());
    assertThat(fates.seen()).isEqualTo(result.sent());
    assertThat(fates.exchanges()).containsOnlyKeys("captured");
    assertThat(Fates.ledger(work, kafka.bootstrap())).isEqualTo(fates);
    assertThat(inOrder(kafka)).hasSize(result.sent());
  }

  /** All exchanges of the log, as they stand in its partitions. */
  private static List<Exchange> inOrder(KafkaProcess kafka) throws IOException {
    List<Exchange> all = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    Map<String, Long> latest = new HashMap<>();
    try (KafkaEvents events =
        KafkaEvents.connect(KafkaSettings.of(kafka.bootstrap()), LogLayout.defaults())) {
      for (OffsetRange partition :
          events.window(Selection.of(Window.all()), Duration.ZERO).exchanges()) {
        try (EventReader reader = events.exchanges(List.of(partition), Set.of())) {
          for (Event event = reader.next(); event != null; event = reader.next()) {
            Exchange exchange = event.getExchange();
            all.add(exchange);
            assertThat(ids.add(exchange.getId())).as(exchange.getId()).isTrue();
            Long before = latest.put(exchange.getSession(), exchange.getStartedAtNanos());
            assertThat(exchange.getStartedAtNanos())
                .as("a session's exchanges in order")
                .isGreaterThan(before == null ? 0 : before);
          }
        }
      }
    }
    assertThat(latest).hasSizeLessThanOrEqualTo(8).hasSizeGreaterThan(1);
    return all;
  }
}
