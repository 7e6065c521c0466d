package dev.parallax.recorder.log.kafka;

import dev.parallax.proto.OffsetRange;
import java.util.List;

/**
 * Some records of one topic, by partition.
 *
 * @param ranges half-open; {@code to} is always set
 */
public record Extent(Topic topic, List<OffsetRange> ranges) {

  public Extent {
    ranges = List.copyOf(ranges);
  }

  /** Only those of some partitions. */
  public Extent of(java.util.Set<Integer> partitions) {
    return new Extent(
        topic, ranges.stream().filter(range -> partitions.contains(range.getPartition())).toList());
  }

  /** Records, those included that retention may have removed meanwhile. */
  public long records() {
    return ranges.stream().mapToLong(range -> range.getTo() - range.getFrom()).sum();
  }
}
