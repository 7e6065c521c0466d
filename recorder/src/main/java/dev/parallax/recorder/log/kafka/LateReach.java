package dev.parallax.recorder.log.kafka;

import dev.parallax.proto.LateRecords;
import dev.parallax.proto.LateRecords.Stretch;
import dev.parallax.proto.OffsetRange;
import dev.parallax.recorder.log.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a window of time reaches for what was forwarded late. In memory is one offset for each
 * partition. Confined to one thread.
 */
final class LateReach {

  private record Place(Topic topic, int partition) {}

  private final Window window;
  private final Map<Place, Long> ends = new HashMap<>();

  LateReach(Window window) {
    this.window = window;
  }

  void add(LateRecords late) {
    for (Stretch stretch : late.getStretchesList()) {
      if (window.overlaps(stretch.getFirstNanos(), stretch.getLastNanos())) {
        OffsetRange range = stretch.getRange();
        topic(stretch)
            .ifPresent(
                topic ->
                    ends.merge(
                        new Place(topic, range.getPartition()),
                        range.getTo() == 0 ? Long.MAX_VALUE : range.getTo(),
                        Math::max));
      }
    }
  }

  private static Optional<Topic> topic(Stretch stretch) {
    return switch (stretch.getKind()) {
      case EXCHANGES -> Optional.of(Topic.EXCHANGES);
      case LEDGER -> Optional.of(Topic.LEDGER);
      case KIND_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  boolean isEmpty() {
    return ends.isEmpty();
  }

  /**
   * @param all that the topic holds
   * @return the extent, up to where the last late record is that may be of the window
   */
  Extent extended(Extent extent, Extent all) {
    Map<Integer, Long> held = new HashMap<>();
    all.ranges().forEach(range -> held.put(range.getPartition(), range.getTo()));
    List<OffsetRange> ranges =
        extent.ranges().stream()
            .map(
                range -> {
                  int partition = range.getPartition();
                  long late =
                      Math.min(
                          ends.getOrDefault(new Place(extent.topic(), partition), 0L),
                          held.getOrDefault(partition, 0L));
                  return range.toBuilder().setTo(Math.max(range.getTo(), late)).build();
                })
            .toList();
    return new Extent(extent.topic(), ranges);
  }
}
