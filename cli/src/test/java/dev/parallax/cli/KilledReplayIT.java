package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.cli.fixture.DelayedServer;
import dev.parallax.cli.fixture.KafkaLogs;
import dev.parallax.cli.fixture.LegRuns;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.Service;
import dev.parallax.cli.fixture.SteadyReport;
import dev.parallax.cli.fixture.Workers;
import dev.parallax.recorder.log.kafka.KafkaTail;
import dev.parallax.recorder.log.kafka.LogLayout;
import dev.parallax.recorder.log.kafka.RunStory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run whose replayer is killed in its middle. */
@Timeout(300)
class KilledReplayIT {

  private static final int PARTITIONS = 4;
  private static final int EXCHANGES = 400;
  private static final Pattern RUN = Pattern.compile("parallax: run (\\S+)");

  @TempDir private static Path work;

  private static KafkaLogs logs;
  private static DelayedServer candidate;
  private static DelayedServer control;

  @BeforeAll
  static void record() throws IOException, InterruptedException {
    Service service = new Service("shop", Instant.now().minus(Duration.ofMinutes(10)));
    logs =
        KafkaLogs.start(
            work.resolve("kafka"), new LogLayout(PARTITIONS, 1, Duration.ofDays(3), 8 << 20));
    logs.append(IntStream.range(0, EXCHANGES).mapToObj(i -> service.exchange(i, i, 1)).toList());
    candidate = DelayedServer.start(Duration.ofMillis(50), Map.of(), "{}");
    control = DelayedServer.start(Duration.ofMillis(50), Map.of(), "{}");
  }

  @AfterAll
  static void stop() throws IOException {
    candidate.close();
    control.close();
    logs.close();
  }

  /** Nobody else does it: what was kept is whole, and no verdict. */
  @Test
  void leavesAnUnfinishedRunWhereItDidAllByItself() throws Exception {
    Parallax.Running replay = replay();
    String runId = awaitOutcomes(replay);

    replay.kill();

    Processes.Result report = LegRuns.compare(work, logs, runId, work.resolve("alone"));
    assertThat(report.exitCode()).as(report.toString()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(report.out()).contains("nothing says that the run ended");
    assertThat(logs.outcomes(runId))
        .hasSizeBetween(1, 2 * EXCHANGES - 1)
        .extracting(outcome -> outcome.getExchange().getId() + outcome.getLeg())
        .doesNotHaveDuplicates();
  }

  /** Workers go by the log, and need nobody to tell them to go on. */
  @Test
  void changesNothingWhereWorkersShareTheRun() throws Exception {
    try (Workers workers = new Workers(work, logs.bootstrap(), "orphaned");
        KafkaTail runs = logs.events().followRuns()) {
      workers.grow(2, PARTITIONS);
      Parallax.Running replay = replay("--workers", "--group", "orphaned");
      String runId = awaitOutcomes(replay);

      replay.kill();

      RunStory story = new RunStory();
      await()
          .pollInSameThread()
          .atMost(Duration.ofMinutes(2))
          .until(() -> isFinished(story, runId, runs));
      assertThat(story.finished().orElseThrow().getFinished().getEndedEarlyBecause()).isEmpty();
      assertThat(logs.outcomes(runId))
          .extracting(outcome -> outcome.getExchange().getId() + outcome.getLeg())
          .hasSize(2 * EXCHANGES)
          .doesNotHaveDuplicates();
      Processes.Result report = LegRuns.compare(work, logs, runId, work.resolve("orphaned"));
      assertThat(report.exitCode()).as(report.toString()).isEqualTo(ExitCode.OK);
      assertThat(SteadyReport.of(work.resolve("orphaned")).at("/funnel/compared").asInt())
          .isEqualTo(EXCHANGES);
    }
  }

  private static boolean isFinished(RunStory story, String runId, KafkaTail runs)
      throws IOException {
    runs.poll(Duration.ofMillis(100)).stream()
        .filter(event -> event.getRun().getRunId().equals(runId))
        .forEach(event -> story.add(event.getRun()));
    return story.finished().isPresent();
  }

  /** Until some of the run is in the log; returns its id. */
  private static String awaitOutcomes(Parallax.Running replay) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> begun(replay), runId -> !runId.isEmpty());
  }

  private static String begun(Parallax.Running replay) throws IOException {
    String runId =
        RUN.matcher(replay.printed())
            .results()
            .map((MatchResult said) -> said.group(1))
            .findFirst()
            .orElse("");
    return runId.isEmpty() || logs.outcomes(runId).isEmpty() ? "" : runId;
  }

  private static Parallax.Running replay(String... more) throws IOException {
    return LegRuns.of(
            work, logs, candidate.url(), control.url(), "--attempts", "1", "--max-concurrent", "2")
        .start("replay", more);
  }
}
