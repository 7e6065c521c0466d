package dev.parallax.recorder.log.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Commits how far a run is, partition by partition, under a group id of the run's own. Nobody is a
 * member of that group: who works on a partition is decided by {@link WorkerGroup}, and a late
 * commit of one who lost it costs no more than work done twice. Confined to one thread.
 */
public final class RunOffsets implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaFaults faults;

  private RunOffsets(KafkaConsumer<byte[], byte[]> consumer, KafkaFaults faults) {
    this.consumer = consumer;
    this.faults = faults;
  }

  static RunOffsets open(KafkaSettings settings, String runId) throws IOException {
    KafkaFaults faults = new KafkaFaults(settings.bootstrap());
    return faults.guard(
        "could not be asked for offsets",
        () ->
            new RunOffsets(
                new KafkaConsumer<>(settings.consumer("parallax.run." + runId)), faults));
  }

  /** What was committed of those partitions; who has no commit is left out. */
  public Map<Integer, HomeDone> committed(Set<Integer> partitions) throws IOException {
    Map<TopicPartition, OffsetAndMetadata> found =
        faults.guard(
            "could not be asked for offsets",
            () ->
                consumer.committed(
                    partitions.stream()
                        .map(RunOffsets::partition)
                        .collect(java.util.stream.Collectors.toSet())));
    Map<Integer, HomeDone> done = new HashMap<>();
    found.forEach(
        (partition, offset) -> {
          if (offset != null) {
            done.put(partition.partition(), HomeDone.of(offset.offset(), offset.metadata()));
          }
        });
    return done;
  }

  public void commit(Map<Integer, HomeDone> done) throws IOException {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    done.forEach(
        (partition, of) ->
            offsets.put(
                partition(partition), new OffsetAndMetadata(of.own().offset(), of.metadata())));
    faults.guard(
        "did not take offsets",
        () -> {
          consumer.commitSync(offsets, Duration.ofSeconds(10));
          return offsets;
        });
  }

  private static TopicPartition partition(int partition) {
    return new TopicPartition(Topic.EXCHANGES.topicName(), partition);
  }

  @Override
  public void close() {
    Closing.close(consumer);
  }
}
