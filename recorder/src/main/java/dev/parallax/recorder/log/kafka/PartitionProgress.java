package dev.parallax.recorder.log.kafka;

import java.util.BitSet;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Follows which records of one partition are done, in whatever order that happens. Thread-safe.
 *
 * <p>A record counts as open from when it was read until it is done; the committed offset never
 * passes an open one. Memory: the open ones, and those done beyond the first open one.
 */
public final class PartitionProgress {

  private final TreeSet<Long> open = new TreeSet<>();

  /** Done behind the first open one, with its outcomes; what falls before that is only counted. */
  private final NavigableMap<Long, Long> ahead = new TreeMap<>();

  private final Done earlier;
  private long readTo;
  private long exchanges;
  private long outcomes;

  /**
   * @param earlier what was done before, perhaps by another worker
   */
  public PartitionProgress(Done earlier) {
    this.earlier = earlier;
    readTo = earlier.offset();
    exchanges = earlier.exchanges();
    outcomes = earlier.outcomes();
  }

  /**
   * @return whether it is to be worked on: it is not done yet
   */
  public synchronized boolean read(long offset) {
    if (earlier.isDone(offset)) {
      return false;
    }
    if (offset >= readTo) {
      readTo = offset + 1;
      open.add(offset);
    }
    return open.contains(offset);
  }

  /** Whether it was read, and is not done. */
  public synchronized boolean isOpen(long offset) {
    return open.contains(offset);
  }

  /** That record, and its outcomes, are in the log for good. */
  public synchronized void done(long offset, long itsOutcomes) {
    if (open.remove(offset)) {
      exchanges++;
      outcomes += itsOutcomes;
      ahead.put(offset, itsOutcomes);
      if (!open.isEmpty()) {
        ahead.headMap(open.first()).clear();
      } else {
        ahead.clear();
      }
    }
  }

  /** All records of the partition before this offset were read. */
  public synchronized void readAll(long end) {
    readTo = Math.max(readTo, end);
  }

  public synchronized boolean isDone() {
    return open.isEmpty();
  }

  /** As it can be committed now. */
  public synchronized Done done() {
    long offset = open.isEmpty() ? readTo : open.first();
    BitSet beyond = new BitSet();
    ahead.tailMap(offset).keySet().stream()
        .map(record -> record - offset)
        .filter(bit -> bit <= Integer.MAX_VALUE)
        .forEach(bit -> beyond.set(bit.intValue()));
    earlierBeyond(offset, beyond);
    return new Done(offset, beyond, exchanges, outcomes);
  }

  /** What was done before this worker came counts on. */
  private void earlierBeyond(long offset, BitSet beyond) {
    for (int i = earlier.beyond().nextSetBit(0); i >= 0; i = earlier.beyond().nextSetBit(i + 1)) {
      long bit = earlier.offset() + i - offset;
      if (bit >= 0 && bit <= Integer.MAX_VALUE) {
        beyond.set((int) bit);
      }
    }
  }
}
