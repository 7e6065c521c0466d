package dev.parallax.recorder.log.kafka;

import dev.parallax.proto.Event;
import dev.parallax.proto.OffsetRange;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads ranges of topics over all their partitions, merged by timestamp: the same ranges give the
 * same order. Confined to one thread.
 *
 * <p>Memory is bounded: a partition that has records to give out is paused, so that each holds
 * about one fetch (1 MiB, or one event if that is larger), and the client as much again; what is
 * remembered to tell copies by takes 6 MiB at most.
 *
 * <p>A record that is no event is passed over and counted; where dead letters are kept, it goes
 * there. Of an event that was sent twice, the first copy is given out ({@link RecentIds}).
 */
final class KafkaReader implements EventReader {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaFaults faults;
  private final @Nullable DeadLetters deadLetters;

  /** Those that have records to give out: paused, the earliest first. */
  private final PriorityQueue<PartitionQueue> fed = new PriorityQueue<>(PartitionQueue.BY_HEAD);

  /** Those that have none, and more to fetch. */
  private final Map<TopicPartition, PartitionQueue> hungry = new HashMap<>();

  private LogDamage damage = LogDamage.NONE;
  private @Nullable Position position;

  private KafkaReader(
      KafkaConsumer<byte[], byte[]> consumer,
      KafkaFaults faults,
      @Nullable DeadLetters deadLetters) {
    this.consumer = consumer;
    this.faults = faults;
    this.deadLetters = deadLetters;
  }

  /**
   * @param deadLetters closed with the reader; null if what is unreadable is only counted
   */
  static KafkaReader open(
      KafkaSettings settings, List<Extent> extents, @Nullable DeadLetters deadLetters)
      throws IOException {
    KafkaFaults faults = new KafkaFaults(settings.bootstrap());
    return faults.guard(
        "could not be read",
        () -> {
          KafkaReader reader =
              new KafkaReader(new KafkaConsumer<>(settings.reader()), faults, deadLetters);
          try {
            reader.assign(extents);
            return reader;
          } catch (RuntimeException e) {
            reader.close();
            throw e;
          }
        });
  }

  private void assign(List<Extent> extents) {
    Map<TopicPartition, OffsetRange> ranges = new HashMap<>();
    for (Extent extent : extents) {
      for (OffsetRange range : extent.ranges()) {
        if (range.getFrom() < range.getTo()) {
          ranges.put(new TopicPartition(extent.topic().topicName(), range.getPartition()), range);
        }
      }
    }
    consumer.assign(ranges.keySet());
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(ranges.keySet());
    ranges.forEach(
        (partition, range) -> {
          long from = Math.max(range.getFrom(), beginnings.getOrDefault(partition, 0L));
          expired(Math.min(from, range.getTo()) - range.getFrom());
          consumer.seek(partition, from);
          sort(new PartitionQueue(partition, from, range.getTo()));
        });
  }

  @Override
  public @Nullable Event next() throws IOException {
    while (true) {
      fetch();
      PartitionQueue earliest = fed.poll();
      if (earliest == null) {
        return null;
      }
      ConsumerRecord<byte[], byte[]> record = earliest.take();
      sort(earliest);
      position = new Position(record.partition(), record.offset());
      Optional<Event> event =
          Topic.named(record.topic()).flatMap(topic -> EventCodec.decode(topic, record));
      if (event.isEmpty()) {
        poison(record);
      } else if (earliest.isNew(event.get())) {
        return event.get();
      }
    }
  }

  /** Where a partition belongs now: with nothing to give out, nor to fetch, it is done with. */
  private void sort(PartitionQueue queue) {
    if (!queue.isEmpty()) {
      fed.add(queue);
    } else if (!queue.isFetched()) {
      hungry.put(queue.partition(), queue);
    } else {
      consumer.pause(Set.of(queue.partition()));
    }
  }

  /** Until every partition that has more to come has a record to compare. */
  private void fetch() throws IOException {
    long silentSince = System.nanoTime();
    while (!hungry.isEmpty()) {
      consumer.pause(fed.stream().map(PartitionQueue::partition).toList());
      consumer.resume(hungry.keySet());
      if (take(poll())) {
        silentSince = System.nanoTime();
      } else if (System.nanoTime() - silentSince > SILENCE.toNanos()) {
        throw new IOException(
            "Kafka has not answered for %d s while the log was read"
                .formatted(SILENCE.toSeconds()));
      }
    }
  }

  private ConsumerRecords<byte[], byte[]> poll() throws IOException {
    return faults.guard(
        "could not be read",
        () -> {
          try {
            return consumer.poll(POLL);
          } catch (OffsetOutOfRangeException e) {
            skipRemoved(e.offsetOutOfRangePartitions().keySet());
            return ConsumerRecords.empty();
          }
        });
  }

  /** Retention has removed what was to be read next: reading goes on with what is left. */
  private void skipRemoved(Set<TopicPartition> partitions) {
    consumer
        .beginningOffsets(partitions)
        .forEach(
            (partition, beginning) ->
                consumer.seek(partition, Math.max(beginning, consumer.position(partition))));
  }

  /**
   * @return whether any of those that were asked for moved on
   */
  private boolean take(ConsumerRecords<byte[], byte[]> records) throws IOException {
    boolean moved = false;
    for (PartitionQueue queue : List.copyOf(hungry.values())) {
      long missing = 0;
      for (ConsumerRecord<byte[], byte[]> record : records.records(queue.partition())) {
        missing += queue.add(record);
      }
      long next = faults.guard("could not be read", () -> consumer.position(queue.partition()));
      moved |= next > queue.position();
      expired(missing + queue.moveTo(next));
      hungry.remove(queue.partition());
      sort(queue);
    }
    return moved;
  }

  private void poison(ConsumerRecord<byte[], byte[]> record) throws IOException {
    damage = damage.plus(new LogDamage(1, 0));
    if (deadLetters != null) {
      deadLetters.add(record);
    }
  }

  private void expired(long records) {
    damage = damage.plus(new LogDamage(0, Math.max(0, records)));
  }

  @Override
  public Optional<Position> position() {
    return Optional.ofNullable(position);
  }

  @Override
  public Optional<LogDamage> damage() {
    return damage.isNone() ? Optional.empty() : Optional.of(damage);
  }

  @Override
  public void close() {
    if (deadLetters != null) {
      deadLetters.close();
    }
    Closing.close(consumer);
  }
}
