package dev.parallax.recorder.log.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Membership of the group that shares the partitions of the log's exchanges among workers. It reads
 * nothing: a thread of its own keeps the membership alive, however long the work on a record takes,
 * and tells which partitions are this worker's.
 */
public final class WorkerGroup implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerGroup.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Consumer<Set<Integer>> assigned;
  private final Set<Integer> partitions = new TreeSet<>();
  private final Thread thread;
  private volatile boolean closed;

  private WorkerGroup(KafkaConsumer<byte[], byte[]> consumer, Consumer<Set<Integer>> assigned) {
    this.consumer = consumer;
    this.assigned = assigned;
    this.thread = Thread.ofPlatform().name("parallax-membership").daemon().unstarted(this::run);
  }

  /**
   * @param assigned told, on the membership's thread, all partitions that are this worker's now,
   *     whenever that changes; must not block for long
   */
  static WorkerGroup join(KafkaSettings settings, String group, Consumer<Set<Integer>> assigned)
      throws IOException {
    return new KafkaFaults(settings.bootstrap())
        .guard("could not be joined", () -> begin(settings, group, assigned));
  }

  private static WorkerGroup begin(
      KafkaSettings settings, String group, Consumer<Set<Integer>> assigned) {
    WorkerGroup member = new WorkerGroup(new KafkaConsumer<>(settings.member(group)), assigned);
    member.thread.start();
    return member;
  }

  static int members(Admin admin, String group) {
    try {
      return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
          .mapToInt(description -> description.members().size())
          .sum();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return 0;
      }
      throw new KafkaException(KafkaFaults.words(e.getCause() == null ? e : e.getCause()), e);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Whether it is kept alive; if not, others have its partitions. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  private void run() {
    try (consumer) {
      consumer.subscribe(List.of(Topic.EXCHANGES.topicName()), new Rebalance());
      while (!closed) {
        poll();
      }
      consumer.unsubscribe();
    } catch (WakeupException | InterruptException e) {
      // Asked to end.
    }
  }

  private void poll() {
    try {
      consumer.poll(POLL);
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.atWarn().addKeyValue("error", KafkaFaults.words(e)).log("membership of workers failed");
      pauseAfterFault();
    }
  }

  private void pauseAfterFault() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private final class Rebalance implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> gained) {
      // For membership alone: not one record is fetched.
      consumer.pause(gained);
      gained.forEach(partition -> partitions.add(partition.partition()));
      assigned.accept(Set.copyOf(partitions));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> lost) {
      lost.forEach(partition -> partitions.remove(partition.partition()));
      assigned.accept(Set.copyOf(partitions));
    }
  }

  /**
   * Leaves the group, so that others take over at once: also where the thread is interrupted, as it
   * is when a worker is asked to end.
   */
  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    boolean interrupted = Thread.interrupted();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
