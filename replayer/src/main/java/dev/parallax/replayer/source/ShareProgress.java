package dev.parallax.replayer.source;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.OffsetRange;
import dev.parallax.recorder.log.Position;
import dev.parallax.recorder.log.kafka.HomeDone;
import dev.parallax.recorder.log.kafka.HomeProgress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one share of a run sends, and what of that is done. Thread-safe. */
public final class ShareProgress {

  private final Homes homes;
  private final Map<Integer, OffsetRange> ranges = new HashMap<>();
  private final Map<Integer, HomeProgress> progress = new HashMap<>();

  /**
   * @param homes whose exchange is which
   * @param ranges of the run, in all of the log's partitions
   * @param given the partitions that the share is to send
   * @param committed what was done of those before, by this or another worker
   */
  public ShareProgress(
      Homes homes,
      Collection<OffsetRange> ranges,
      Collection<Integer> given,
      Map<Integer, HomeDone> committed) {
    this.homes = homes;
    ranges.forEach(range -> this.ranges.put(range.getPartition(), range));
    for (int home : given) {
      List<OffsetRange> its = homes.partitions(home).stream().map(this::range).toList();
      progress.put(home, new HomeProgress(home, committed.get(home), its));
    }
  }

  /** Which partition's worker sends it. */
  public int home(SourceExchange exchange) {
    return homes.of(exchange.recorded(), at(exchange));
  }

  /** Whether it was read, and is not done; one that the share was given. */
  public boolean isOpen(SourceExchange exchange) {
    return of(home(exchange)).isOpen(at(exchange));
  }

  /** It, and its outcomes, are in the log for good. */
  public void done(SourceExchange exchange, int outcomes) {
    of(home(exchange)).done(at(exchange), outcomes);
  }

  /**
   * Of what one partition's worker sends.
   *
   * @throws IllegalStateException if the share was not given that partition
   */
  public HomeProgress of(int home) {
    HomeProgress of = progress.get(home);
    if (of == null) {
      throw new IllegalStateException("partition %d is not of this share".formatted(home));
    }
    return of;
  }

  /**
   * The records that some of those that it was given send, and none before the first open one.
   *
   * @param whole also those before it
   */
  public List<OffsetRange> ranges(Collection<Integer> given, boolean whole) {
    Map<Integer, Long> from = new TreeMap<>();
    for (int home : given) {
      for (int partition : homes.partitions(home)) {
        long begin = range(partition).getFrom();
        long open = whole ? begin : Math.max(begin, of(home).open(partition));
        from.merge(partition, open, Math::min);
      }
    }
    return from.entrySet().stream()
        .map(open -> range(open.getKey()).toBuilder().setFrom(open.getValue()).build())
        .toList();
  }

  /** Whether the share was given it. */
  boolean sends(Exchange recorded, Position at) {
    return progress.containsKey(homes.of(recorded, at));
  }

  /** Counts it as open; whether it is to be worked on. */
  boolean read(Exchange recorded, Position at) {
    return of(homes.of(recorded, at)).read(at);
  }

  private OffsetRange range(int partition) {
    OffsetRange range = ranges.get(partition);
    if (range == null) {
      throw new IllegalStateException("partition %d is not of this run".formatted(partition));
    }
    return range;
  }

  private static Position at(SourceExchange exchange) {
    return new Position(exchange.ref().getPartition(), exchange.ref().getOffset());
  }
}
