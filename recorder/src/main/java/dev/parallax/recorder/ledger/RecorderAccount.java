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

  /** Whether all that it saw is in the sums. */
  public boolean isWhole() {
    return ended && missingEntries == 0 && missingFirst == 0;
  }
}
