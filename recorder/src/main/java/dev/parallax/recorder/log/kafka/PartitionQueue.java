package dev.parallax.recorder.log.kafka;

import dev.parallax.proto.Event;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** One partition's records that were fetched and not yet given out. Confined to one thread. */
final class PartitionQueue {

  /** By the record that is given out next; not for empty ones. */
  static final Comparator<PartitionQueue> BY_HEAD =
      Comparator.comparing(
          queue -> queue.fetched.element(),
          Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
              .thenComparing(ConsumerRecord::topic)
              .thenComparingInt(ConsumerRecord::partition)
              .thenComparingLong(ConsumerRecord::offset));

  private final TopicPartition partition;
  private final long end;
  private final Queue<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();

  private final RecentIds recent = new RecentIds();

  /** Of the next record to fetch. */
  private long position;

  /**
   * @param end offset behind the last record to give out
   */
  PartitionQueue(TopicPartition partition, long position, long end) {
    this.partition = partition;
    this.position = position;
    this.end = end;
  }

  TopicPartition partition() {
    return partition;
  }

  long position() {
    return position;
  }

  /**
   * @return how many records are missing before it; the log's topics have no gaps of their own
   */
  long add(ConsumerRecord<byte[], byte[]> record) {
    long missing = moveTo(record.offset());
    if (record.offset() < end) {
      fetched.add(record);
      position = record.offset() + 1;
    }
    return missing;
  }

  /**
   * @param next of the record that will be fetched next
   * @return how many records are missing before it
   */
  long moveTo(long next) {
    long missing = Math.max(0, Math.min(next, end) - position);
    position = Math.max(position, Math.min(next, end));
    return missing;
  }

  /**
   * @throws java.util.NoSuchElementException if it is empty
   */
  ConsumerRecord<byte[], byte[]> take() {
    return fetched.remove();
  }

  /** Whether an event of this partition is no copy of one that was asked for before. */
  boolean isNew(Event event) {
    return recent.isNew(event);
  }

  boolean isEmpty() {
    return fetched.isEmpty();
  }

  /** Whether nothing is left to fetch. */
  boolean isFetched() {
    return position >= end;
  }
}
