package dev.parallax.bench.replay;

import dev.parallax.bench.load.result.Goal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Processor time for an exchange, beside a bare client's for a request, by turns.
 *
 * <p>Each figure is of two runs, a short and a long one: what the long one took more, for each
 * exchange that it had more. So neither side pays for starting, nor for most of its compiling.
 */
final class CostBench {

  private static final String BARE = "bare client";
  private static final String REPLAY = "replay";
  private static final String UNCORRELATED = "replay, correlation off";

  private final Replays replays;
  private final int port;
  private final int fewer;
  private final int more;
  private final Map<String, List<Figure>> figures = new LinkedHashMap<>();
  private long unanswered;

  /**
   * @param more exchanges of a long run; a short one has a quarter
   */
  CostBench(Replays replays, int port, int more) {
    this.replays = replays;
    this.port = port;
    this.more = more;
    this.fewer = more / 4;
  }

  private record Figure(double cpuMicros, double perSecond) {}

  private interface Run {
    Child of(int exchanges) throws IOException, InterruptedException;
  }

  void round() throws IOException, InterruptedException {
    measure(BARE, this::bare);
    measure(REPLAY, exchanges -> replay(exchanges, "--correlation", "on"));
    measure(UNCORRELATED, exchanges -> replay(exchanges, "--correlation", "off"));
  }

  private Child bare(int requests) throws IOException, InterruptedException {
    List<String> command =
        Staging.java(BareClient.class, Integer.toString(port), Integer.toString(requests));
    return Child.succeed(replays.directory(), command, Map.of());
  }

  private Child replay(int exchanges, String... options) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("--speed", "max"));
    all.addAll(List.of(options));
    Replays.Replayed run = replays.replay(exchanges, "", all.toArray(String[]::new));
    unanswered += run.unanswered();
    return run.child();
  }

  private void measure(String subject, Run run) throws IOException, InterruptedException {
    Child few = run.of(fewer);
    Child many = run.of(more);
    int exchanges = more - fewer;
    Figure figure =
        new Figure(
            (many.cpuSeconds() - few.cpuSeconds()) * 1e6 / exchanges,
            exchanges / (many.seconds() - few.seconds()));
    figures.computeIfAbsent(subject, _ -> new ArrayList<>()).add(figure);
    System.err.printf("  %s: %.1f µs%n", subject, figure.cpuMicros());
  }

  List<String> table() {
    List<String> rows = new ArrayList<>();
    rows.add(
        "| at max, one leg | CPU µs per exchange | to the bare client | from, to | per second |");
    rows.add("| --- | --- | --- | --- | --- |");
    figures.forEach(
        (subject, rounds) -> {
          List<Double> ratios = ratios(subject);
          rows.add(
              String.format(
                  Locale.ROOT,
                  "| %s | %.1f | %.2f | %.2f, %.2f | %,.0f |",
                  subject,
                  Medians.of(rounds.stream().map(Figure::cpuMicros).toList()),
                  Medians.of(ratios),
                  ratios.stream().min(Double::compare).orElse(Double.NaN),
                  ratios.stream().max(Double::compare).orElse(Double.NaN),
                  Medians.of(rounds.stream().map(Figure::perSecond).toList())));
        });
    return rows;
  }

  List<Goal> goals() {
    return List.of(
        Goal.atMost("CPU per exchange to the bare client", Medians.of(ratios(REPLAY)), 1.5, "×"),
        Goal.atMost("the same, correlation off", Medians.of(ratios(UNCORRELATED)), 1.5, "×")
            .informative(),
        Goal.none("exchanges at max without an answer of 200", unanswered));
  }

  /** Round by round. */
  private List<Double> ratios(String subject) {
    List<Figure> ones = figures.getOrDefault(subject, List.of());
    List<Figure> bare = figures.getOrDefault(BARE, List.of());
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < ones.size(); i++) {
      ratios.add(ones.get(i).cpuMicros() / bare.get(i).cpuMicros());
    }
    return ratios;
  }
}
