package dev.parallax.comparator.verdict;

import dev.parallax.comparator.diff.StatusClass;
import dev.parallax.proto.AttemptSummary;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proto.Leg;
import dev.parallax.proto.RunRequested;
import dev.parallax.recorder.ledger.LedgerFold;
import dev.parallax.recorder.sample.Totals;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts how far each exchange came, and what the candidate failed to answer. Each exchange and
 * each ledger entry is told once; their order is no matter. Confined to one thread.
 */
public final class FunnelFold {

  private final boolean withControl;
  private final String notInRunBecause;
  private final long leftOut;
  private final LedgerFold ledger = new LedgerFold();
  private final Set<String> comparedSessions = new HashSet<>();
  private final SortedMap<String, Long> losses = new TreeMap<>();
  private final SortedMap<String, Long> inPart = new TreeMap<>();
  private long captured;
  private long replayable;
  private long sent;
  private long exercised;
  private long compared;
  private long comparedInPart;
  private long candidateAttempts;
  private long candidateErrors;
  private final Share exercisedShare = new Share();
  private final Share errorShare = new Share();
  private final Totals comparedTraffic = new Totals();

  public FunnelFold(RunRequested requested) {
    withControl = !requested.getControl().isEmpty();
    notInRunBecause = notInRunBecause(requested);
    leftOut = requested.getLeftOut();
  }

  private static String notInRunBecause(RunRequested requested) {
    boolean window = requested.getFromNanos() != 0 || requested.getToNanos() != 0;
    return window ? "not in this run's window" : "not in the recording that was replayed";
  }

  /** Counts an entry of the recording's ledger; what was told again counts once. */
  public void add(LedgerEntry entry) {
    ledger.add(entry);
  }

  /** Counts an exchange of the run. */
  public void add(Comparison comparison) {
    captured++;
    Optional<Lost> lost = Lost.of(comparison);
    lost.ifPresent(it -> lose(it.step().word() + ": " + it.reason(), 1));
    Lost.Step missed = lost.map(Lost::step).orElse(null);
    if (missed == Lost.Step.REPLAYABLE) {
      return;
    }
    replayable++;
    if (missed == Lost.Step.SENT) {
      return;
    }
    sent++;
    exercisedShare.add(comparison.getWeight(), missed == null);
    if (!comparison.getContaminated()) {
      addErrors(comparison);
    }
    if (missed == null) {
      exercised++;
      addExercised(comparison);
    }
  }

  private void addExercised(Comparison comparison) {
    boolean control = has(comparison, Leg.CONTROL);
    boolean candidate = has(comparison, Leg.CANDIDATE);
    if (candidate && control == withControl) {
      compared++;
      // Without a session each exchange stands for itself.
      String session = comparison.getSession();
      String client = session.isEmpty() ? comparison.getExchange().getId() : session;
      comparedSessions.add(client);
      comparedTraffic.add(client, comparison.getWeight(), 1);
      addInPart(comparison);
    } else {
      lose("compared: no attempt at the " + (candidate ? "control" : "candidate"), 1);
    }
  }

  private void addErrors(Comparison comparison) {
    boolean productionBroke =
        comparison.getAttemptsList().stream()
            .noneMatch(
                attempt -> attempt.getLeg() == Leg.CAPTURED_LEG && !StatusClass.isError(attempt));
    for (AttemptSummary attempt : comparison.getAttemptsList()) {
      if (attempt.getLeg() == Leg.CANDIDATE && !productionBroke) {
        candidateAttempts++;
        candidateErrors += StatusClass.isError(attempt) ? 1 : 0;
        errorShare.add(comparison.getWeight(), StatusClass.isError(attempt));
      }
    }
  }

  private void addInPart(Comparison comparison) {
    if (comparison.getNotComparedCount() > 0) {
      comparedInPart++;
      comparison.getNotComparedList().forEach(why -> inPart.merge(why, 1L, Long::sum));
    }
  }

  private static boolean has(Comparison comparison, Leg leg) {
    return comparison.getAttemptsList().stream().anyMatch(attempt -> attempt.getLeg() == leg);
  }

  private void lose(String where, long exchanges) {
    losses.merge(where, exchanges, Long::sum);
  }

  public Funnel funnel() {
    var all = new TreeMap<>(losses);
    long ledgerCaptured = 0;
    long ledgerLost = 0;
    for (LedgerFold.Counted entry : ledger.entries()) {
      for (Map.Entry<Fate, Long> count : entry.exchanges().entrySet()) {
        if (count.getKey() == Fate.CAPTURED) {
          ledgerCaptured += count.getValue();
        } else if (count.getValue() > 0) {
          ledgerLost += count.getValue();
          all.merge("captured: " + count.getKey().name(), count.getValue(), Long::sum);
        }
      }
    }
    long notInRun = Math.max(0, ledgerCaptured - captured - leftOut);
    if (leftOut > 0) {
      all.put("captured: left out by this run's filter", leftOut);
    }
    if (notInRun > 0) {
      all.put("captured: " + notInRunBecause, notInRun);
    }
    return new Funnel(
        captured + leftOut + notInRun + ledgerLost,
        captured,
        replayable,
        sent,
        exercised,
        compared,
        Collections.unmodifiableSortedMap(all));
  }

  /** What the candidate failed to answer, and what could be compared in part only. */
  public Coverage coverage() {
    return new Coverage(
        candidateAttempts,
        candidateErrors,
        comparedSessions.size(),
        comparedInPart,
        Collections.unmodifiableSortedMap(new TreeMap<>(inPart)),
        new Traffic(exercisedShare.share(), errorShare.share(), comparedTraffic.estimate()));
  }
}
