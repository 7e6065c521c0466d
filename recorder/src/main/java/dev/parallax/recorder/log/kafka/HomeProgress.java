package dev.parallax.recorder.log.kafka;

import dev.parallax.proto.OffsetRange;
import dev.parallax.recorder.log.Position;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows what is done of all that the worker of one partition sends: see {@link HomeDone}.
 * Thread-safe.
 */
public final class HomeProgress {

  private final int home;
  private final List<OffsetRange> ranges;
  private final Map<Integer, PartitionProgress> partitions = new HashMap<>();

  /**
   * @param home the partition whose worker it is
   * @param earlier what was done before, perhaps by another worker; null for nothing
   * @param ranges of the run, in each partition that it sends of, its own among them
   */
  public HomeProgress(int home, @Nullable HomeDone earlier, Collection<OffsetRange> ranges) {
    this.home = home;
    this.ranges = List.copyOf(ranges);
    for (OffsetRange range : ranges) {
      int partition = range.getPartition();
      Done done = earlier == null ? null : earlier.of(partition, home);
      partitions.put(
          partition, new PartitionProgress(done == null ? Done.before(range.getFrom()) : done));
    }
  }

  /**
   * Counts a record as open; of one partition, they come in order.
   *
   * @return whether it is to be worked on: it is not done yet
   */
  public boolean read(Position at) {
    return of(at.partition()).read(at.offset());
  }

  /** Whether it was read, and is not done. */
  public boolean isOpen(Position at) {
    return of(at.partition()).isOpen(at.offset());
  }

  /** That record, and its outcomes, are in the log for good. */
  public void done(Position at, long itsOutcomes) {
    of(at.partition()).done(at.offset(), itsOutcomes);
  }

  /** All records of the run were read. */
  public void readAll() {
    ranges.forEach(range -> of(range.getPartition()).readAll(range.getTo()));
  }

  public boolean isDone() {
    return partitions.values().stream().allMatch(PartitionProgress::isDone);
  }

  /** The first record of that partition that is not done. */
  public long open(int partition) {
    return of(partition).done().offset();
  }

  /** As it can be committed now. */
  public HomeDone done() {
    SortedMap<Integer, Done> linked = new TreeMap<>();
    partitions.forEach((partition, of) -> linked.put(partition, of.done()));
    long exchanges = linked.values().stream().mapToLong(Done::exchanges).sum();
    long outcomes = linked.values().stream().mapToLong(Done::outcomes).sum();
    Done own = Objects.requireNonNull(linked.remove(home));
    return new HomeDone(new Done(own.offset(), own.beyond(), exchanges, outcomes), linked);
  }

  private PartitionProgress of(int partition) {
    PartitionProgress of = partitions.get(partition);
    if (of == null) {
      throw new IllegalStateException(
          "of partition %d, that of %d sends nothing".formatted(partition, home));
    }
    return of;
  }
}
