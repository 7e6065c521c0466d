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
    for (long offset = 5; offset <= 10; offset++) {
      assertThat(queue.add(record("t", 0, offset, 0))).isZero();
    }

    assertThat(queue.isFetched()).isTrue();
    assertThat(taken(queue)).containsExactly(5L, 6L, 7L, 8L);
  }

  @Test
  void countsWhatIsMissing() {
    assertThat(queue.add(record("t", 0, 7, 0))).as("before a record").isEqualTo(2);
    assertThat(queue.moveTo(8)).isZero();
    assertThat(queue.moveTo(12)).as("before its end").isEqualTo(1);
    assertThat(taken(queue)).containsExactly(7L);
  }

  @Test
  void isFetchedWhereNothingIsLeftBeforeItsEnd() {
    assertThat(queue.isFetched()).isFalse();
    assertThat(queue.moveTo(9)).isEqualTo(4);

    assertThat(queue.isFetched()).isTrue();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void neverMovesBack() {
    queue.moveTo(8);
    assertThat(queue.moveTo(6)).isZero();

    assertThat(queue.position()).isEqualTo(8);
  }

  @Test
  void ordersByTheTimeOfTheNextRecordAndThenByPlace() {
    List<ConsumerRecord<byte[], byte[]>> ordered =
        List.of(
            record("b", 9, 9, 1),
            record("a", 0, 3, 2),
            record("a", 0, 4, 2),
            record("a", 1, 1, 2),
            record("b", 0, 0, 2),
            record("a", 0, 0, 3));
    List<PartitionQueue> queues = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> head : ordered) {
      PartitionQueue one =
          new PartitionQueue(new TopicPartition(head.topic(), head.partition()), 0, 99);
      one.add(head);
      queues.add(one);
    }
    List<PartitionQueue> shuffled = new ArrayList<>(queues);
    Collections.shuffle(shuffled, new Random(7));

    shuffled.sort(PartitionQueue.BY_HEAD);

    assertThat(shuffled).isEqualTo(queues);
  }

  private static List<Long> taken(PartitionQueue queue) {
    List<Long> offsets = new ArrayList<>();
    while (!queue.isEmpty()) {
      offsets.add(queue.take().offset());
    }
    return offsets;
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
