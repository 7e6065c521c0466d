package dev.parallax.bench.load;

import dev.parallax.bench.load.result.Cell;
import dev.parallax.bench.load.result.Goal;
import dev.parallax.bench.load.result.Goals;
import dev.parallax.bench.load.result.Results;
import dev.parallax.bench.load.result.Sidecar;
import dev.parallax.bench.load.result.Tables;
import dev.parallax.bench.load.subject.Cores;
import dev.parallax.bench.load.subject.Kind;
import dev.parallax.bench.load.subject.Lineup;
import dev.parallax.bench.load.subject.OpenFiles;
import dev.parallax.bench.load.subject.Subject;
import dev.parallax.bench.load.subject.Totals;
import dev.parallax.bench.load.subject.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the proxy costs with its tap off and on, beside nginx, nginx that mirrors, nginx that logs
 * bodies, and HAProxy, on the same processor in one run; and whether that meets the goals.
 *
 * <p>Prints progress on standard error, tables on standard output; its exit code is 1 if a gated
 * goal was missed, and 2 for arguments that it does not know.
 */
public final class ProxyBench {

  private static final int MANY_CONNECTIONS = 10_000;
  private static final int INFORMATIVE_ROUNDS = 2;
  private static final int INFORMATIVE_SECONDS = 3;

  private final Arguments arguments;
  private final Lineup lineup;
  private final int many;
  private final Results results = new Results();
  private final List<Goal> goals = new ArrayList<>();

  private ProxyBench(Arguments arguments, Lineup lineup, int many) {
    this.arguments = arguments;
    this.lineup = lineup;
    this.many = many;
  }

  /** See {@link Arguments#parse}. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Arguments arguments;
    try {
      arguments = Arguments.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println("script/bench proxy: " + e.getMessage());
      System.exit(2);
      return;
    }
    Cores cores = Cores.ofThisMachine();
    cores.joinLoadSide();
    int many = Math.min(MANY_CONNECTIONS, OpenFiles.forProxiedConnections());
    boolean met;
    try (Workspace workspace = Workspace.create();
        Lineup lineup = Lineup.start(workspace, cores, arguments.launcher(), many)) {
      met = new ProxyBench(arguments, lineup, many).run();
    }
    System.exit(met ? 0 : 1);
  }

  private boolean run() throws IOException, InterruptedException {
    List<Subject> subjects = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (arguments.kinds().contains(kind)) {
        subjects.add(lineup.subject(kind));
      }
    }
    try {
      compare(subjects);
      goals.addAll(Goals.of(results));
      for (Subject subject : subjects) {
        if (subject.kind() == Kind.ON) {
          account(subject);
        }
      }
      alone();
    } finally {
      // Also of a run that fails late.
      print(Tables.goals(goals));
    }
    return goals.stream().noneMatch(Goal::failsTheRun);
  }

  private void compare(List<Subject> subjects) throws IOException, InterruptedException {
    Comparison comparison = new Comparison(subjects, results);
    comparison.run(Cell.gatedOnes(), arguments.rounds(), arguments.seconds());
    Cell.gatedOnes().forEach(cell -> print(Tables.cell(cell, results)));
    if (arguments.informative()) {
      List<Cell> cells = Cell.informativeOnes(many);
      comparison.run(
          cells,
          Math.min(INFORMATIVE_ROUNDS, arguments.rounds()),
          Math.min(INFORMATIVE_SECONDS, arguments.seconds()));
      cells.forEach(cell -> print(Tables.cell(cell, results)));
    }
    for (Subject subject : subjects) {
      if (subject.kind() != Kind.DIRECT) {
        System.out.printf(
            "resident at the end, %s: %.0f MiB%n", subject.kind().title(), subject.residentMib());
      }
    }
  }

  private void account(Subject on) throws IOException {
    on.close();
    Totals totals = Totals.parse(on.words());
    System.out.printf("%ntap on: %s%n", totals.words());
    goals.addAll(Sidecar.accounting(totals, on.traffic(), lineup.broker().exchanges()));
  }

  private void alone() throws IOException, InterruptedException {
    Alone alone = new Alone(lineup);
    if (arguments.kinds().contains(Kind.ON)) {
      System.err.println("alone: starting, and memory at 5,000/s");
      goals.addAll(Sidecar.starting(alone.readySeconds(arguments.rounds())));
      goals.addAll(Sidecar.memory(alone.peakMib()));
    }
    if (arguments.informative()) {
      System.err.printf("alone: %,d idle connections%n", many);
      goals.addAll(Goals.flatness(results, many));
      goals.addAll(Sidecar.idleConnections(alone.idleConnectionKib(arguments.kinds(), many)));
    }
  }

  private static void print(List<String> rows) {
    System.out.println();
    rows.forEach(System.out::println);
  }
}
