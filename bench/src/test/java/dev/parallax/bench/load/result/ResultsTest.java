package dev.parallax.bench.load.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.bench.load.client.Load;
import dev.parallax.bench.load.subject.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {

  private static Measured cpu(double micros) {
    return new Measured(micros, 1, 1_000, Double.NaN, Double.NaN, 1);
  }

  @Test
  void takesTheMiddleOfUnsortedValues() {
    assertThat(Results.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5.0);
    assertThat(Results.median(List.of(9.0, 1.0, 5.0, 7.0))).isEqualTo(6.0);
    assertThat(Results.median(List.of())).isNaN();
  }

  @Test
  void takesRatiosRoundByRoundSoThatDriftCancels() {
    Results results = new Results();
    for (double drift : new double[] {1, 3, 2}) {
      results.add(Cell.GET, Kind.NGINX, cpu(10 * drift));
      results.add(Cell.GET, Kind.ON, cpu(25 * drift));
    }

    assertThat(results.ratio(Cell.GET, Kind.ON, Kind.NGINX, Measured::cpuMicros)).isEqualTo(2.5);
    assertThat(results.difference(Cell.GET, Kind.ON, Kind.NGINX, Measured::cpuMicros))
        .isEqualTo(30);
    assertThat(results.errors(Cell.GET, Kind.ON)).isEqualTo(3);
  }

  @Test
  void workThatWasLeftWhenTheLoadEndedIsNoThroughput() {
    Load load = new Load(30_000, 32, 2, 0, Double.NaN, Double.NaN);

    assertThat(Measured.of(3e6, load).requestsPerSecond()).isEqualTo(10_000);
    assertThat(Measured.of(1e6, load).requestsPerSecond()).isEqualTo(15_000);
    assertThat(Measured.of(Double.NaN, load).requestsPerSecond()).isEqualTo(15_000);
  }

  @Test
  void whatWasNotMeasuredNeitherPassesNorFails() {
    assertThat(Goals.of(new Results()))
        .filteredOn(goal -> !goal.name().contains("failed"))
        .hasSizeGreaterThan(15)
        .allSatisfy(
            goal -> {
              assertThat(goal.verdict()).isEqualTo(Goal.Verdict.NOT_MEASURED);
              assertThat(goal.failsTheRun()).isFalse();
            });
  }

  @Test
  void tableLeavesOutWhatWasNotMeasured() {
    Results results = new Results();
    results.add(Cell.GET, Kind.DIRECT, cpu(Double.NaN));
    results.add(Cell.GET, Kind.OFF, cpu(17.66));

    assertThat(Tables.cell(Cell.GET, results))
        .hasSize(4)
        .contains("| tap off | 17.7 |  |  | 1,000 |  | 100 % |  |  | 1 |");
  }
}
