package dev.parallax.recorder.log.kafka;

import com.google.protobuf.MessageLite;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.EventRefusedException;
import dev.parallax.recorder.log.LogAwayException;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.sanitize.Sanitised;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Appends events to Kafka. Can be opened while Kafka is away; what is appended then waits in the
 * producer's buffer, and what finds no room there within {@link Waits} is not taken. Kafka's
 * producer gives up on what it can't deliver for two minutes: that is told as lost.
 *
 * <p>One thread appends, never an event loop: finding the brokers, and a full buffer, hold it up.
 * Receipts are settled on the producer's thread.
 */
public final class KafkaLog implements EventLog {

  /** What the names of the threads begin with that send what was appended. */
  public static final String SENDER_THREAD_PREFIX = KafkaProducer.NETWORK_THREAD_PREFIX;

  /**
   * The producer bounds the bytes of what it holds, which are compressed: small events that
   * resemble each other take more for what is kept to answer them by, about 400 bytes each.
   */
  private static final long MAX_IN_FLIGHT = 50_000;

  private final KafkaFaults faults;
  private final Waits waits;
  private final ProducerStart start;
  private final InFlight inFlight = new InFlight();

  private KafkaLog(KafkaSettings settings, Waits waits, ProducerStart start) {
    this.faults = new KafkaFaults(settings.bootstrap());
    this.waits = waits;
    this.start = start;
  }

  /**
   * Opens a log; returns at once. Topics are made or checked in the background.
   *
   * @param opening told, on another thread, how that gets on
   */
  public static KafkaLog open(
      KafkaSettings settings, LogLayout layout, Waits waits, Opening opening) {
    return new KafkaLog(settings, waits, new ProducerStart(settings, layout, waits, opening));
  }

  /** Waits until Kafka answered and the topics are there. */
  public void awaitReady(Duration timeout) throws IOException {
    start.await(timeout);
  }

  @Override
  public void append(Sanitised<? extends MessageLite> sanitised, Receipt receipt)
      throws IOException {
    ProducerRecord<byte[], byte[]> record = EventCodec.encode(sanitised.event());
    int maxBytes = maxEventBytes();
    if (record.value().length > maxBytes) {
      throw new EventRefusedException(
          "event of %d bytes (expected: log.maxEvent <= %d)"
              .formatted(record.value().length, maxBytes));
    }
    KafkaProducer<byte[], byte[]> producer = start.await(waits.append());
    if (!inFlight.await(MAX_IN_FLIGHT - 1, waits.append())) {
      throw behind();
    }
    Sent sent = new Sent(receipt, inFlight);
    try {
      // The callback says all that the future would.
      var _ = producer.send(record, sent);
    } catch (KafkaException | IllegalStateException e) {
      sent.refused(e);
    }
    Exception refused = sent.returned();
    if (refused instanceof TimeoutException) {
      throw faults.away("takes no events now", refused);
    }
    if (KafkaFaults.isOfTheEvent(refused)) {
      throw faults.refused("did not take an event", Objects.requireNonNull(refused));
    }
    if (refused != null) {
      throw faults.of("did not take an event", refused);
    }
  }

  @Override
  public int maxEventBytes() {
    return start.maxEventBytes();
  }

  @Override
  public void flush() throws IOException {
    if (!inFlight.await(0, waits.flush())) {
      throw behind();
    }
    tend();
  }

  private LogAwayException behind() {
    return faults.away(
        "is behind", new KafkaException(inFlight.count() + " events unacknowledged"));
  }

  /** Receipts settle by themselves; what failed since the last time is told. */
  @Override
  public void tend() throws IOException {
    InFlight.Failed failed = inFlight.takeFailed();
    Exception last = failed.last();
    if (last != null) {
      throw faults.of("lost %d events".formatted(failed.events()), last);
    }
  }

  /** Waits for acknowledgements as {@link #flush} does; what has none by then is lost. */
  @Override
  public void close() throws IOException {
    start.close();
    if (!start.isOpen()) {
      return;
    }
    boolean acknowledged = inFlight.await(0, waits.flush());
    // Unacknowledged batches are dropped, and their receipts settled as lost.
    start.await(Duration.ZERO).close(acknowledged ? waits.flush() : Duration.ZERO);
    tend();
  }
}
