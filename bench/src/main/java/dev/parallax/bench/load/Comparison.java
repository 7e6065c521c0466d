package dev.parallax.bench.load;

import dev.parallax.bench.load.client.Call;
import dev.parallax.bench.load.client.Load;
import dev.parallax.bench.load.client.OpenLoop;
import dev.parallax.bench.load.client.Wrk;
import dev.parallax.bench.load.result.Cell;
import dev.parallax.bench.load.result.Measured;
import dev.parallax.bench.load.result.Results;
import dev.parallax.bench.load.subject.Kind;
import dev.parallax.bench.load.subject.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Measures all subjects under all cells, in rounds: one after the other, and in the next round the
 * other way about, so that none is always behind the same one.
 */
final class Comparison {

  private static final int WARM_UP_CONNECTIONS = 32;

  /** On one processor, compilers are that long behind what they are asked for. */
  private static final int JVM_WARM_UP_SECONDS = 40;

  private final List<Subject> subjects;
  private final Results results;
  private final Set<Call> warm = EnumSet.noneOf(Call.class);

  Comparison(List<Subject> subjects, Results results) {
    this.subjects = subjects;
    this.results = results;
  }

  void run(List<Cell> cells, int rounds, int seconds) throws IOException, InterruptedException {
    for (Cell cell : cells) {
      warmUp(cell.call());
    }
    for (int round = 1; round <= rounds; round++) {
      for (Cell cell : cells) {
        System.err.printf("round %d of %d: %s%n", round, rounds, cell.title());
        for (Subject subject : round % 2 == 1 ? subjects : subjects.reversed()) {
          results.add(cell, subject.kind(), measure(subject, cell, seconds));
        }
      }
    }
  }

  private void warmUp(Call call) throws IOException, InterruptedException {
    if (!warm.add(call)) {
      return;
    }
    System.err.println("warming up: " + call.title());
    for (Subject subject : subjects) {
      int seconds = subject.kind().needsWarmUp() ? JVM_WARM_UP_SECONDS : 1;
      Load load = saturate(subject, new Cell(call, WARM_UP_CONNECTIONS, 0, false), seconds);
      if (load.errors() > 0) {
        throw new IOException(
            "%s: %,d of %,d requests failed: %s"
                .formatted(subject.kind().title(), load.errors(), load.requests(), call));
      }
      subject.settle();
      subject.tidy();
    }
  }

  private static Measured measure(Subject subject, Cell cell, int seconds)
      throws IOException, InterruptedException {
    if (cell.isSaturated()) {
      double before = subject.cpuMicros();
      return measured(subject, before, saturate(subject, cell, seconds));
    }
    try (OpenLoop client = OpenLoop.connect(subject.port(), cell.call(), cell.connections())) {
      subject.settle();
      double before = subject.cpuMicros();
      Load load = client.run(cell.perSecond(), Duration.ofSeconds(seconds));
      subject.traffic().sent(load.requests(), load.cut());
      return measured(subject, before, load);
    }
  }

  private static Measured measured(Subject subject, double before, Load load)
      throws IOException, InterruptedException {
    subject.settle();
    double used = subject.cpuMicros() - before;
    subject.tidy();
    return Measured.of(subject.kind() == Kind.DIRECT ? Double.NaN : used, load);
  }

  private static Load saturate(Subject subject, Cell cell, int seconds)
      throws IOException, InterruptedException {
    Load load = Wrk.run(subject.port(), cell.call(), cell.connections(), seconds);
    subject.traffic().sent(load.requests(), load.cut());
    return load;
  }
}
