package dev.parallax.recorder.ledger;

import dev.parallax.proto.LedgerEntry;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * The entries of a log's ledger, each number of each recorder once. A recorder that is not sure
 * whether an entry was kept tells all of it again, and what came since: so of several with one
 * number that one is taken which counts most, in whatever order they come and whatever its clock
 * said. Confined to one thread.
 */
public final class LedgerFold {

  private static final Comparator<LedgerEntry> BY_COUNTS =
      Comparator.comparingLong(LedgerFold::exchanges)
          .thenComparingLong(LedgerEntry::getToNanos)
          .thenComparing(LedgerEntry::getLast);

  private record Key(String recorder, long sequence) {}

  private final Map<Key, LedgerEntry> entries = new HashMap<>();

  public void add(LedgerEntry entry) {
    entries.merge(
        new Key(entry.getRecorder(), entry.getSequence()), entry, BinaryOperator.maxBy(BY_COUNTS));
  }

  /** In no particular order. */
  public Collection<LedgerEntry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }

  private static long exchanges(LedgerEntry entry) {
    return entry.getCountsList().stream().mapToLong(LedgerEntry.Count::getExchanges).sum();
  }
}
