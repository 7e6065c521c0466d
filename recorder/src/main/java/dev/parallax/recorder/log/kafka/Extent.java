package dev.parallax.recorder.log.kafka;

import dev.parallax.proto.OffsetRange;
import java.util.List;

/**
 * Some records of one topic, by partition.
 *
 * @param ranges half-open; {@code to} is always set
 */
record Extent(Topic topic, List<OffsetRange> ranges) {

  Extent {
    ranges = List.copyOf(ranges);
  }

  /** Records, those included that retention may have removed meanwhile. */
  long records() {
    return ranges.stream().mapToLong(range -> range.getTo() - range.getFrom()).sum();
  }
}
