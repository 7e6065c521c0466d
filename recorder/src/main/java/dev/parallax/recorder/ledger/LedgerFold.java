package dev.parallax.recorder.ledger;

import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * The entries of a log's ledger, each number of each recorder once, without their endpoints. A
 * recorder that is not sure whether an entry was kept tells all of it again, and what came since:
 * so of several with one number that one is taken which counts most, in whatever order they come
 * and whatever its clock said. Confined to one thread.
 */
public final class LedgerFold {

  /**
   * What is kept of an entry.
   *
   * @param toNanos end of its period, since the Unix epoch
   * @param exchanges by fate
   */
  public record Counted(String service, long toNanos, boolean last, Map<Fate, Long> exchanges) {

    static Counted of(LedgerEntry entry) {
      Map<Fate, Long> exchanges = new EnumMap<>(Fate.class);
      entry
          .getCountsList()
          .forEach(count -> exchanges.merge(count.getFate(), count.getExchanges(), Long::sum));
      return new Counted(entry.getService(), entry.getToNanos(), entry.getLast(), exchanges);
    }

    long all() {
      return exchanges.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  static final Comparator<Counted> BY_COUNTS =
      Comparator.comparingLong(Counted::all)
          .thenComparingLong(Counted::toNanos)
          .thenComparing(Counted::last);

  private record Key(String recorder, long sequence) {}

  private final Map<Key, Counted> entries = new HashMap<>();

  public void add(LedgerEntry entry) {
    entries.merge(
        new Key(entry.getRecorder(), entry.getSequence()),
        Counted.of(entry),
        BinaryOperator.maxBy(BY_COUNTS));
  }

  /** In no particular order. */
  public Collection<Counted> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }
}
