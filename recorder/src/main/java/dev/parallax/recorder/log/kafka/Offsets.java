package dev.parallax.recorder.log.kafka;

import dev.parallax.proto.OffsetRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks a cluster which records a topic holds now, and where those of a time begin. */
final class Offsets {

  private final Admin admin;

  Offsets(Admin admin) {
    this.admin = admin;
  }

  /** All that a topic holds now; empty if it is not there. */
  Extent all(Topic topic) {
    return extent(topic, OffsetSpec.earliest(), OffsetSpec.latest());
  }

  /** Where the next records of a topic will stand. */
  List<OffsetRange> ends(Topic topic) {
    return extent(topic, OffsetSpec.latest(), OffsetSpec.latest()).ranges().stream()
        .map(range -> range.toBuilder().clearTo().build())
        .toList();
  }

  /**
   * What a topic holds now of a time, by the records' timestamps: from the first record at or after
   * {@code from}, up to the first at or after {@code to}.
   */
  Extent between(Topic topic, Instant from, Instant to) {
    return extent(topic, at(from, OffsetSpec.earliest()), at(to, OffsetSpec.latest()));
  }

  private static OffsetSpec at(Instant time, OffsetSpec beyond) {
    boolean far = time.isBefore(Instant.EPOCH) || time.getEpochSecond() > Integer.MAX_VALUE * 2L;
    return far ? beyond : OffsetSpec.forTimestamp(time.toEpochMilli());
  }

  private Extent extent(Topic topic, OffsetSpec from, OffsetSpec to) {
    List<TopicPartition> partitions = partitions(topic);
    // Asked first: what comes while the rest is asked is not passed over by who begins there.
    Map<TopicPartition, Long> latest = ask(partitions, OffsetSpec.latest());
    Map<TopicPartition, Long> begins = ask(partitions, from);
    Map<TopicPartition, Long> ends = ask(partitions, to);
    Map<Integer, OffsetRange> ranges = new TreeMap<>();
    for (TopicPartition partition : partitions) {
      // No record at or after that time yet: the answer is -1, and the end is meant.
      long end = orEnd(ends, latest, partition);
      long begin = Math.min(orEnd(begins, latest, partition), end);
      ranges.put(
          partition.partition(),
          OffsetRange.newBuilder()
              .setPartition(partition.partition())
              .setFrom(begin)
              .setTo(end)
              .build());
    }
    return new Extent(topic, new ArrayList<>(ranges.values()));
  }

  private static long orEnd(
      Map<TopicPartition, Long> offsets,
      Map<TopicPartition, Long> latest,
      TopicPartition partition) {
    long offset = offsets.getOrDefault(partition, -1L);
    return offset < 0 ? latest.getOrDefault(partition, 0L) : offset;
  }

  private List<TopicPartition> partitions(Topic topic) {
    String name = topic.topicName();
    try {
      return admin.describeTopics(List.of(name)).allTopicNames().get().values().stream()
          .flatMap(description -> description.partitions().stream())
          .map(TopicPartitionInfo::partition)
          .map(partition -> new TopicPartition(name, partition))
          .toList();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return List.of();
      }
      throw new KafkaException(KafkaFaults.words(e.getCause() == null ? e : e.getCause()), e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private Map<TopicPartition, Long> ask(List<TopicPartition> partitions, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
    partitions.forEach(partition -> specs.put(partition, spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    try {
      admin
          .listOffsets(specs)
          .all()
          .get()
          .forEach((partition, result) -> offsets.put(partition, result.offset()));
      return offsets;
    } catch (ExecutionException e) {
      throw new KafkaException(KafkaFaults.words(e.getCause() == null ? e : e.getCause()), e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
