package dev.parallax.recorder.ledger;

import dev.parallax.proto.LedgerEntry.Fate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one recorder's entries add up to.
 *
 * @param fromNanos begin of its first entry's period, since the Unix epoch
 * @param toNanos end of its last one's
 * @param entries each number once
 * @param missingEntries numbers that lie between others, and were not found: what they counted is
 *     in no sum
 * @param missingFirst entries before the first that was found: of before the window, or removed, or
 *     lost; likewise
 * @param ended whether its last entry was found; else it still runs, was killed, or the entry was
 *     not looked at
 * @param killed whether another process had to write that one
 * @param open exchanges that had begun when it was killed, and may have been answered: in no sum
 * @param unheard of those that count as lost in the crash, what the log may hold all the same
 * @param endpoints exchanges by endpoint and fate; counts may be below 0, where they correct others
 */
public record RecorderAccount(
    String service,
    String recorder,
    long fromNanos,
    long toNanos,
    long entries,
    long missingEntries,
    long missingFirst,
    boolean ended,
    boolean killed,
    long open,
    long unheard,
    SortedMap<String, Map<Fate, Long>> endpoints) {

  public RecorderAccount {
    SortedMap<String, Map<Fate, Long>> copy = new TreeMap<>();
    endpoints.forEach((endpoint, fates) -> copy.put(endpoint, Map.copyOf(fates)));
    endpoints = Collections.unmodifiableSortedMap(copy);
  }

  /** Names the process's place, which a process after it may have too. */
  public String instance() {
    int end = recorder.lastIndexOf('/');
    return end < 0 ? recorder : recorder.substring(0, end);
  }

  /** Exchanges by fate. */
  public Map<Fate, Long> fates() {
    Map<Fate, Long> sums = new EnumMap<>(Fate.class);
    endpoints
        .values()
        .forEach(fates -> fates.forEach((fate, count) -> sums.merge(fate, count, Long::sum)));
    return sums;
  }

  /** All exchanges that it saw, by its entries. */
  public long seen() {
    return fates().values().stream().mapToLong(Long::longValue).sum();
  }

  /** The same, where the log was found to hold so many of those that nothing was heard of. */
  public RecorderAccount heard(long exchanges) {
    SortedMap<String, Map<Fate, Long>> corrected = new TreeMap<>(endpoints);
    Map<Fate, Long> fates = new EnumMap<>(Fate.class);
    fates.putAll(endpoints.getOrDefault(Ledger.UNCLASSIFIED, Map.of()));
    fates.merge(Fate.CAPTURED, exchanges, Long::sum);
    fates.merge(Fate.LOST_CRASH, -exchanges, Long::sum);
    corrected.put(Ledger.UNCLASSIFIED, fates);
    return new RecorderAccount(
        service,
        recorder,
        fromNanos,
        toNanos,
        entries,
        missingEntries,
        missingFirst,
        ended,
        killed,
        open,
        unheard - exchanges,
        corrected);
  }

  /** Whether all of its entries are in the sums. */
  public boolean isWhole() {
    return ended && missingEntries == 0 && missingFirst == 0;
  }

  /** Whether the sums are what it saw, to the last exchange. */
  public boolean isExact() {
    return isWhole() && open == 0 && unheard == 0;
  }
}
