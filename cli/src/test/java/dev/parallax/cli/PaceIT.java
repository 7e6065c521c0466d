package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.cli.fixture.DelayedServer;
import dev.parallax.cli.fixture.Suites;
import dev.parallax.proto.Event;
import dev.parallax.proto.Outcome;
import dev.parallax.recorder.log.PlxReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs at a speed against a real socket, and what their reports certify. */
@Timeout(60)
class PaceIT {

  /** Recorded in 800 ms, in bursts of four. */
  private static final int EXCHANGES = 41;

  private static final long MILLI = 1_000_000;

  @TempDir private Path work;
  private DelayedServer staging;

  @BeforeEach
  void start() throws IOException {
    staging = DelayedServer.start(Duration.ofMillis(1), Map.of(), "{}");
  }

  @AfterEach
  void stop() {
    staging.close();
  }

  /**
   * However busy the machine is: the plan is exact, nothing is sent before it, and the rate that
   * was reached is off by no more than the errors that the same report certifies.
   */
  @ParameterizedTest
  @CsvSource({
    // option, value, exchanges a second
    "--speed, 0.5x,       25",
    "--speed, 1x,         50",
    "--speed, 2x,         100",
    "--speed, 5x,         250",
    "--speed, 10x,        500",
    "--rate,  60/s,       60",
    "--rate,  20/s..80/s, 50",
  })
  void certifiesThePaceThatWasAskedFor(String option, String speed, double rate) throws Exception {
    JsonNode certificate = check(option, speed);

    double planned = certificate.get("plannedRate").asDouble();
    double achieved = certificate.get("achievedRate").asDouble();
    double worstSeconds = certificate.at("/sendErrorNanos/max").asLong() / 1e9;
    assertThat(certificate.get("sent").asInt()).isEqualTo(EXCHANGES);
    assertThat(certificate.get("orderViolations").asInt()).isZero();
    assertThat(planned).isCloseTo(rate, within(rate * 1e-6));
    assertThat((EXCHANGES - 1) / achieved)
        .isCloseTo((EXCHANGES - 1) / rate, within(worstSeconds + 1e-6));
    List<Outcome> outcomes = outcomes();
    long plannedNanos =
        outcomes.getLast().getIntendedAtNanos() - outcomes.getFirst().getIntendedAtNanos();
    assertThat(plannedNanos / 1e9).isCloseTo((EXCHANGES - 1) / rate, within(1e-6));
    assertThat(outcomes).allMatch(it -> it.getSentAtNanos() >= it.getIntendedAtNanos());
  }

  @Test
  void intendsTheRecordedGapsScaledToTheRate() throws Exception {
    var _ = check("--rate", "100/s");

    List<Outcome> outcomes = outcomes();
    for (int i = 0; i < EXCHANGES; i++) {
      long since = outcomes.get(i).getIntendedAtNanos() - outcomes.getFirst().getIntendedAtNanos();
      assertThat(since).isEqualTo(startMillis(i) * MILLI / 2);
    }
  }

  @Test
  void takesOneOfBoth() throws Exception {
    StringWriter err = new StringWriter();

    assertThat(run(err, "--speed", "2x", "--rate", "60/s")).isEqualTo(ExitCode.USAGE);

    assertThat(err.toString()).contains("should be specified only once");
  }

  private JsonNode check(String... options) throws IOException {
    StringWriter err = new StringWriter();
    // Whether the answers are production's is no matter here.
    assertThat(run(err, options)).as("%s", err).isIn(ExitCode.OK, ExitCode.FAIL);
    return new ObjectMapper().readTree(work.resolve("report/report.json").toFile()).get("fidelity");
  }

  private int run(StringWriter err, String... options) throws IOException {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < EXCHANGES; i++) {
      events.add(Suites.event(Suites.get("e" + i, "s" + i, startMillis(i), "/items/" + i)));
    }
    Path suite = Suites.write(work.resolve("suite.plx"), events);
    List<String> all =
        new ArrayList<>(List.of("check", suite.toString(), "--candidate", staging.url()));
    all.addAll(List.of("--attempts", "1", "--report", work.resolve("report").toString()));
    all.addAll(List.of(options));
    return Main.run(
        all.toArray(String[]::new),
        Map.of(),
        new PrintWriter(new StringWriter()),
        new PrintWriter(err));
  }

  private static long startMillis(int exchange) {
    return exchange / 4 * 80L + exchange % 4;
  }

  /** In the order in which they were intended. */
  private List<Outcome> outcomes() throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    try (PlxReader reader = PlxReader.open(work.resolve("report/run.plx"))) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        if (event.hasOutcome()) {
          outcomes.add(event.getOutcome());
        }
      }
    }
    outcomes.sort(
        Comparator.comparingLong(Outcome::getIntendedAtNanos)
            .thenComparingInt(it -> Integer.parseInt(it.getExchange().getId().substring(1))));
    return outcomes;
  }
}
