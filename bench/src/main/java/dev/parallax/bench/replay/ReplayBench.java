package dev.parallax.bench.replay;

import dev.parallax.bench.load.result.Goal;
import dev.parallax.bench.load.result.Tables;
import dev.parallax.bench.load.subject.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a replay costs beside a bare client, how punctually it sends, and whether a long window fits
 * into a small heap. Prints progress on standard error, tables on standard output; its exit code is
 * 1 if a gated goal was missed, and 2 for arguments that it does not know.
 */
public final class ReplayBench {

  private final Arguments arguments;
  private final Replays replays;
  private final int port;
  private final List<Goal> goals = new ArrayList<>();

  private ReplayBench(Arguments arguments, Replays replays, int port) {
    this.arguments = arguments;
    this.replays = replays;
    this.port = port;
  }

  /** See {@link Arguments#parse}. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Arguments arguments;
    try {
      arguments = Arguments.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println("script/bench replay: " + e.getMessage());
      System.exit(2);
      return;
    }
    boolean met;
    try (Workspace workspace = Workspace.create();
        Staging staging = Staging.start()) {
      Replays replays =
          new Replays(arguments.launcher(), workspace.directory("replay"), staging.port());
      met = new ReplayBench(arguments, replays, staging.port()).run();
    }
    System.exit(met ? 0 : 1);
  }

  private boolean run() throws IOException, InterruptedException {
    try {
      for (Arguments.Part part : arguments.parts()) {
        switch (part) {
          case COST -> cost();
          case PARTS -> print(Parts.table());
          case PACE -> pace();
          case MEMORY -> memory();
        }
      }
    } finally {
      // Also of a run that fails late.
      print(Tables.goals(goals));
    }
    return goals.stream().noneMatch(Goal::failsTheRun);
  }

  private void cost() throws IOException, InterruptedException {
    CostBench bench = new CostBench(replays, port, arguments.exchanges());
    for (int round = 1; round <= arguments.rounds(); round++) {
      System.err.printf("cost, round %d of %d%n", round, arguments.rounds());
      bench.round();
    }
    print(bench.table());
    goals.addAll(bench.goals());
  }

  private void pace() throws IOException, InterruptedException {
    PaceBench bench = new PaceBench(replays, arguments.seconds());
    for (int round = 1; round <= arguments.rounds(); round++) {
      System.err.printf("pace, round %d of %d%n", round, arguments.rounds());
      bench.round();
    }
    print(bench.table());
    goals.addAll(bench.goals());
  }

  private void memory() throws IOException, InterruptedException {
    System.err.println("memory");
    MemoryBench bench = new MemoryBench(replays, arguments.window());
    bench.run();
    print(bench.table());
    goals.addAll(bench.goals());
  }

  private static void print(List<String> rows) {
    System.out.println();
    rows.forEach(System.out::println);
  }
}
