package dev.parallax.bench.replay;

import dev.parallax.bench.load.result.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A long window in a small heap, beside a tenth of it. */
final class MemoryBench {

  private static final String HEAP = "-Xmx256m";
  private static final Pattern AFTER_FULL =
      Pattern.compile("Pause Full .* \\d+M->(\\d+)M\\(\\d+M\\)");

  private final Replays replays;
  private final int window;
  private final List<Figure> figures = new ArrayList<>();
  private long unanswered;

  MemoryBench(Replays replays, int window) {
    this.replays = replays;
    this.window = window;
  }

  /**
   * @param liveMib most that a full collection left; NaN where there was none
   */
  private record Figure(int exchanges, double liveMib, double peakMib, double perSecond) {}

  void run() throws IOException, InterruptedException {
    measure(window / 10);
    measure(window);
  }

  private void measure(int exchanges) throws IOException, InterruptedException {
    Path log = replays.directory().resolve("gc.log");
    Files.deleteIfExists(log);
    Replays.Replayed run =
        replays.replay(exchanges, HEAP + " -Xlog:gc:file=" + log, "--speed", "max");
    unanswered += run.unanswered();
    Child child = run.child();
    figures.add(new Figure(exchanges, liveMib(log), child.peakMib(), exchanges / child.seconds()));
  }

  private static double liveMib(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .map(AFTER_FULL::matcher)
          .filter(Matcher::find)
          .mapToDouble(line -> Double.parseDouble(line.group(1)))
          .max()
          .orElse(Double.NaN);
    }
  }

  List<String> table() {
    List<String> rows = new ArrayList<>();
    rows.add(
        "| "
            + HEAP
            + " | heap after full collections, at most, MiB | resident, at most, MiB | per second |");
    rows.add("| --- | --- | --- | --- |");
    for (Figure it : figures) {
      rows.add(
          String.format(
              Locale.ROOT,
              "| %,d exchanges | %.0f | %.0f | %,.0f |",
              it.exchanges(),
              it.liveMib(),
              it.peakMib(),
              it.perSecond()));
    }
    return rows;
  }

  List<Goal> goals() {
    double shorter = figures.getFirst().liveMib();
    double longer = figures.getLast().liveMib();
    return List.of(
        Goal.none("exchanges in %s without an answer of 200".formatted(HEAP), unanswered),
        Goal.atMost("live heap to that of a tenth of the window", longer / shorter, 1.25, "×")
            .informative());
  }
}
