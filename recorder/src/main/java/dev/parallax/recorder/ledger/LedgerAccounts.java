package dev.parallax.recorder.ledger;

import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up a ledger by recorder, endpoint and fate. An entry that was told again counts once, as in
 * {@link LedgerFold}. In memory are the sums, and of each recorder its latest {@value #OPEN}
 * entries: copies of older ones are passed over. Confined to one thread.
 */
public final class LedgerAccounts {

  /** A recorder has one entry on its way; what it forwards again after a crash are a few. */
  static final int OPEN = 64;

  private static final class Sums {
    private final String service;
    private final TreeMap<Long, LedgerEntry> open = new TreeMap<>();
    private final TreeMap<String, Map<Fate, Long>> endpoints = new TreeMap<>();
    private long first = Long.MAX_VALUE;
    private long closedTo = Long.MIN_VALUE;
    private long entries;
    private long fromNanos = Long.MAX_VALUE;
    private long toNanos = Long.MIN_VALUE;
    private boolean ended;
    private boolean killed;
    private long openExchanges;
    private long unheard;

    Sums(String service) {
      this.service = service;
    }

    void add(LedgerEntry entry) {
      if (entry.getSequence() <= closedTo) {
        return;
      }
      open.merge(entry.getSequence(), entry, Sums::larger);
      if (open.size() > OPEN) {
        close(open.pollFirstEntry().getValue());
      }
    }

    private static LedgerEntry larger(LedgerEntry one, LedgerEntry other) {
      return LedgerFold.BY_COUNTS.compare(LedgerFold.Counted.of(one), LedgerFold.Counted.of(other))
              < 0
          ? other
          : one;
    }

    private void close(LedgerEntry entry) {
      closedTo = entry.getSequence();
      first = Math.min(first, closedTo);
      entries++;
      fromNanos = Math.min(fromNanos, entry.getFromNanos());
      toNanos = Math.max(toNanos, entry.getToNanos());
      ended |= entry.getLast();
      killed |= entry.getKilled();
      openExchanges += entry.getOpen();
      unheard += entry.getUnheard();
      for (LedgerEntry.Count count : entry.getCountsList()) {
        endpoints
            .computeIfAbsent(count.getEndpoint(), _ -> new EnumMap<>(Fate.class))
            .merge(count.getFate(), count.getExchanges(), Long::sum);
      }
    }

    RecorderAccount account(String recorder) {
      open.values().forEach(this::close);
      open.clear();
      long numbers = closedTo - first + 1;
      return new RecorderAccount(
          service,
          recorder,
          fromNanos,
          toNanos,
          entries,
          numbers - entries,
          first - 1,
          ended,
          killed,
          openExchanges,
          unheard,
          endpoints);
    }
  }

  private final Map<String, Sums> recorders = new HashMap<>();

  public void add(LedgerEntry entry) {
    recorders.computeIfAbsent(entry.getRecorder(), _ -> new Sums(entry.getService())).add(entry);
  }

  /** Of each recorder, by service and time; nothing is to be added any more. */
  public List<RecorderAccount> accounts() {
    return recorders.entrySet().stream()
        .map(one -> one.getValue().account(one.getKey()))
        .sorted(
            Comparator.comparing(RecorderAccount::service)
                .thenComparingLong(RecorderAccount::fromNanos)
                .thenComparing(RecorderAccount::recorder))
        .toList();
  }
}
