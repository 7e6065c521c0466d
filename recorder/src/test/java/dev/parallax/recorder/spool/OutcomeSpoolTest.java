package dev.parallax.recorder.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Event;
import dev.parallax.proto.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutcomeSpoolTest {

  @Test
  void givesBackEachExchangesOutcomesInOrderAndOnce() throws IOException {
    try (OutcomeSpool spool = OutcomeSpool.create()) {
      spool.add("a", outcome(1));
      spool.add("b", outcome(2));
      spool.add("a", outcome(3));

      assertThat(attempts(spool.take("a"))).containsExactly(1, 3);
      spool.add("a", outcome(4));
      assertThat(spool.left()).containsExactly("b", "a");
      assertThat(attempts(spool.take("b"))).containsExactly(2);
      assertThat(attempts(spool.take("a"))).containsExactly(4);
      assertThat(spool.take("a")).isEmpty();
      assertThat(spool.take("never")).isEmpty();
    }
  }

  @Test
  void leavesNothingBehindHoweverTheProcessEnds(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("outcomes.spool"));

    try (OutcomeSpool spool = new OutcomeSpool(file)) {
      spool.add("a", outcome(1));

      assertThat(folder).isEmptyDirectory();
      assertThat(attempts(spool.take("a"))).containsExactly(1);
    }
  }

  private static Outcome outcome(int attempt) {
    return Outcome.newBuilder().setRunId("r".repeat(attempt)).setAttempt(attempt).build();
  }

  private static List<Integer> attempts(List<Event> outcomes) {
    return outcomes.stream().map(event -> event.getOutcome().getAttempt()).toList();
  }
}
