package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.cli.fixture.DelayedServer;
import dev.parallax.cli.fixture.KafkaProcess;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.RudeUpstream;
import dev.parallax.cli.fixture.SteadyClients;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Outcome;
import dev.parallax.recorder.log.PlxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Live shadowing: a build gets what production got, a second later. */
@Timeout(180)
class FollowIT {

  private static final Duration LAG = Duration.ofSeconds(1);

  /** Clocks of two processes, and what they round. */
  private static final Duration CLOCKS = Duration.ofMillis(5);

  @TempDir private Path work;
  private KafkaProcess kafka;
  private RudeUpstream production;
  private DelayedServer staging;
  private Parallax.RunningProxy proxy;
  private Path run;

  @BeforeEach
  void start() throws Exception {
    kafka = KafkaProcess.start(work.resolve("kafka"));
    production = RudeUpstream.start();
    staging = DelayedServer.start(Duration.ZERO, Map.of(), "ok");
    Path key = Files.writeString(work.resolve("key"), "0123456789abcdef0123456789abcdef");
    proxy =
        Parallax.proxy(
            work,
            "--upstream",
            production.url(),
            "--kafka",
            kafka.bootstrap(),
            "--key-file",
            key.toString());
    run = work.resolve("run.plx");
  }

  @AfterEach
  void stop() throws Exception {
    var _ = proxy.terminate();
    staging.close();
    production.close();
    kafka.close();
  }

  @Test
  void sendsWhatIsRecordedALagBehindUntilItIsEnded() throws Exception {
    record();
    Parallax.Running replay = follow("replay", "-o", run.toString());
    SteadyClients.Result sent;
    try (SteadyClients clients = SteadyClients.start(proxy.url(), "/ok", 4)) {
      clients.pass(200);
      sent = clients.end();
    }
    assertThat(sent.wrong()).isEmpty();
    await().atMost(Duration.ofSeconds(60)).until(() -> staging.answered() >= sent.sent());
    var _ = replay.terminate();

    assertThat(replay.printed())
        .contains("%d exchanges, %d outcomes".formatted(sent.sent(), sent.sent()))
        .doesNotContain("ended early", "Exception");
    assertThat(staging.answered()).as("and not what came before").isEqualTo(sent.sent());
    Kept kept = Kept.read(run);
    assertThat(kept.exchanges).hasSize(sent.sent());
    assertThat(kept.outcomes).hasSize(sent.sent());
    for (Outcome outcome : kept.outcomes) {
      Exchange exchange = Objects.requireNonNull(kept.exchanges.get(outcome.getExchange().getId()));
      assertThat(outcome.getSentAtNanos() - exchange.getStartedAtNanos())
          .isGreaterThan(LAG.minus(CLOCKS).toNanos());
      assertThat(outcome.getResponse().getStatus()).isEqualTo(200);
    }
  }

  @Test
  void judgesWhatItFollowedOnceTheTimeIsOver() throws Exception {
    record();
    Path report = work.resolve("report");
    Parallax.Running check =
        follow("check", "--report", report.toString(), "--for", "8s", "--control", staging.url());
    try (SteadyClients clients = SteadyClients.start(proxy.url(), "/ok", 4)) {
      clients.pass(200);
      var _ = clients.end();
    }

    assertThat(check.await()).as(check.printed()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(Files.readString(report.resolve("report.json"))).contains("\"exchanges\"");
    Kept kept = Kept.read(report.resolve("run.plx"));
    assertThat(kept.exchanges).hasSizeGreaterThanOrEqualTo(200);
    assertThat(kept.outcomes)
        .as("once, and twice at the control")
        .hasSize(3 * kept.exchanges.size());
  }

  /** What never ends by itself ends when its leg is gone. */
  @Test
  void endsWhereTheCandidateIsGone() throws Exception {
    record();
    Parallax.Running replay = follow("replay", "-o", run.toString());
    try (SteadyClients clients = SteadyClients.start(proxy.url(), "/ok", 4)) {
      clients.pass(100);
      await().atMost(Duration.ofSeconds(60)).until(() -> staging.answered() >= 50);
      staging.close();

      assertThat(replay.await()).as(replay.printed()).isEqualTo(ExitCode.INCONCLUSIVE);
      var _ = clients.end();
    }
    assertThat(replay.printed()).contains("ended early");
  }

  @Test
  void refusesToFollowWhereNobodyKnowsWhatProductionServes() throws Exception {
    assertThat(refused("--follow", "1s")).contains("holds no exchange, so that nobody knows what");
  }

  @Test
  void refusesWhatCannotBeFollowed() throws Exception {
    record();
    assertThat(refused("--follow", "1s", "--from", "-1h")).contains("--from: not with --follow");
    assertThat(refused("--for", "1s"))
        .contains("--for: how long to follow (expected: with --follow");
    assertThat(refused("--follow", "10ms")).contains("--follow: 10 ms (expected: >= 1 s)");
    assertThat(refused("--follow", "1s", "--speed", "2x"))
        .contains("replay.speed: 2x (expected: 1x, where the log is followed)");
    assertThat(refused("--follow", "1s", "--judge", "examples"))
        .contains("replay.judge: examples (expected: statistics");
  }

  /** Some exchanges, and waits until the log has them. */
  private void record() throws Exception {
    try (SteadyClients clients = SteadyClients.start(proxy.url(), "/ok", 2)) {
      clients.pass(20);
      var _ = clients.end();
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                Parallax.run(work, "show", "--kafka", kafka.bootstrap(), "--limit", "1")
                    .out()
                    .contains("GET /"));
  }

  private String refused(String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("replay", "--kafka", kafka.bootstrap(), "-o", run.toString()));
    arguments.addAll(List.of("--candidate", staging.url()));
    arguments.addAll(List.of(more));
    Processes.Result result = Parallax.run(work, arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.USAGE);
    return result.err();
  }

  /** Returns when it follows. */
  private Parallax.Running follow(String verb, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(verb, "--kafka", kafka.bootstrap()));
    arguments.addAll(List.of("--follow", LAG.toSeconds() + "s", "--candidate", staging.url()));
    arguments.addAll(List.of(more));
    Parallax.Running running = Parallax.start(work, arguments.toArray(String[]::new));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> running.printed().contains("parallax: following Kafka at "));
    return running;
  }

  /** What a run file holds. */
  private static final class Kept {

    private final Map<String, Exchange> exchanges = new HashMap<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    static Kept read(Path file) throws IOException {
      Kept kept = new Kept();
      try (PlxReader events = PlxReader.open(file)) {
        for (Event event = events.next(); event != null; event = events.next()) {
          switch (event.getEventCase()) {
            case EXCHANGE -> kept.exchanges.put(event.getExchange().getId(), event.getExchange());
            case OUTCOME -> kept.outcomes.add(event.getOutcome());
            default -> {}
          }
        }
      }
      return kept;
    }
  }
}
