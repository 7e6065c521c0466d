package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.cli.fixture.OrderService;
import dev.parallax.cli.fixture.Suites;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Outcome;
import dev.parallax.recorder.log.PlxReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Orders of production's, replayed to a staging that has other ones. */
@Timeout(60)
class PooledIdsIT {

  /** Fewer than response times are judged by: those of a busy machine are no matter here. */
  private static final int ORDERS = 15;

  private static final int EXCHANGES = 3 * ORDERS;
  private static final List<String> STAGINGS = List.of("90001", "90002", "90003", "90004", "90005");
  private static final String RULES = "GET /orders/{id} = %1$s,GET /search query order = %1$s";
  private static final String LIST = "GET /orders?limit=5 body /items/*/id";

  @TempDir private Path work;
  private OrderService candidate;
  private OrderService control;
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void start() throws IOException {
    candidate = OrderService.start(STAGINGS);
    control = OrderService.start(STAGINGS);
  }

  @AfterEach
  void stop() {
    candidate.close();
    control.close();
  }

  @Test
  void exercisesNothingWithoutAPoolAndNamesTheCure() throws Exception {
    assertThat(check()).isEqualTo(ExitCode.INCONCLUSIVE);

    assertThat(exercised()).isZero();
    assertThat(Files.readString(work.resolve("report/summary.md"))).contains("--pool");
  }

  @Test
  void exercisesAllWithIdsOfAFile() throws Exception {
    Path file = Files.write(work.resolve("orders.txt"), STAGINGS);

    assertThat(check("--pool", RULES.formatted(file))).as("%s", err).isEqualTo(ExitCode.OK);

    assertThat(exercised()).isEqualTo(EXCHANGES);
    assertBothLegsWereAskedTheSame();
    assertWhatIsKeptHasTheRecordedIds();
  }

  @Test
  void exercisesAllWithIdsThatTheControlLists() throws Exception {
    assertThat(check("--pool", RULES.formatted(LIST))).as("%s", err).isEqualTo(ExitCode.OK);

    assertThat(exercised()).isEqualTo(EXCHANGES);
    assertThat(control.asked()).as("once").containsOnlyOnce("/orders?limit=5");
    assertThat(candidate.asked()).doesNotContain("/orders?limit=5");
    assertWhatIsKeptHasTheRecordedIds();
  }

  @Test
  void sendsNothingWhereStagingListsNone() throws Exception {
    String rule = "GET /orders/{id} = GET /search?order=1 body /id";

    assertThat(check("--pool", rule)).isEqualTo(ExitCode.COULD_NOT_RUN);

    assertThat(err.toString())
        .contains("replay.pools: GET /search?order=1 at control " + control.url() + ": status 404");
    assertThat(candidate.asked()).isEmpty();
  }

  @Test
  void refusesAFileThatIsNotThere() throws Exception {
    assertThat(check("--pool", "GET /orders/{id} = nowhere.txt")).isEqualTo(ExitCode.USAGE);

    assertThat(err.toString())
        .contains(
            "replay.pools: nowhere.txt: no such file (expected: a file with an id on each line)");
  }

  private void assertBothLegsWereAskedTheSame() {
    assertThat(candidate.asked())
        .hasSize(EXCHANGES)
        .containsExactlyInAnyOrderElementsOf(control.asked());
    // Each recorded id is one of staging's, wherever it stands.
    for (String id : STAGINGS) {
      long times = candidate.asked().stream().filter(("/orders/" + id)::equals).count();
      assertThat(candidate.asked().stream().filter(("/orders/" + id + "/lines")::equals))
          .hasSize((int) times);
      assertThat(candidate.asked().stream().filter(("/search?order=" + id)::equals))
          .hasSize((int) times);
    }
  }

  private void assertWhatIsKeptHasTheRecordedIds() throws IOException {
    Map<String, String> recorded = new HashMap<>();
    List<Outcome> outcomes = new ArrayList<>();
    try (PlxReader reader = PlxReader.open(work.resolve("report/run.plx"))) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        if (event.hasExchange()) {
          Exchange exchange = event.getExchange();
          recorded.put(
              exchange.getId(), exchange.getResponse().getBody().getContent().toStringUtf8());
        } else if (event.hasOutcome()) {
          outcomes.add(event.getOutcome());
        }
      }
    }
    assertThat(outcomes)
        .hasSize(2 * EXCHANGES)
        .allSatisfy(
            outcome ->
                assertThat(outcome.getResponse().getBody().getContent().toStringUtf8())
                    .isEqualTo(
                        Objects.requireNonNull(recorded.get(outcome.getExchange().getId()))));
  }

  private int exercised() throws IOException {
    JsonNode report = new ObjectMapper().readTree(work.resolve("report/report.json").toFile());
    assertThat(report.at("/funnel/sent").asInt()).isEqualTo(EXCHANGES);
    return report.at("/funnel/exercised").asInt();
  }

  private int check(String... options) throws IOException {
    List<Event> events = new ArrayList<>();
    for (int order = 0; order < ORDERS; order++) {
      String id = Integer.toString(1701 + 13 * order);
      String session = "s" + order;
      long at = 100L * order;
      for (String target :
          List.of("/orders/" + id, "/orders/" + id + "/lines", "/search?order=" + id)) {
        events.add(
            Suites.event(
                Suites.get("e" + events.size(), session, at, target)
                    .setResponse(Suites.json(200, OrderService.answer(id)))));
        at += 20;
      }
    }
    Path suite = Suites.write(work.resolve("suite.plx"), events);
    List<String> all =
        new ArrayList<>(List.of("check", suite.toString(), "--candidate", candidate.url()));
    all.addAll(List.of("--control", control.url(), "--speed", "max", "--attempts", "1"));
    all.addAll(List.of("--report", work.resolve("report").toString()));
    all.addAll(List.of(options));
    return Main.run(
        all.toArray(String[]::new),
        Map.of(),
        new PrintWriter(new StringWriter()),
        new PrintWriter(err));
  }
}
