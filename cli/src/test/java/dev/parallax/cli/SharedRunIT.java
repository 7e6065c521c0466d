package dev.parallax.cli;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summarizingLong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.cli.fixture.DelayedServer;
import dev.parallax.cli.fixture.KafkaLogs;
import dev.parallax.cli.fixture.LegRuns;
import dev.parallax.cli.fixture.Nginx;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.SteadyReport;
import dev.parallax.cli.fixture.Workers;
import dev.parallax.proto.Event;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.recorder.log.PlxReader;
import dev.parallax.recorder.log.kafka.KafkaTail;
import dev.parallax.recorder.log.kafka.LogLayout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that workers share, all of them processes: recorded from nginx, sent to slow targets. */
@Timeout(300)
class SharedRunIT {

  private static final int PARTITIONS = 12;
  private static final int SESSIONS = 100;
  private static final int EXCHANGES = 3 * SESSIONS;
  private static final int ATTEMPTS = 2;

  /** What each exchange has in the end: so many at each of two legs. */
  private static final int OUTCOMES = 2 * ATTEMPTS;

  private static final Duration DELAY = Duration.ofMillis(20);
  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/json", "Cache-Control", "max-age=60");

  @TempDir private static Path work;

  private static KafkaLogs logs;
  private static DelayedServer control;
  private static DelayedServer candidate;

  /** What one process finds that does all by itself. */
  private static JsonNode expected;

  @BeforeAll
  static void record() throws IOException, InterruptedException {
    logs = KafkaLogs.start(work.resolve("kafka"), LogLayout.defaults());
    Path key = Files.writeString(work.resolve("key"), "0123456789abcdef0123456789abcdef");
    try (Nginx production =
        Nginx.start(
            work.resolve("production"),
            """
            default_type application/json;
            add_header Cache-Control "max-age=60";
            location / { return 200 '{"id":1,"price":40.5}'; }
            """)) {
      Parallax.RunningProxy proxy =
          Parallax.proxy(
              work,
              "--upstream",
              production.url(),
              "--kafka",
              logs.bootstrap(),
              "--key-file",
              key.toString());
      drive(proxy.url());
      assertThat(proxy.terminate()).as(proxy.printed()).isEqualTo(ExitCode.OK);
      assertThat(proxy.printed()).contains("%d captured".formatted(EXCHANGES));
    }
    control = DelayedServer.start(DELAY, HEADERS, "{\"id\":1,\"price\":40.5}");
    candidate =
        DelayedServer.start(
            DELAY, Map.of("Content-Type", "application/json"), "{\"id\":1,\"price\":\"40.5\"}");
    Processes.Result alone = runs().run("check", "--report", work.resolve("alone").toString());
    assertThat(alone.exitCode()).as(alone.toString()).isEqualTo(ExitCode.FAIL);
    expected = SteadyReport.of(work.resolve("alone"));
    assertThat(expected.findValuesAsText("location"))
        .contains("body /price", "header cache-control");
    assertThat(expected.at("/funnel/compared").asInt()).isEqualTo(EXCHANGES);
  }

  @AfterAll
  static void stop() throws IOException {
    control.close();
    candidate.close();
    logs.close();
  }

  private static void drive(String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < EXCHANGES; i++) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(url + "/items/" + i % 10))
                .header("Cookie", "sid=session-" + i % SESSIONS)
                .build();
        client.send(request, HttpResponse.BodyHandlers.discarding());
      }
    }
  }

  @Test
  void findsTheSameHoweverManyWorkersShareARun() throws Exception {
    try (Workers workers = new Workers(work, logs.bootstrap(), "scaling")) {
      for (int count : new int[] {1, 2, 4}) {
        workers.grow(count, PARTITIONS);
        Path report = work.resolve("scaling-" + count);

        Processes.Result result = check("scaling", report, "--max-concurrent", "4");

        assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.FAIL);
        assertThat(SteadyReport.of(report)).isEqualTo(expected);
        List<Outcome> outcomes = logs.outcomes(SteadyReport.runId(report));
        assertThat(outcomes).as("not one is sent twice").hasSize(EXCHANGES * OUTCOMES);
        Map<String, Long> shares =
            outcomes.stream().collect(groupingBy(SharedRunIT::worker, counting()));
        assertThat(shares).hasSize(count);
        System.out.printf(
            "%d workers: %d ms, shares %s%n",
            count, SteadyReport.took(report).toMillis(), shares.values());
      }
      assertRemakesTheReport(work.resolve("scaling-4"));
      assertThat(logs.events().workers("scaling")).isEqualTo(4);
      workers.all().getFirst().terminate();
      assertThat(logs.events().workers("scaling")).as("it has left the group").isEqualTo(3);
    }
  }

  /** From the log alone, byte for byte, as often as one likes. */
  private static void assertRemakesTheReport(Path report) throws Exception {
    for (String again : List.of("again-1", "again-2")) {
      Processes.Result result = compare(SteadyReport.runId(report), work.resolve(again));
      assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.FAIL);
      assertThat(work.resolve(again).resolve("report.json"))
          .hasSameBinaryContentAs(report.resolve("report.json"));
    }
  }

  /** Each worker chooses by itself, and all of them the same: endpoints by what the run says. */
  @Test
  void sendsWhatAFilterMeansHoweverManyShareIt() throws Exception {
    String[] filter = {"--endpoint", "GET /items/{id}", "--where", "request.path.endsWith('/3')"};
    Path alone = work.resolve("filtered-alone");
    List<String> arguments = new ArrayList<>(List.of("--report", alone.toString()));
    arguments.addAll(List.of(filter));
    Processes.Result byOne = runs().run("check", arguments.toArray(String[]::new));
    assertThat(byOne.exitCode()).as(byOne.toString()).isEqualTo(ExitCode.FAIL);
    JsonNode one = SteadyReport.of(alone);
    assertThat(one.at("/funnel/compared").asInt()).isEqualTo(EXCHANGES / 10);
    assertThat(one.at("/funnel/losses/captured: left out by this run's filter").asInt())
        .isEqualTo(EXCHANGES - EXCHANGES / 10);
    try (Workers workers = new Workers(work, logs.bootstrap(), "filtered")) {
      workers.grow(2, PARTITIONS);
      Path report = work.resolve("filtered");

      Processes.Result result = check("filtered", report, filter);

      assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.FAIL);
      assertThat(SteadyReport.of(report)).isEqualTo(one);
      assertThat(logs.outcomes(SteadyReport.runId(report))).hasSize(EXCHANGES / 10 * OUTCOMES);
    }
  }

  /** Of which each worker has its part. */
  @Test
  void keepsToOneRateHoweverManyShareIt() throws Exception {
    try (Workers workers = new Workers(work, logs.bootstrap(), "rate")) {
      workers.grow(2, PARTITIONS);
      Path report = work.resolve("rate");

      Processes.Result result =
          check("rate", report, "--max-rate", "100/s", "--judge", "statistics");

      assertThat(result.exitCode())
          .as(result.toString())
          .isIn(ExitCode.FAIL, ExitCode.INCONCLUSIVE);
      Map<String, LongSummaryStatistics> sent =
          logs.outcomes(SteadyReport.runId(report)).stream()
              .filter(outcome -> outcome.getLeg() == Leg.CONTROL)
              .collect(groupingBy(SharedRunIT::worker, summarizingLong(Outcome::getSentAtNanos)));
      assertThat(sent).hasSize(2);
      assertThat(sent.values().stream().mapToLong(LongSummaryStatistics::getCount).sum())
          .isEqualTo(2 * EXCHANGES);
      // Each has half of the partitions, and so half of the rate.
      assertThat(sent.values())
          .allSatisfy(
              own ->
                  assertThat(Duration.ofNanos(own.getMax() - own.getMin()))
                      .as("%d at half the rate", own.getCount())
                      .isGreaterThan(Duration.ofMillis(1_000 * own.getCount() / 50 - 100)));
    }
  }

  @Test
  void losesNothingWithAWorkerThatIsKilledAndGainsByOneThatJoins() throws Exception {
    Path runFile = work.resolve("run.plx");
    try (Workers workers = new Workers(work, logs.bootstrap(), "killed");
        KafkaTail runs = logs.events().followRuns()) {
      workers.grow(2, PARTITIONS);
      Parallax.Running victim = workers.all().getFirst();
      String name = Workers.name(victim);
      Parallax.Running replay =
          runs()
              .start(
                  "replay",
                  "--workers",
                  "--group",
                  "killed",
                  "--max-concurrent",
                  "2",
                  "--output",
                  runFile.toString());
      await()
          .pollInSameThread()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Workers.hasKept(name, runs.poll(Duration.ofMillis(100))));
      victim.kill();
      Parallax.Running joined = workers.start();

      assertThat(replay.await()).as(replay.printed()).isEqualTo(ExitCode.OK);

      assertOneSetOfOutcomesEach(runFile);
      String runId = replay.printed().replaceFirst("(?s).*parallax: run (\\S+).*", "$1");
      assertThat(compare(runId, work.resolve("from-log")).exitCode()).isEqualTo(ExitCode.FAIL);
      assertThat(
              Parallax.run(
                      work,
                      "compare",
                      runFile.toString(),
                      "--report",
                      work.resolve("from-file").toString())
                  .exitCode())
          .isEqualTo(ExitCode.FAIL);
      assertThat(SteadyReport.of(work.resolve("from-log"))).isEqualTo(expected);
      assertThat(SteadyReport.of(work.resolve("from-file"))).isEqualTo(expected);
      Set<String> senders =
          logs.outcomes(runId).stream().map(SharedRunIT::worker).collect(Collectors.toSet());
      assertThat(senders).contains(name, Workers.name(workers.all().get(1)));
      assertThat(joined.printed()).contains("run " + runId + ": partitions");
      assertThat(workers.all().get(1).printed())
          .as("how far all of them are together")
          .containsPattern("the run is at \\d+ of " + 2 * EXCHANGES + " \\(\\d+/s");
    }
  }

  private static void assertOneSetOfOutcomesEach(Path runFile) throws IOException {
    Map<String, List<Outcome>> sets =
        KafkaLogs.all(PlxReader.open(runFile)).stream()
            .filter(Event::hasOutcome)
            .map(Event::getOutcome)
            .collect(groupingBy(outcome -> outcome.getExchange().getId()));
    assertThat(sets).hasSize(EXCHANGES);
    sets.forEach(
        (id, set) -> {
          assertThat(set).as(id).hasSize(OUTCOMES);
          assertThat(set.stream().map(Outcome::getWorker).distinct()).as(id).hasSize(1);
          assertThat(set.stream().map(o -> o.getLeg() + "/" + o.getAttempt()).distinct())
              .as(id)
              .hasSize(OUTCOMES);
        });
  }

  /** As it names itself; each of its shares has a number besides. */
  private static String worker(Outcome outcome) {
    return outcome.getWorker().replaceFirst("/\\d+$", "");
  }

  private static Processes.Result check(String group, Path report, String... more)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("--workers", "--group", group, "--report", report.toString()));
    arguments.addAll(List.of(more));
    return runs().run("check", arguments.toArray(String[]::new));
  }

  private static Processes.Result compare(String runId, Path report)
      throws IOException, InterruptedException {
    return LegRuns.compare(work, logs, runId, report);
  }

  private static LegRuns runs() {
    return LegRuns.of(
        work,
        logs,
        candidate.url(),
        control.url(),
        "--attempts",
        Integer.toString(ATTEMPTS),
        "--seed",
        "7");
  }
}
