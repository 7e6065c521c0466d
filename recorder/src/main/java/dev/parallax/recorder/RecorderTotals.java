package dev.parallax.recorder;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.ledger.Ledger;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of the exchanges that a recorder saw, so far; those still queued, and those that the
 * log has not written for good, are in none of the numbers.
 *
 * @param exchanges by fate; fates without any are left out
 */
public record RecorderTotals(Map<Fate, Long> exchanges) {

  public RecorderTotals {
    exchanges = Map.copyOf(exchanges);
  }

  public long seen() {
    return exchanges.values().stream().mapToLong(Long::longValue).sum();
  }

  public long captured() {
    return count(Fate.CAPTURED);
  }

  public long sampledOut() {
    return count(Fate.SAMPLED_OUT);
  }

  public long lost() {
    return lostByReason().values().stream().mapToLong(Long::longValue).sum();
  }

  public Map<Fate, Long> lostByReason() {
    return exchanges.entrySet().stream()
        .filter(fate -> Ledger.isLoss(fate.getKey()))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  public long count(Fate fate) {
    return exchanges.getOrDefault(fate, 0L);
  }
}
