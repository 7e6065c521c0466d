package dev.parallax.recorder.log.kafka;

import dev.parallax.recorder.log.Position;
import dev.parallax.recorder.log.Receipt;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * One event given to the producer. That tells of an event that it does not take as of one that
 * Kafka did not, by the callback, but before it returns and on the thread that gave it: this keeps
 * the two apart.
 */
final class Sent implements Callback {

  private final Receipt receipt;
  private final InFlight inFlight;
  private final Thread appender = Thread.currentThread();

  // Confined to the appender's thread.
  private boolean returned;
  private @Nullable Exception refused;

  Sent(Receipt receipt, InFlight inFlight) {
    this.receipt = receipt;
    this.inFlight = inFlight;
    inFlight.begin();
  }

  @Override
  public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception fault) {
    if (fault != null && Thread.currentThread() == appender && !returned) {
      refused(fault);
      return;
    }
    if (KafkaFaults.isOfTheEvent(fault)) {
      receipt.refused();
    } else if (fault == null && metadata != null) {
      receipt.kept(new Position(metadata.partition(), metadata.offset()));
    } else {
      receipt.settled(fault == null);
    }
    inFlight.end(fault);
  }

  /** The producer did not take it; to be called before it returned. */
  void refused(Exception fault) {
    if (refused == null) {
      refused = fault;
      inFlight.end(null);
    }
  }

  /**
   * The producer has returned.
   *
   * @return why it did not take the event, or null: then the receipt is settled by Kafka's answer
   */
  @Nullable Exception returned() {
    returned = true;
    return refused;
  }
}
