package dev.parallax.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.replayer.correlate.Correlation;
import dev.parallax.replayer.correlate.Rules;
import dev.parallax.replayer.plan.Rounds;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingTest {

  private static final int WAVE = 3_000;

  @Test
  void isTheSameEachTime() {
    assertThat(Recording.first(100)).isEqualTo(Recording.first(WAVE + 1).subList(0, 100));
  }

  @Test
  void isInOrderOfStartWithAnIdEach() {
    List<Exchange> exchanges = Recording.first(2 * WAVE + 1);

    assertThat(exchanges).hasSize(2 * WAVE + 1);
    assertThat(exchanges).map(Exchange::getStartedAtNanos).isSorted().doesNotHaveDuplicates();
    assertThat(exchanges).map(Exchange::getId).doesNotHaveDuplicates();
  }

  @Test
  void hasBodiesOfAboutOneKib() {
    assertThat(Recording.first(WAVE))
        .allSatisfy(
            exchange ->
                assertThat(exchange.getResponse().getBody().getContent().size())
                    .isBetween(600, 1_600));
  }

  /** The first of a session needs nothing; each other one needs at least its cookie. */
  @Test
  void givesCorrelationWork() {
    Correlation correlation =
        new Correlation(Rules.none(), new Rounds(Judging.STATISTICS, 1, false, 1));
    correlation.begin(1);
    for (Exchange exchange : Recording.first(WAVE)) {
      int found = correlation.read(exchange, false).all().size();
      int step = Shop.step(exchange.getRequest().getTarget());
      assertThat(found)
          .as("step %d", step)
          .isEqualTo(step == 0 ? 0 : step == 1 || step == 5 ? 1 : 2);
    }
  }
}
