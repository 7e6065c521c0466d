package dev.parallax.bench.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parallax.bench.load.result.Goal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How punctually a planned rate is sent, as the run's own certificate says it. */
final class PaceBench {

  private static final int PER_SECOND = 2_000;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Replays replays;
  private final int seconds;
  private final List<Certificate> rounds = new ArrayList<>();
  private long unanswered;

  PaceBench(Replays replays, int seconds) {
    this.replays = replays;
    this.seconds = seconds;
  }

  /** Times in milliseconds, rates per second. */
  private record Certificate(double p50, double p99, double max, double rate, double overtaking) {}

  void round() throws IOException, InterruptedException {
    Replays.Replayed run = replays.replay(PER_SECOND * seconds, "", "--rate", PER_SECOND + "/s");
    unanswered += run.unanswered();
    Certificate certificate = read(replays.compare());
    rounds.add(certificate);
    System.err.printf("  p99 %.2f ms%n", certificate.p99());
  }

  List<String> table() {
    List<String> rows = new ArrayList<>();
    rows.add(
        "| %d/s for %d s | send error p50, ms | p99 | max | sent/s | overtaking |"
            .formatted(PER_SECOND, seconds));
    rows.add("| --- | --- | --- | --- | --- | --- |");
    for (int i = 0; i < rounds.size(); i++) {
      Certificate it = rounds.get(i);
      rows.add(
          String.format(
              Locale.ROOT,
              "| round %d | %.3f | %.3f | %.1f | %,.0f | %.0f |",
              i + 1,
              it.p50(),
              it.p99(),
              it.max(),
              it.rate(),
              it.overtaking()));
    }
    return rows;
  }

  List<Goal> goals() {
    double p99 = Medians.of(rounds.stream().map(Certificate::p99).toList());
    double rate = Medians.of(rounds.stream().map(Certificate::rate).toList());
    return List.of(
        Goal.atMost("p99 send error at 2,000/s", p99, 2, "ms"),
        Goal.atLeast("sent of 2,000/s planned", rate, 0.99 * PER_SECOND, "/s"),
        Goal.none("exchanges at 2,000/s without an answer of 200", unanswered));
  }

  private static Certificate read(Path report) throws IOException {
    Map<String, Double> numbers = new HashMap<>();
    try (JsonParser json = new JsonFactory().createParser(report.toFile())) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isNumeric()) {
          numbers.put(json.getParsingContext().pathAsPointer().toString(), json.getDoubleValue());
        }
      }
    }
    return new Certificate(
        number(numbers, "/fidelity/sendErrorNanos/p50") / NANOS_PER_MILLI,
        number(numbers, "/fidelity/sendErrorNanos/p99") / NANOS_PER_MILLI,
        number(numbers, "/fidelity/sendErrorNanos/max") / NANOS_PER_MILLI,
        number(numbers, "/fidelity/achievedRate"),
        number(numbers, "/fidelity/orderViolations"));
  }

  private static double number(Map<String, Double> numbers, String pointer) {
    return numbers.getOrDefault(pointer, Double.NaN);
  }
}
