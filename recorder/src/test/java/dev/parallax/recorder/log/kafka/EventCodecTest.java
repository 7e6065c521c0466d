package dev.parallax.recorder.log.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parallax.proto.Comparison;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.ExchangeRef;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.Request;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.TemplateSet;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.log.Events;
import dev.parallax.recorder.sanitize.Properties;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {

  private static final long START_NANOS = 1_760_000_000_123_456_789L;
  private static final Timings TOOK_2_MS = Timings.newBuilder().setLastByteNanos(2_000_000).build();
  private static final ExchangeRef REF =
      ExchangeRef.newBuilder().setId("e-1").setPartition(3).setOffset(17).build();

  private static final Exchange EXCHANGE =
      Exchange.newBuilder()
          .setId("e-1")
          .setSession("sid:abc")
          .setStartedAtNanos(START_NANOS)
          .setTimings(TOOK_2_MS)
          .setRequest(Request.newBuilder().setMethod("GET").setTarget("/"))
          .build();

  private static final Outcome OUTCOME =
      Outcome.newBuilder()
          .setRunId("run-1")
          .setExchange(REF)
          .setSession("sid:abc")
          .setSentAtNanos(START_NANOS)
          .setTimings(TOOK_2_MS)
          .build();

  private static final Comparison COMPARISON =
      Comparison.newBuilder().setRunId("run-1").setExchange(REF).setSession("sid:abc").build();

  private static final LedgerEntry ENTRY =
      LedgerEntry.newBuilder()
          .setRecorder("shop-0")
          .setSequence(1)
          .setFromNanos(1)
          .setToNanos(START_NANOS)
          .build();

  private static final RunEvent RUN =
      RunEvent.newBuilder().setRunId("run-1").setAtNanos(START_NANOS).build();

  static Stream<Arguments> events() {
    return Stream.of(
        Arguments.of(Events.wrap(EXCHANGE), "parallax.exchanges", "sid:abc", 125),
        Arguments.of(Events.wrap(OUTCOME), "parallax.outcomes", "sid:abc", 125),
        Arguments.of(Events.wrap(ENTRY), "parallax.ledger", "shop-0", 123),
        Arguments.of(Events.wrap(RUN), "parallax.runs", "run-1", 123),
        Arguments.of(
            Events.wrap(EXCHANGE.toBuilder().clearSession().build()),
            "parallax.exchanges",
            "e-1",
            125),
        Arguments.of(
            Events.wrap(OUTCOME.toBuilder().clearSession().build()),
            "parallax.outcomes",
            "e-1",
            125));
  }

  @ParameterizedTest
  @MethodSource("events")
  void keepsAnEventUnderItsSessionAtTheTimeOfItsEnd(
      Event event, String topic, String key, long millis) {
    ProducerRecord<byte[], byte[]> record = EventCodec.encode(event);

    assertThat(record.topic()).isEqualTo(topic);
    assertThat(record.partition())
        .as("an outcome lies beside its exchange; else it follows from the key")
        .isEqualTo(
            event.hasOutcome() ? (Integer) event.getOutcome().getExchange().getPartition() : null);
    assertThat(new String(record.key(), UTF_8)).isEqualTo(key);
    assertThat(record.timestamp()).isEqualTo(1_760_000_000_000L + millis);
    assertThat(record.headers()).isEmpty();
    assertThat(decoded(record)).contains(event);
  }

  @Test
  void givesWhatHasNoTimeOfItsOwnThePresent() {
    TemplateSet templates = TemplateSet.newBuilder().setService("shop").build();
    long before = System.currentTimeMillis();

    for (Event event : new Event[] {Events.wrap(COMPARISON), Events.wrap(templates)}) {
      ProducerRecord<byte[], byte[]> record = EventCodec.encode(event);
      assertThat(record.timestamp()).isBetween(before, System.currentTimeMillis());
      assertThat(decoded(record)).contains(event);
    }
    assertThat(new String(EventCodec.encode(Events.wrap(templates)).key(), UTF_8))
        .isEqualTo("shop");
  }

  @Test
  void refusesAnEventOfNoKind() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventCodec.encode(Event.getDefaultInstance()));
  }

  @ParameterizedTest
  @EnumSource
  void takesNothingForNoEvent(Topic topic) {
    assertThat(decoded(topic, null)).isEmpty();
    assertThat(decoded(topic, new byte[0])).isEmpty();
  }

  /** Text, a cut-off event, and events of a sister topic are no events of this one. */
  @Test
  void knowsPoison() {
    byte[] whole = EXCHANGE.toByteArray();

    assertThat(decoded(Topic.EXCHANGES, "{\"id\":\"e-1\"}".getBytes(UTF_8))).isEmpty();
    assertThat(decoded(Topic.EXCHANGES, java.util.Arrays.copyOf(whole, whole.length - 3)))
        .isEmpty();
    assertThat(decoded(Topic.EXCHANGES, EXCHANGE.toBuilder().clearId().build().toByteArray()))
        .isEmpty();
    assertThat(decoded(Topic.EXCHANGES, EXCHANGE.toBuilder().clearRequest().build().toByteArray()))
        .isEmpty();
    assertThat(decoded(Topic.OUTCOMES, OUTCOME.toBuilder().clearExchange().build().toByteArray()))
        .isEmpty();
    assertThat(decoded(Topic.LEDGER, ENTRY.toBuilder().clearRecorder().build().toByteArray()))
        .isEmpty();
    assertThat(decoded(Topic.RUNS, RUN.toBuilder().clearRunId().build().toByteArray())).isEmpty();
    assertThat(decoded(Topic.DEAD_LETTERS, whole)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = "TEMPLATES", mode = EnumSource.Mode.EXCLUDE)
  void takesRandomBytesForNoEventOfAnyTopic(Topic topic) {
    Properties.forAll(
        2_000,
        random -> {
          byte[] bytes = new byte[1 + random.nextInt(64)];
          random.nextBytes(bytes);
          return bytes;
        },
        bytes -> assertThat(decoded(topic, bytes)).isEmpty());
  }

  private static Optional<Event> decoded(ProducerRecord<byte[], byte[]> record) {
    return decoded(Topic.named(record.topic()).orElseThrow(), record.value());
  }

  private static Optional<Event> decoded(
      Topic topic, byte @org.jspecify.annotations.Nullable [] value) {
    return EventCodec.decode(
        topic, new ConsumerRecord<>(topic.topicName(), 0, 0L, new byte[0], value));
  }
}
