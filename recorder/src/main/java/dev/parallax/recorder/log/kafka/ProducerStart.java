package dev.parallax.recorder.log.kafka;

import dev.parallax.recorder.log.LogAwayException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Opens a producer once the topics are there, on a thread of its own, trying until Kafka answers:
 * whoever writes never waits longer than it says. Nothing is produced before, so that no broker
 * makes a topic by itself.
 */
final class ProducerStart implements AutoCloseable {

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int REQUEST_MILLIS = 5_000;

  private final KafkaSettings settings;
  private final LogLayout layout;
  private final Waits waits;
  private final Opening opening;
  private final CompletableFuture<KafkaProducer<byte[], byte[]>> producer =
      new CompletableFuture<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile String lastFault = "not connected yet";
  private volatile int maxEventBytes;

  ProducerStart(KafkaSettings settings, LogLayout layout, Waits waits, Opening opening) {
    this.settings = settings;
    this.layout = layout;
    this.waits = waits;
    this.opening = opening;
    maxEventBytes = layout.maxEventBytes();
    Thread.ofPlatform().name("parallax-kafka-start").daemon().start(this::run);
  }

  /**
   * @throws LogAwayException if it is not open by then, with the reason
   */
  KafkaProducer<byte[], byte[]> await(Duration timeout) throws IOException {
    try {
      return producer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new LogAwayException(
          "Kafka at %s is not reachable: %s".formatted(settings.bootstrap(), lastFault), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for Kafka", e);
    } catch (ExecutionException e) {
      throw new IOException("the log is closed", e);
    }
  }

  /** As the layout says, or less, once it is known that the topic takes less. */
  int maxEventBytes() {
    return maxEventBytes;
  }

  boolean isOpen() {
    return producer.isDone() && !producer.isCompletedExceptionally();
  }

  /** Gives up; a producer that was opened is its user's to close. */
  @Override
  public void close() {
    closed.countDown();
    producer.completeExceptionally(new IOException("closed"));
  }

  private void run() {
    boolean told = false;
    while (closed.getCount() > 0) {
      try {
        open();
        return;
      } catch (RuntimeException e) {
        lastFault = KafkaFaults.words(e);
        if (!told) {
          told = true;
          opening.warned(
              "Kafka at %s is not reachable: %s; trying on"
                  .formatted(settings.bootstrap(), lastFault));
        }
      } catch (InterruptedException e) {
        return;
      }
      if (isClosedWithin(RETRY)) {
        return;
      }
    }
  }

  private void open() throws InterruptedException {
    Map<String, Object> config = settings.admin();
    config.put("request.timeout.ms", REQUEST_MILLIS);
    config.put("default.api.timeout.ms", REQUEST_MILLIS);
    try (Admin admin = Admin.create(config)) {
      KafkaTopics topics = new KafkaTopics(admin, layout);
      topics.ensure().forEach(opening::warned);
      maxEventBytes = layout.maxEventBytes(topics.maxRecordBytes());
    }
    Map<String, Object> producerConfig = settings.producer(layout.maxRecordBytes());
    producerConfig.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, waits.append().toMillis());
    KafkaProducer<byte[], byte[]> opened = new KafkaProducer<>(producerConfig);
    if (producer.complete(opened)) {
      opening.opened();
    } else {
      opened.close(Duration.ZERO);
    }
  }

  private boolean isClosedWithin(Duration time) {
    try {
      return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }
}
