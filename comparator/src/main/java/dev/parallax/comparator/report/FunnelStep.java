package dev.parallax.comparator.report;

import dev.parallax.comparator.verdict.Funnel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One step of the funnel with what was lost on the way to it.
 *
 * @param meaning what an exchange needs to get here
 * @param losses the reasons why the rest of the step before fell out, most first; what no reason
 *     accounts for is one of them
 */
record FunnelStep(String name, String meaning, long count, List<Loss> losses) {

  /**
   * @param reason in words: {@code unsafe method}
   */
  record Loss(String reason, long count) {}

  FunnelStep {
    losses = List.copyOf(losses);
  }

  static List<FunnelStep> of(Funnel funnel) {
    List<FunnelStep> steps = new ArrayList<>();
    add(steps, funnel, "seen", "passed the recorder", funnel.seen());
    add(steps, funnel, "captured", "are in the log", funnel.captured());
    add(steps, funnel, "replayable", "are whole and may be sent again", funnel.replayable());
    add(steps, funnel, "sent", "were sent to the legs", funnel.sent());
    add(
        steps,
        funnel,
        "exercised",
        "staging answered in production's status class",
        funnel.exercised());
    add(steps, funnel, "compared", "stand behind the verdict", funnel.compared());
    return List.copyOf(steps);
  }

  private static void add(
      List<FunnelStep> steps, Funnel funnel, String name, String meaning, long count) {
    List<Loss> losses = new ArrayList<>();
    String prefix = name + ": ";
    for (Map.Entry<String, Long> loss : funnel.losses().tailMap(prefix).entrySet()) {
      if (!loss.getKey().startsWith(prefix)) {
        break;
      }
      losses.add(new Loss(Funnel.words(loss.getKey().substring(prefix.length())), loss.getValue()));
    }
    losses.sort((a, b) -> Long.compare(b.count(), a.count()));
    if (!steps.isEmpty()) {
      long explained = losses.stream().mapToLong(Loss::count).sum();
      long lost = steps.getLast().count() - count;
      if (lost > explained) {
        losses.add(new Loss("no reason recorded", lost - explained));
      }
    }
    steps.add(new FunnelStep(name, meaning, count, losses));
  }
}
