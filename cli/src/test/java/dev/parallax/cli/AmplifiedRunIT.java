package dev.parallax.cli;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.cli.fixture.KafkaLogs;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.UserService;
import dev.parallax.cli.fixture.UserService.Asked;
import dev.parallax.cli.fixture.Workers;
import dev.parallax.proto.Event;
import dev.parallax.proto.Outcome;
import dev.parallax.recorder.log.PlxReader;
import dev.parallax.recorder.log.kafka.LogLayout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients who log in, recorded by a proxy in strict mode, and replayed as three times as many. */
@Timeout(120)
class AmplifiedRunIT {

  private static final int TIMES = 3;
  private static final int CLIENTS = 8;
  private static final int PRODUCTS = 3;

  /** A login, the user, an account from before, and a product. */
  private static final int EXCHANGES = 4 * CLIENTS;

  private static final int PARTITIONS = 12;

  @TempDir private static Path work;

  private static KafkaLogs logs;
  private static UserService candidate;
  private static UserService control;

  @BeforeAll
  static void record() throws IOException, InterruptedException {
    logs = KafkaLogs.start(work.resolve("kafka"), LogLayout.defaults());
    Path key = Files.writeString(work.resolve("key"), "0123456789abcdef0123456789abcdef");
    candidate = UserService.start("staging");
    control = UserService.start("staging");
    try (UserService production = UserService.start("production")) {
      Parallax.RunningProxy proxy =
          Parallax.proxy(
              work,
              "--upstream",
              production.url(),
              "--kafka",
              logs.bootstrap(),
              "--key-file",
              key.toString());
      for (int client = 0; client < CLIENTS; client++) {
        drive(proxy.url(), client);
      }
      assertThat(proxy.terminate()).as(proxy.printed()).isEqualTo(ExitCode.OK);
      assertThat(production.asked()).hasSize(EXCHANGES).allMatch(asked -> asked.status() == 200);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    candidate.close();
    control.close();
    logs.close();
  }

  @BeforeEach
  void forget() {
    candidate.forget();
    control.forget();
  }

  private static void drive(String url, int client) throws IOException, InterruptedException {
    String sid = "sid=4f7a91c0d2e6b38%x".formatted(client);
    String login =
        "{\"email\":\"someone%d@shop.example\",\"password\":\"s3cret-%d\"}"
            .formatted(client, client);
    try (HttpClient http = HttpClient.newHttpClient()) {
      JsonNode given =
          new ObjectMapper()
              .readTree(
                  http.send(
                          request(url + "/login", sid)
                              .header("Content-Type", "application/json")
                              .POST(BodyPublishers.ofString(login))
                              .build(),
                          HttpResponse.BodyHandlers.ofString())
                      .body());
      for (String path :
          List.of(
              "/users/" + given.path("userId").asText(),
              "/accounts/" + (7_300_117 + 90_001 * client),
              "/products/" + (550_123 + client % PRODUCTS))) {
        HttpRequest get =
            request(url + path, sid)
                .header("Authorization", "Bearer " + given.path("token").asText())
                .build();
        assertThat(http.send(get, HttpResponse.BodyHandlers.ofString()).statusCode())
            .isEqualTo(200);
      }
    }
  }

  private static HttpRequest.Builder request(String url, String cookie) {
    return HttpRequest.newBuilder(URI.create(url)).header("Cookie", cookie);
  }

  @Test
  void sendsAFileAsSoManyUsers() throws Exception {
    Path suite = work.resolve("suite.plx");
    Processes.Result exported =
        Parallax.run(work, "export", "--kafka", logs.bootstrap(), "-o", suite.toString());
    assertThat(exported.exitCode()).as(exported.toString()).isZero();
    Path report = work.resolve("of-file");

    check(report, "check", suite.toString(), "--attempts", "1");

    assertIsSentAsSoManyUsers(candidate, 1);
    assertIsSentAsSoManyUsers(control, 1);
    assertBothLegsHaveTheSameUsers();
    assertReports(report);
    assertHasAllOutcomes(KafkaLogs.all(PlxReader.open(report.resolve("run.plx"))), 1);
  }

  @Test
  void sendsALogAsSoManyUsersWhoeverSharesIt() throws Exception {
    try (Workers workers = new Workers(work, logs.bootstrap(), "amplified")) {
      workers.grow(2, PARTITIONS);
      Path report = work.resolve("of-log");

      check(
          report,
          "check",
          "--kafka",
          logs.bootstrap(),
          "--workers",
          "--group",
          "amplified",
          "--attempts",
          "2");

      assertIsSentAsSoManyUsers(candidate, 2);
      assertIsSentAsSoManyUsers(control, 2);
      assertBothLegsHaveTheSameUsers();
      assertReports(report);
      String runId =
          new ObjectMapper()
              .readTree(report.resolve("report.json").toFile())
              .at("/run/runId")
              .asText();
      assertHasAllOutcomes(KafkaLogs.all(logs.events().run(runId)), 2);
    }
  }

  private static void check(Path report, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--candidate", candidate.url(), "--control", control.url()));
    all.addAll(List.of("--amplify", Integer.toString(TIMES), "--writes", "POST /login"));
    all.addAll(List.of("--speed", "4x", "--report", report.toString()));
    Processes.Result result = Parallax.run(work, all.toArray(String[]::new));
    assertThat(result.exitCode())
        .as(result.toString())
        .isIn(ExitCode.OK, ExitCode.FAIL, ExitCode.INCONCLUSIVE);
  }

  /**
   * @param attempts at each safe exchange
   */
  private static void assertIsSentAsSoManyUsers(UserService leg, int attempts) {
    List<Asked> asked = leg.asked();
    List<Asked> logins = of(asked, "/login");
    assertThat(logins).hasSize(TIMES * CLIENTS);
    assertThat(distinct(logins, Asked::email)).hasSize(TIMES * CLIENTS);
    assertThat(distinct(logins, Asked::email)).allMatch(email -> email.endsWith(".invalid"));
    assertThat(distinct(asked, Asked::sid)).hasSize(TIMES * CLIENTS);
    assertThat(of(asked, "/accounts/")).hasSize(TIMES * CLIENTS * attempts);
    assertThat(distinct(of(asked, "/accounts/"), Asked::path))
        .hasSize(TIMES * CLIENTS)
        .allMatch(path -> path.matches("/accounts/[1-9]\\d{6}"));
    Map<String, Long> products =
        of(asked, "/products/").stream().collect(groupingBy(Asked::path, counting()));
    assertThat(products).hasSize(PRODUCTS);
    assertThat(products.values().stream().mapToLong(times -> times).sum())
        .isEqualTo((long) TIMES * CLIENTS * attempts);
    assertThat(of(asked, "/users/"))
        .hasSize(TIMES * CLIENTS * attempts)
        .as("each with the token, and the id, that this copy's login gave")
        .allMatch(user -> user.status() == 200);
    Map<String, Set<String>> holders =
        asked.stream()
            .collect(
                groupingBy(Asked::token, java.util.stream.Collectors.mapping(Asked::sid, toSet())));
    assertThat(holders)
        .hasSize(TIMES * CLIENTS)
        .allSatisfy((token, sids) -> assertThat(sids).as(token).hasSize(1));
  }

  private static void assertBothLegsHaveTheSameUsers() {
    for (Function<Asked, String> what :
        List.<Function<Asked, String>>of(Asked::sid, Asked::email, Asked::path, Asked::token)) {
      assertThat(distinct(candidate.asked(), what)).isEqualTo(distinct(control.asked(), what));
    }
  }

  private static void assertReports(Path directory) throws IOException {
    JsonNode report = new ObjectMapper().readTree(directory.resolve("report.json").toFile());
    int copies = (TIMES - 1) * EXCHANGES;
    assertThat(report.at("/run/amplify").asInt()).isEqualTo(TIMES);
    assertThat(report.at("/funnel/compared").asInt()).isEqualTo(EXCHANGES);
    assertThat(report.at("/fidelity/sent").asInt()).isEqualTo(TIMES * EXCHANGES);
    assertThat(report.at("/fidelity/sessions").asInt()).isEqualTo(TIMES * CLIENTS);
    assertThat(report.at("/fidelity/orderViolations").asInt()).isZero();
    for (String count : List.of("planned", "sent", "exercised")) {
      assertThat(report.at("/fidelity/copies/" + count).asInt()).as(count).isEqualTo(copies);
    }
    assertThat(report.at("/findings").toString()).doesNotContain("REGRESSION");
    assertThat(Files.readString(directory.resolve("summary.md")))
        .contains("copies, for load alone: %d of %d sent".formatted(copies, copies));
  }

  private static void assertHasAllOutcomes(List<Event> run, int attempts) {
    assertThat(run.stream().filter(Event::hasExchange)).hasSize(EXCHANGES);
    List<Outcome> outcomes = run.stream().filter(Event::hasOutcome).map(Event::getOutcome).toList();
    int reads = EXCHANGES - CLIENTS;
    assertThat(outcomes).hasSize(TIMES * 2 * (reads * attempts + CLIENTS));
    assertThat(
            outcomes.stream()
                .map(
                    it ->
                        it.getExchange().getId()
                            + it.getExchange().getCopy()
                            + it.getLeg()
                            + it.getAttempt()))
        .doesNotHaveDuplicates();
    assertThat(outcomes.stream().map(it -> it.getExchange().getCopy()).collect(toSet()))
        .isEqualTo(Set.of(0, 1, 2));
    assertThat(outcomes).allMatch(Outcome::hasResponse);
  }

  private static List<Asked> of(List<Asked> asked, String path) {
    return asked.stream().filter(it -> it.path().startsWith(path)).toList();
  }

  private static Set<String> distinct(List<Asked> asked, Function<Asked, String> what) {
    return asked.stream().map(what).collect(toSet());
  }
}
