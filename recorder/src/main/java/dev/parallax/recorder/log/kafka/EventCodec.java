package dev.parallax.recorder.log.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LateRecords;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.log.Events;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Events as records: the topic says the kind, the value is the bare message, the key decides the
 * partition, and the timestamp is that of the event's end. Records have no headers.
 */
final class EventCodec {

  private EventCodec() {}

  /**
   * @param message an {@code Event}, or one of the messages that it can hold
   */
  static ProducerRecord<byte[], byte[]> encode(MessageLite message) {
    return message instanceof Exchange exchange ? encode(exchange) : encode(Events.wrap(message));
  }

  /** As below, without an envelope: nearly all that is written are exchanges. */
  private static ProducerRecord<byte[], byte[]> encode(Exchange exchange) {
    return new ProducerRecord<>(
        Topic.EXCHANGES.topicName(),
        null,
        millis(completedNanos(exchange)),
        sessionOr(exchange.getSession(), exchange.getId()).getBytes(StandardCharsets.UTF_8),
        exchange.toByteArray());
  }

  private static ProducerRecord<byte[], byte[]> encode(Event event) {
    return new ProducerRecord<>(
        Topic.of(event).topicName(),
        partition(event),
        millis(endNanos(event)),
        key(event).getBytes(StandardCharsets.UTF_8),
        value(event));
  }

  /**
   * @return empty for what is no event of that topic
   */
  static Optional<Event> decode(Topic topic, ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null || value.length == 0) {
      return Optional.empty();
    }
    try {
      Event event = parse(topic, value);
      return isWhole(event) ? Optional.of(event) : Optional.empty();
    } catch (InvalidProtocolBufferException poison) {
      return Optional.empty();
    }
  }

  private static Event parse(Topic topic, byte[] value) throws InvalidProtocolBufferException {
    Event.Builder event = Event.newBuilder();
    return switch (topic) {
      case EXCHANGES -> event.setExchange(Exchange.parseFrom(value)).build();
      case OUTCOMES -> event.setOutcome(Outcome.parseFrom(value)).build();
      case COMPARISONS -> event.setComparison(Comparison.parseFrom(value)).build();
      case LEDGER -> event.setLedger(LedgerEntry.parseFrom(value)).build();
      case TEMPLATES -> event.setTemplates(TemplateSet.parseFrom(value)).build();
      case RUNS -> event.setRun(RunEvent.parseFrom(value)).build();
      case LATE -> event.setLate(LateRecords.parseFrom(value)).build();
      case DEAD_LETTERS -> event.build();
    };
  }

  /** Foreign bytes may happen to parse; they hardly say what they are about. */
  private static boolean isWhole(Event event) {
    return switch (event.getEventCase()) {
      case EXCHANGE -> !event.getExchange().getId().isEmpty() && event.getExchange().hasRequest();
      case OUTCOME -> !event.getOutcome().getExchange().getId().isEmpty();
      case COMPARISON -> !event.getComparison().getExchange().getId().isEmpty();
      case LEDGER -> !event.getLedger().getRecorder().isEmpty();
      case TEMPLATES -> true;
      case LATE -> event.getLate().getStretchesCount() > 0;
      case RUN -> !event.getRun().getRunId().isEmpty();
      case EVENT_NOT_SET -> false;
    };
  }

  /**
   * An outcome lies beside its exchange, whatever became of the topics since; else the key says.
   */
  private static @Nullable Integer partition(Event event) {
    return event.hasOutcome() ? event.getOutcome().getExchange().getPartition() : null;
  }

  private static String key(Event event) {
    return switch (event.getEventCase()) {
      case EXCHANGE -> sessionOr(event.getExchange().getSession(), event.getExchange().getId());
      case OUTCOME ->
          sessionOr(event.getOutcome().getSession(), event.getOutcome().getExchange().getId());
      case COMPARISON ->
          sessionOr(
              event.getComparison().getSession(), event.getComparison().getExchange().getId());
      case LEDGER -> event.getLedger().getRecorder();
      case TEMPLATES -> event.getTemplates().getService();
      case RUN -> event.getRun().getRunId();
      case LATE, EVENT_NOT_SET -> "";
    };
  }

  /** An exchange without a session stands for itself. */
  private static String sessionOr(String session, String exchangeId) {
    return session.isEmpty() ? exchangeId : session;
  }

  private static byte[] value(Event event) {
    return switch (event.getEventCase()) {
      case EXCHANGE -> event.getExchange().toByteArray();
      case OUTCOME -> event.getOutcome().toByteArray();
      case COMPARISON -> event.getComparison().toByteArray();
      case LEDGER -> event.getLedger().toByteArray();
      case TEMPLATES -> event.getTemplates().toByteArray();
      case RUN -> event.getRun().toByteArray();
      case LATE -> event.getLate().toByteArray();
      case EVENT_NOT_SET -> new byte[0];
    };
  }

  /** Nanoseconds since the Unix epoch; 0 where an event has no time of its own. */
  private static long endNanos(Event event) {
    return switch (event.getEventCase()) {
      case EXCHANGE -> completedNanos(event.getExchange());
      case OUTCOME ->
          event.getOutcome().getSentAtNanos() + event.getOutcome().getTimings().getLastByteNanos();
      case LEDGER -> event.getLedger().getToNanos();
      case RUN -> event.getRun().getAtNanos();
      case LATE -> event.getLate().getAtNanos();
      case COMPARISON, TEMPLATES, EVENT_NOT_SET -> 0;
    };
  }

  private static long completedNanos(Exchange exchange) {
    return exchange.getStartedAtNanos() + exchange.getTimings().getLastByteNanos();
  }

  private static Long millis(long nanos) {
    return nanos > 0 ? TimeUnit.NANOSECONDS.toMillis(nanos) : System.currentTimeMillis();
  }
}
