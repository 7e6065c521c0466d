package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.fixture.KafkaLogs;
import dev.parallax.cli.fixture.LegRuns;
import dev.parallax.cli.fixture.MortalServer;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.Service;
import dev.parallax.cli.fixture.SteadyReport;
import dev.parallax.cli.fixture.Suites;
import dev.parallax.cli.fixture.Workers;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.recorder.log.Events;
import dev.parallax.recorder.log.kafka.LogLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose candidate is gone in the middle: what failed is told, and no verdict made of it. */
@Timeout(300)
class DeadLegIT {

  private static final int PARTITIONS = 4;
  private static final int EXCHANGES = 600;
  private static final int LIFE = 150;
  private static final String WHY =
      "candidate %s: failed \\d\\d of the last 50 attempts, and took none of 5 more, each after a"
          + " pause: ";

  @TempDir private static Path work;

  private static KafkaLogs logs;
  private static Path suite;

  @BeforeAll
  static void record() throws IOException, InterruptedException {
    Service service = new Service("shop", Instant.now().minus(Duration.ofMinutes(10)));
    List<Exchange> exchanges =
        IntStream.range(0, EXCHANGES).mapToObj(i -> service.exchange(i, i, 1)).toList();
    logs =
        KafkaLogs.start(
            work.resolve("kafka"), new LogLayout(PARTITIONS, 1, Duration.ofDays(3), 8 << 20));
    logs.append(exchanges);
    suite = work.resolve("suite.plx");
    Suites.write(suite, exchanges.stream().map(Events::wrap).toList());
  }

  @AfterAll
  static void stop() throws IOException {
    logs.close();
  }

  @Test
  void leavesASuiteUndecided() throws Exception {
    Path report = work.resolve("of-suite");

    assertUndecided(report, suite.toString());

    assertThat(Files.exists(report.resolve("run.plx"))).isTrue();
  }

  @Test
  void saysSoOfAReplay() throws Exception {
    try (MortalServer candidate = MortalServer.start(LIFE)) {
      Processes.Result result =
          Parallax.run(
              work,
              "replay",
              suite.toString(),
              "--candidate",
              candidate.url(),
              "--speed",
              "max",
              "-o",
              "run.plx");

      assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.INCONCLUSIVE);
      assertThat(result.err())
          .containsPattern("run.plx: ended early: " + WHY.formatted(candidate.url()));
    }
  }

  @Test
  void leavesARunOverTheLogUndecided() throws Exception {
    assertUndecided(work.resolve("of-log"), "--kafka", logs.bootstrap());
  }

  /** Whoever sees it first. */
  @Test
  void endsTheRunForAllWhoShareIt() throws Exception {
    try (Workers workers = new Workers(work, logs.bootstrap(), "dead")) {
      workers.grow(2, PARTITIONS);
      Path report = work.resolve("shared");

      assertUndecided(report, "--kafka", logs.bootstrap(), "--workers", "--group", "dead");

      String runId = SteadyReport.runId(report);
      for (Parallax.Running worker : workers.all()) {
        assertThat(worker.printed()).contains("run " + runId);
        assertThat(worker.process().isAlive()).isTrue();
      }
      assertThat(logs.outcomes(runId))
          .filteredOn(outcome -> outcome.getLeg() == Leg.CANDIDATE)
          .filteredOn(Outcome::hasFailure)
          .hasSizeGreaterThanOrEqualTo(50);
      Processes.Result again = LegRuns.compare(work, logs, runId, work.resolve("again"));
      assertThat(again.exitCode()).as(again.toString()).isEqualTo(ExitCode.INCONCLUSIVE);
    }
  }

  private static void assertUndecided(Path report, String... source)
      throws IOException, InterruptedException {
    try (MortalServer candidate = MortalServer.start(LIFE);
        MortalServer control = MortalServer.start(Integer.MAX_VALUE)) {
      LegRuns runs =
          new LegRuns(
              work,
              List.of(source),
              candidate.url(),
              control.url(),
              List.of("--attempts", "1", "--max-concurrent", "8"));

      Processes.Result result = runs.run("check", "--report", report.toString());

      assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.INCONCLUSIVE);
      assertThat(result.out())
          .containsPattern(
              "INCONCLUSIVE run: the run ended early: .*" + WHY.formatted(candidate.url()))
          .contains("it is not held against a build while a leg fails");
      assertThat(Files.readString(report.resolve("report.json"))).contains("CONNECT_REFUSED");
    }
  }
}
