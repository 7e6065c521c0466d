package dev.parallax.replayer.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Event;
import dev.parallax.proto.Outcome;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutcomeSpoolTest {

  @Test
  void givesBackEachExchangesOutcomesInOrderAndOnce() throws IOException {
    try (OutcomeSpool spool = OutcomeSpool.create()) {
      spool.add("a", outcome(1));
      spool.add("b", outcome(2));
      spool.add("a", outcome(3));

      assertThat(attempts(spool.take("a"))).containsExactly(1, 3);
      spool.add("a", outcome(4));
      assertThat(attempts(spool.take("b"))).containsExactly(2);
      assertThat(attempts(spool.take("a"))).containsExactly(4);
      assertThat(spool.take("a")).isEmpty();
      assertThat(spool.take("never")).isEmpty();
    }
  }

  private static Outcome outcome(int attempt) {
    return Outcome.newBuilder().setRunId("r".repeat(attempt)).setAttempt(attempt).build();
  }

  private static List<Integer> attempts(List<Event> outcomes) {
    return outcomes.stream().map(event -> event.getOutcome().getAttempt()).toList();
  }
}
