package dev.parallax.cli;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.cli.fixture.KafkaLogs;
import dev.parallax.cli.fixture.LegRuns;
import dev.parallax.cli.fixture.LoginService;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.Service;
import dev.parallax.cli.fixture.SteadyReport;
import dev.parallax.cli.fixture.Workers;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.SessionLink;
import dev.parallax.recorder.log.PlxReader;
import dev.parallax.recorder.log.kafka.KafkaTail;
import dev.parallax.recorder.log.kafka.LogLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients whose login gives them another session, which often lies in another partition. */
@Timeout(300)
class LinkedRunIT {

  private static final int PARTITIONS = 4;
  private static final int CLIENTS = 60;

  /** Of each client: a page, the login, and twice the account. */
  private static final int EXCHANGES = 4 * CLIENTS;

  private static final int ATTEMPTS = 2;

  @TempDir private static Path work;

  private static KafkaLogs logs;
  private static LoginService candidate;
  private static LoginService control;

  @BeforeAll
  static void record() throws IOException, InterruptedException {
    logs =
        KafkaLogs.start(
            work.resolve("kafka"), new LogLayout(PARTITIONS, 1, Duration.ofDays(3), 8 << 20));
    Service service = new Service("shop", Instant.now().minus(Duration.ofMinutes(10)));
    List<Exchange> exchanges = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      exchanges.addAll(client(service, client));
    }
    logs.append(exchanges);
    candidate = LoginService.start("candidate", Duration.ofMillis(20));
    control = LoginService.start("control", Duration.ofMillis(20));
  }

  @AfterAll
  static void stop() throws IOException {
    candidate.close();
    control.close();
    logs.close();
  }

  private static List<Exchange> client(Service service, int client) {
    String anonymous = LoginService.sid("anonymous", client);
    String known = LoginService.sid("known", client);
    long begin = 5L * client;
    Exchange.Builder login =
        exchange(service, 4 * client + 1, begin + 2, 5, anonymous, "POST", "/login")
            .addSessionLinks(
                SessionLink.newBuilder().setFrom(session(anonymous)).setTo(session(known)));
    login.getResponseBuilder().addHeaders(header("Set-Cookie", "sid=" + known));
    return List.of(
        exchange(service, 4 * client, begin, 1, anonymous, "GET", "/page").build(),
        login.build(),
        // One that ends in the same millisecond as its login's answer may stand before it.
        exchange(service, 4 * client + 2, begin + 7, 0, known, "GET", "/account").build(),
        exchange(service, 4 * client + 3, begin + 9, 1, known, "GET", "/account").build());
  }

  private static Exchange.Builder exchange(
      Service service, int number, long start, long took, String sid, String method, String path) {
    Exchange.Builder exchange =
        service.exchange(number, start, took).toBuilder().setSession(session(sid));
    exchange
        .getRequestBuilder()
        .setMethod(method)
        .setTarget(path)
        .addHeaders(header("Cookie", "sid=" + sid));
    return exchange;
  }

  private static Header header(String name, String value) {
    return Header.newBuilder().setName(name).setValue(value).build();
  }

  private static String session(String sid) {
    return "s-" + sid;
  }

  @Test
  void sendsWhatALoginLedToBehindItsAnswerHoweverManyShareTheRun() throws Exception {
    try (Workers workers = new Workers(work, logs.bootstrap(), "linked")) {
      workers.grow(2, PARTITIONS);
      Path report = work.resolve("linked");

      Processes.Result result =
          runs().run("check", "--workers", "--group", "linked", "--report", report.toString());

      assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.OK);
      List<Outcome> outcomes = logs.outcomes(SteadyReport.runId(report));
      assertThat(apart(outcomes)).as("clients in two partitions").isGreaterThan(CLIENTS / 2);
      assertThat(outcomes.stream().map(LinkedRunIT::worker).distinct()).hasSize(2);
      assertThat(outcomes.stream().filter(outcome -> !outcome.hasResponse())).isEmpty();
      assertThat(outcomes.stream().map(o -> o.getResponse().getStatus())).containsOnly(200);
      assertThat(outcomes.stream().collect(groupingBy(LinkedRunIT::sending, counting())))
          .as("each once: a login once at each leg")
          .hasSize((EXCHANGES - CLIENTS) * 2 * ATTEMPTS + CLIENTS * 2)
          .allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
      JsonNode json = new ObjectMapper().readTree(report.resolve("report.json").toFile());
      assertThat(json.at("/fidelity/orderViolations").asInt(-1)).isZero();
      assertThat(json.at("/funnel/compared").asInt()).isEqualTo(EXCHANGES);
    }
  }

  @Test
  void losesNothingOfLinkedSessionsWithAWorkerThatIsKilled() throws Exception {
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

      assertThat(replay.await()).as(replay.printed()).isEqualTo(ExitCode.OK);
      String runId = replay.printed().replaceFirst("(?s).*parallax: run (\\S+).*", "$1");
      Set<String> senders =
          logs.outcomes(runId).stream().map(LinkedRunIT::worker).collect(Collectors.toSet());
      assertThat(senders).contains(name, Workers.name(workers.all().get(1)));
      assertOneSetOfOutcomesEach(runFile);
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
          assertThat(set.stream().map(Outcome::getWorker).distinct()).as(id).hasSize(1);
          assertThat(set.stream().map(LinkedRunIT::sending))
              .as(id)
              .doesNotHaveDuplicates()
              .hasSizeBetween(2, 2 * ATTEMPTS);
        });
    assertThat(sets.values().stream().mapToInt(List::size).sum())
        .isEqualTo((EXCHANGES - CLIENTS) * 2 * ATTEMPTS + CLIENTS * 2);
  }

  /** How many clients' two sessions lie in two partitions. */
  private static long apart(List<Outcome> outcomes) {
    Map<String, Integer> partitions =
        outcomes.stream()
            .collect(toMap(Outcome::getSession, o -> o.getExchange().getPartition(), (a, _) -> a));
    long apart = 0;
    for (int client = 0; client < CLIENTS; client++) {
      Integer before = partitions.get(session(LoginService.sid("anonymous", client)));
      Integer after = partitions.get(session(LoginService.sid("known", client)));
      apart += Objects.equals(before, after) ? 0 : 1;
    }
    return apart;
  }

  private static String sending(Outcome outcome) {
    return outcome.getExchange().getId() + " " + outcome.getLeg() + " " + outcome.getAttempt();
  }

  /** As it names itself; each of its shares has a number besides. */
  private static String worker(Outcome outcome) {
    return outcome.getWorker().replaceFirst("/\\d+$", "");
  }

  private static LegRuns runs() {
    return LegRuns.of(
        work,
        logs,
        candidate.url(),
        control.url(),
        "--attempts",
        Integer.toString(ATTEMPTS),
        "--writes",
        "POST /login");
  }
}
