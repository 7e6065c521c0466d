package dev.parallax.cli.demo.users;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what the users saw. Any thread. */
final class Tally {

  private static final int MAX_SURPRISES = 20;

  private final Listener listener;
  private final Map<Integer, Long> byStatus = new TreeMap<>();
  private final List<String> surprises = new ArrayList<>();
  private long unexpected;

  Tally(Listener listener) {
    this.listener = listener;
  }

  void answered(Step step, int status, String sent, String received) {
    boolean asPlanned = status == step.status();
    count(status, asPlanned ? "" : "%d, not %d".formatted(status, step.status()), step);
    listener.exchanged(sent, received, asPlanned);
  }

  void failed(Step step, IOException problem, String sent) {
    count(0, problem.getClass().getSimpleName(), step);
    listener.exchanged(sent, problem.toString(), false);
  }

  private synchronized void count(int status, String surprise, Step step) {
    byStatus.merge(status, 1L, Long::sum);
    if (!surprise.isEmpty()) {
      unexpected++;
      if (surprises.size() < MAX_SURPRISES) {
        // The path only: the rest may hold secrets.
        surprises.add(step.method() + ' ' + step.target().split("\\?", 2)[0] + ": " + surprise);
      }
    }
  }

  synchronized Users.Seen seen() {
    return new Users.Seen(byStatus, unexpected, surprises);
  }
}
