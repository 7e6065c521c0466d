package dev.parallax.comparator.noise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.comparator.noise.Simulation.Noisy;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.RunRequested.Judging;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FindingFoldTest {

  /** Thirty fields from never to always noisy. */
  private static final List<Noisy> CLEAN =
      Stream.of(0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.5, 0.8, 1.0)
          .flatMap(noise -> Collections.nCopies(3, new Noisy(noise, 0)).stream())
          .toList();

  @ParameterizedTest
  @CsvSource({"STATISTICS, 300, 60", "EXAMPLES, 40, 100", "EXAMPLES, 10, 300", "EXAMPLES, 3, 300"})
  void failsHardlyACleanRun(Judging judging, int exchanges, int runs) {
    int failed = 0;
    for (int seed = 0; seed < runs; seed++) {
      failed += has(new Simulation(seed, judging, CLEAN).run(exchanges), "") ? 1 : 0;
    }
    assertThat(failed).as("clean runs failed of " + runs).isLessThanOrEqualTo(1 + runs / 50);
  }

  @ParameterizedTest
  @CsvSource({"10", "30", "100", "300", "1000"})
  void leavesHardlyACleanRunOpen(int exchanges) {
    int runs = 60_000 / Math.max(exchanges, 200);
    int open = 0;
    for (int seed = 0; seed < runs; seed++) {
      List<Finding> findings = new Simulation(seed, Judging.STATISTICS, CLEAN).run(exchanges);
      open += findings.stream().anyMatch(Finding::open) ? 1 : 0;
    }
    assertThat(open).as("clean runs open of " + runs).isLessThanOrEqualTo(1 + runs / 50);
  }

  @ParameterizedTest
  @CsvSource({
    // differing of 20 exchanges of one client among many, open
    "3, false",
    "4, true",
    "9, true",
    "20, true",
  })
  void leavesOpenWhatOneClientSeesAndNoiseHardlyExplains(int differing, boolean open) {
    var fold = new FindingFold(true);
    var wrong = new Simulation(1, Judging.STATISTICS, List.of(new Noisy(0, 1)));
    var right = new Simulation(2, Judging.STATISTICS, List.of(new Noisy(0, 0)));
    for (int i = 0; i < 20; i++) {
      Comparison comparison = (i < differing ? wrong : right).comparison();
      fold.add(comparison.toBuilder().setSession("one client").build(), "GET /");
    }
    for (int i = 0; i < 80; i++) {
      fold.add(right.comparison(), "GET /");
    }
    assertThat(fold.findings(Judging.STATISTICS))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.cause()).isEqualTo(Cause.SUSPECTED);
              assertThat(finding.open()).isEqualTo(open);
              assertThat(finding.statement())
                  .contains("in 1 session;", "at least 6 more such sessions");
            });
  }

  @ParameterizedTest
  @CsvSource({
    // judging, exchanges, noise, regression
    "STATISTICS, 300, 0, .1",
    "STATISTICS, 2000, .2, .1",
    "EXAMPLES, 5, 0, 1",
    "EXAMPLES, 40, 0, .5",
    "EXAMPLES, 40, .2, 1",
    "EXAMPLES, 200, .01, .3",
  })
  void findsARegressionAmongNoisyFields(
      Judging judging, int exchanges, double noise, double regression) {
    int runs = 10;
    int found = 0;
    var fields = new ArrayList<>(CLEAN);
    fields.addFirst(new Noisy(noise, regression));
    for (int seed = 0; seed < runs; seed++) {
      found += has(new Simulation(seed, judging, fields).run(exchanges), "body /field0") ? 1 : 0;
    }
    assertThat(found).as("found in " + runs + " runs").isGreaterThanOrEqualTo(runs - 1);
  }

  @Test
  void saysHowManySessionsAreMissing() {
    var fold = new FindingFold(true);
    var simulation = new Simulation(1, Judging.STATISTICS, List.of(new Noisy(0, 1)));
    for (int i = 0; i < 3; i++) {
      fold.add(simulation.comparison(), "GET /");
    }
    assertThat(fold.findings(Judging.STATISTICS))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.cause()).isEqualTo(Cause.SUSPECTED);
              assertThat(finding.statement()).contains("at least 4 more such sessions");
            });
  }

  @Test
  void countsASessionOnce() {
    var fold = new FindingFold(true);
    var simulation = new Simulation(1, Judging.STATISTICS, List.of(new Noisy(0, 1)));
    for (int i = 0; i < 100; i++) {
      fold.add(simulation.comparison().toBuilder().setSession("one client").build(), "GET /");
    }
    assertThat(fold.findings(Judging.STATISTICS).getFirst().cause()).isEqualTo(Cause.SUSPECTED);
  }

  @Test
  void leavesWhatIsContaminatedOut() {
    var fold = new FindingFold(true);
    Comparison comparison =
        new Simulation(1, Judging.EXAMPLES, List.of(new Noisy(0, 1))).comparison();
    fold.add(comparison.toBuilder().setContaminated(true).build(), "GET /");

    assertThat(fold.findings(Judging.EXAMPLES)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Judging.class,
      names = {"EXAMPLES", "STATISTICS"})
  void mergesPartsToTheWholeInAnyOrder(Judging judging) {
    var fields = new ArrayList<>(CLEAN);
    fields.add(new Noisy(0.1, 0.5));
    var simulation = new Simulation(7, judging, fields);
    List<Comparison> comparisons = Stream.generate(simulation::comparison).limit(120).toList();
    List<Finding> whole = fold(comparisons).findings(judging);
    assertThat(whole).isNotEmpty();
    for (int seed = 0; seed < 10; seed++) {
      var random = new Random(seed);
      var shuffled = new ArrayList<>(comparisons);
      Collections.shuffle(shuffled, random);
      int cut = random.nextInt(shuffled.size());
      FindingFold parts = fold(shuffled.subList(0, cut));
      parts.merge(fold(shuffled.subList(cut, shuffled.size())));

      assertThat(parts.findings(judging)).isEqualTo(whole);
    }
  }

  private static FindingFold fold(List<Comparison> comparisons) {
    var fold = new FindingFold(true);
    comparisons.forEach(comparison -> fold.add(comparison, "GET /"));
    return fold;
  }

  private static boolean has(List<Finding> findings, String location) {
    return findings.stream()
        .anyMatch(
            finding ->
                finding.cause() == Cause.REGRESSION
                    && (location.isEmpty() || finding.location().equals(location)));
  }
}
