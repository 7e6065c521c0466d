package dev.parallax.recorder.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class PartitionQueueTest {

  private final PartitionQueue queue = new PartitionQueue(new TopicPartition("t", 0), 5, 9);

  @Test
  void givesOutWhatWasFetchedUpToItsEnd() {
    for (long offset : new long[] {5, 7, 8, 9, 10}) {
      queue.add(record("t", 0, offset, 0));
    }
    queue.moveTo(11);

    assertThat(queue.isFetched()).isTrue();
    List<Long> offsets = new ArrayList<>();
    for (var head = queue.poll(); head != null; head = queue.poll()) {
      offsets.add(head.offset());
    }
    assertThat(offsets).containsExactly(5L, 7L, 8L);
    assertThat(queue.peek()).isNull();
  }

  @Test
  void isHungryWhileItHasNothingAndThereIsMore() {
    assertThat(queue.isHungry()).isTrue();
    queue.add(record("t", 0, 5, 0));
    queue.moveTo(6);
    assertThat(queue.isHungry()).as("something to give out").isFalse();
    assertThat(queue.poll()).isNotNull();
    assertThat(queue.isHungry()).isTrue();
  }

  /** A range that ends in markers, or in what retention removed, must not be waited for. */
  @Test
  void isFetchedWhereNothingIsLeftBeforeItsEnd() {
    queue.moveTo(9);

    assertThat(queue.isFetched()).isTrue();
    assertThat(queue.isHungry()).isFalse();
  }

  @Test
  void neverMovesBack() {
    queue.moveTo(8);
    queue.moveTo(6);

    assertThat(queue.position()).isEqualTo(8);
  }

  @Test
  void ordersRecordsByTimeAndThenByPlace() {
    List<ConsumerRecord<byte[], byte[]>> ordered =
        List.of(
            record("b", 9, 9, 1),
            record("a", 0, 3, 2),
            record("a", 0, 4, 2),
            record("a", 1, 1, 2),
            record("b", 0, 0, 2),
            record("a", 0, 0, 3));
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(ordered);
    Collections.shuffle(records, new Random(7));

    records.sort(PartitionQueue.BY_TIME);

    assertThat(records).isEqualTo(ordered);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, int partition, long offset, long timestamp) {
    return new ConsumerRecord<>(
        topic,
        partition,
        offset,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        new byte[0],
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }
}
