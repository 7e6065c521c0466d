package dev.parallax.comparator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.comparator.report.FunnelStep.Loss;
import dev.parallax.comparator.verdict.Funnel;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FunnelStepTest {

  @Test
  void givesEachStepItsLossesAndOwnsUpToTheUnexplained() {
    Funnel funnel =
        new Funnel(
            100,
            100,
            80,
            80,
            80,
            80,
            new TreeMap<>(
                Map.of("replayable: UNSAFE_METHOD", 5L, "replayable: BODY_NOT_WHOLE", 12L)));

    assertThat(FunnelStep.of(funnel))
        .filteredOn(s -> !s.losses().isEmpty())
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.name()).isEqualTo("replayable");
              assertThat(s.losses())
                  .containsExactly(
                      new Loss("body not whole", 12),
                      new Loss("unsafe method", 5),
                      new Loss("no reason recorded", 3));
            });
  }
}
