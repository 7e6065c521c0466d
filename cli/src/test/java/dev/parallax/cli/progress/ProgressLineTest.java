package dev.parallax.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private final StringWriter printed = new StringWriter();
  private final PrintWriter err = new PrintWriter(printed, true);

  @Test
  void printsPlainLinesRarelyWhereThereIsNoTerminal() {
    List<Long> clock = new ArrayList<>(List.of(0L, 1_000_000_000L, 6_000_000_000L, 7_000_000_000L));
    try (ProgressLine line = new ProgressLine(err, "replaying", false, clock::removeFirst)) {
      line.update(10, 100, 0);
      line.update(60, 100, 2);
      line.update(70, 100, 2);
    }

    assertThat(printed.toString().lines())
        .containsExactly("replaying 60 of 100 (10/s, 2 failed, 4 s left)");
  }

  @Test
  void tellsTheRateOfWhatOthersBegan() {
    List<Long> clock = new ArrayList<>(List.of(0L, 6_000_000_000L));
    try (ProgressLine line = new ProgressLine(err, "replaying", false, clock::removeFirst)) {
      line.update(60, 100, 0, Duration.ofSeconds(30));
    }

    assertThat(printed.toString().lines()).containsExactly("replaying 60 of 100 (2/s, 20 s left)");
  }

  @Test
  void redrawsABarOnATerminalAndRemovesIt() {
    List<Long> clock = new ArrayList<>(List.of(0L, 1_000_000_000L, 2_000_000_000L));
    try (ProgressLine line = new ProgressLine(err, "replaying", true, clock::removeFirst)) {
      line.update(25, 100, 0);
      line.update(50, 100, 0);
    }

    assertThat(printed.toString())
        .contains("\r[######------------------] replaying 25 of 100")
        .contains("\r[############------------] replaying 50 of 100")
        .endsWith("\r\033[K");
  }

  @Test
  void saysALineOfItsOwnAboveTheBar() {
    List<Long> clock = new ArrayList<>(List.of(0L, 1_000_000_000L, 2_000_000_000L));
    try (ProgressLine line = new ProgressLine(err, "replaying", true, clock::removeFirst)) {
      line.update(25, 100, 0);
      line.say("parallax: warning: busy");
      line.update(50, 100, 0);
    }

    assertThat(printed.toString())
        .containsPattern("25 of 100[^\n]*\r\033\\[Kparallax: warning: busy\\R\r\\[#")
        .endsWith("\r\033[K");
  }

  @Test
  void saysNothingOfTheTimeLeftBeforeAnythingIsDone() {
    List<Long> clock = new ArrayList<>(List.of(0L, 6_000_000_000L));
    try (ProgressLine line = new ProgressLine(err, "replaying", false, clock::removeFirst)) {
      line.update(0, 100, 0);
    }

    assertThat(printed.toString()).isEqualTo("replaying 0 of 100 (0/s)" + System.lineSeparator());
  }
}
