package dev.parallax.recorder.ledger;

import dev.parallax.proto.LedgerEntry;
import dev.parallax.recorder.ledger.Ledger.Count;
import dev.parallax.recorder.ledger.Ledger.Row;
import dev.parallax.recorder.raw.ExchangeId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Writes the ledger down, entry by entry: each holds what was counted since the one before, and
 * they are numbered from 1 without gaps.
 *
 * <p>An entry counts as written once {@link #written} says so; until then the next one holds its
 * counts again, under the same number. Confined to the thread that writes the log.
 */
public final class LedgerJournal {

  private final Ledger ledger;
  private final String service;
  private final String recorder;
  private final RandomGenerator random;
  private Map<Row, Count> reported = Map.of();
  private Map<Row, Count> drafted = Map.of();
  private long sequence = 1;
  private long fromNanos;

  /**
   * @param recorder names this process, and no other one before or after it
   */
  public LedgerJournal(
      Ledger ledger, String service, String recorder, Instant start, RandomGenerator random) {
    this.ledger = ledger;
    this.service = service;
    this.recorder = recorder;
    this.random = random;
    fromNanos = TallyFormat.nanos(start);
  }

  /** What was counted since the last written entry; empty if nothing was. */
  public Optional<LedgerEntry> next(Instant now) {
    LedgerEntry entry = draft(now, false);
    return entry.getCountsCount() == 0 ? Optional.empty() : Optional.of(entry);
  }

  /** The entry of a clean end, with counts or without. */
  public LedgerEntry last(Instant now) {
    return draft(now, true);
  }

  /**
   * @param entry the one that was made last, and that the log now holds
   */
  public void written(LedgerEntry entry) {
    if (entry.getSequence() != sequence) {
      throw new IllegalArgumentException(
          "ledger entry %d (expected: %d)".formatted(entry.getSequence(), sequence));
    }
    reported = drafted;
    fromNanos = entry.getToNanos();
    sequence++;
    ledger.tally().written(sequence, fromNanos, reported);
  }

  /** So late it is: a process that is killed was alive until then. */
  public void at(Instant now) {
    ledger.tally().at(now);
  }

  /** The log holds the last entry: nobody needs to tell more of this recorder. */
  public void end() {
    ledger.tally().delete();
  }

  private LedgerEntry draft(Instant now, boolean last) {
    at(now);
    drafted = ledger.snapshot();
    LedgerEntry.Builder entry =
        LedgerEntry.newBuilder()
            .setId(ExchangeId.create(now, random))
            .setService(service)
            .setRecorder(recorder)
            .setSequence(sequence)
            .setFromNanos(fromNanos)
            .setToNanos(TallyFormat.nanos(now))
            .setLast(last);
    drafted.entrySet().stream()
        .sorted(
            Map.Entry.comparingByKey(Comparator.comparing(Row::endpoint).thenComparing(Row::fate)))
        .forEach(row -> addCount(entry, row.getKey(), row.getValue()));
    return entry.build();
  }

  private void addCount(LedgerEntry.Builder entry, Row row, Count now) {
    Count delta = now.minus(reported.getOrDefault(row, Count.NONE));
    if (!delta.equals(Count.NONE)) {
      entry
          .addCountsBuilder()
          .setEndpoint(row.endpoint())
          .setFate(row.fate())
          .setExchanges(delta.exchanges())
          .setBytes(delta.bytes());
    }
  }
}
