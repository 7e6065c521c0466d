package dev.parallax.recorder.log.kafka;

import dev.parallax.proto.Event;
import dev.parallax.proto.OffsetRange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows a topic: gives out its events as they come, each partition in its order. What is no event
 * is passed over, and so are copies of one event. Confined to one thread.
 */
public final class KafkaTail implements AutoCloseable {

  private final Topic topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaFaults faults;

  /** What there was when it was opened, by partition. */
  private final Map<TopicPartition, Long> ends;

  private final Map<Integer, RecentIds> recent = new HashMap<>();

  private KafkaTail(
      Topic topic,
      KafkaConsumer<byte[], byte[]> consumer,
      KafkaFaults faults,
      Map<TopicPartition, Long> ends) {
    this.topic = topic;
    this.consumer = consumer;
    this.faults = faults;
    this.ends = ends;
  }

  /**
   * @param from where to begin in each partition
   */
  static KafkaTail open(KafkaSettings settings, Topic topic, List<OffsetRange> from)
      throws IOException {
    if (from.isEmpty()) {
      throw new IOException(
          "Kafka at %s has no topic %s".formatted(settings.bootstrap(), topic.topicName()));
    }
    KafkaFaults faults = new KafkaFaults(settings.bootstrap());
    return faults.guard(
        "could not be followed",
        () -> {
          KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings.consumer());
          List<TopicPartition> partitions =
              from.stream()
                  .map(range -> new TopicPartition(topic.topicName(), range.getPartition()))
                  .toList();
          consumer.assign(partitions);
          for (int i = 0; i < partitions.size(); i++) {
            consumer.seek(partitions.get(i), from.get(i).getFrom());
          }
          return new KafkaTail(topic, consumer, faults, consumer.endOffsets(partitions));
        });
  }

  /**
   * @return what came, after waiting for the first at most so long
   */
  public List<Event> poll(Duration wait) throws IOException {
    ConsumerRecords<byte[], byte[]> records =
        faults.guard("could not be followed", () -> consumer.poll(wait));
    List<Event> events = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      RecentIds recent = this.recent.computeIfAbsent(record.partition(), _ -> new RecentIds());
      EventCodec.decode(topic, record).filter(recent::isNew).ifPresent(events::add);
    }
    return events;
  }

  /** Whether all was given out that there was when it was opened. */
  public boolean isCaughtUp() throws IOException {
    return faults.guard(
        "could not be followed",
        () ->
            ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue()));
  }

  @Override
  public void close() {
    Closing.close(consumer);
  }
}
