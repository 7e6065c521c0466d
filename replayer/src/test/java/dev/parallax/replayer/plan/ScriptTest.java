package dev.parallax.replayer.plan;

import static dev.parallax.replayer.Recorded.answered;
import static dev.parallax.replayer.Recorded.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.replayer.Recorded;
import dev.parallax.replayer.plan.Script.Line;
import dev.parallax.replayer.wire.Framing;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScriptTest {

  private static final Exchange CONVERSATION =
      Recorded.answering(
          Recorded.exchange(
              "a",
              "s",
              0,
              100,
              Recorded.grpc(
                  "/chat.Chat/Talk", said(0, "hello"), said(40, "you?"), said(80, "bye"))),
          "application/grpc",
          answered(20, "hello"),
          answered(60, "fine"),
          answered(90, "bye"));

  private static final Exchange EVENTS =
      Recorded.answering(
          Recorded.get("a", "/"),
          "text/event-stream; charset=utf-8",
          answered(1, "one"),
          answered(2, "two"));

  @Test
  void saysEachMessageAtItsTimeAndAfterTheAnswersBeforeIt() {
    Script script = Script.of(CONVERSATION, new Speed.Times(4));

    assertThat(script.answers()).isEqualTo(Framing.GRPC);
    assertThat(script.enough()).isEmpty();
    assertThat(script.lines())
        .extracting(Line::offsetNanos)
        .containsExactly(0L, 10_000_000L, 20_000_000L);
    assertThat(script.lines()).extracting(Line::afterAnswers).containsExactly(0, 1, 2);
    assertThat(script.lines())
        .extracting(line -> line.content().toStringUtf8())
        .containsExactly("hello", "you?", "bye");
  }

  @Test
  void keepsToTheAnswersButToNoTimeAtMaxSpeed() {
    Script script = Script.of(CONVERSATION, new Speed.Max());

    assertThat(script.lines()).extracting(Line::offsetNanos).containsOnly(0L);
    assertThat(script.lines()).extracting(Line::afterAnswers).containsExactly(0, 1, 2);
  }

  @Test
  void saysASingleMessageAtOnce() {
    Exchange unary =
        Recorded.exchange("a", "s", 0, 9, Recorded.grpc("/shop.Cart/Get", said(7, "x")));

    assertThat(Script.of(unary, new Speed.Times(1)).lines())
        .extracting(Line::offsetNanos)
        .containsExactly(0L);
  }

  @Test
  void isNothingForWhatIsNoStream() {
    assertThat(Script.of(Recorded.get("a", "/"), new Speed.Max())).isEqualTo(Script.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "KIND_UNSPECIFIED, false, ",
    "KIND_UNSPECIFIED, true,  2",
    "CLIENT_ABORTED,   true,  2",
    "REFUSED,          true,  2",
    "RESET,            false, ",
  })
  void endsAStreamOfEventsWhereProductionsClientLeftIt(
      Failure.Kind kind, boolean truncated, Integer enough) {
    Exchange.Builder exchange = EVENTS.toBuilder();
    exchange.getResponseBuilder().getBodyBuilder().setTruncated(truncated);
    if (kind != Failure.Kind.KIND_UNSPECIFIED) {
      exchange.setFailure(Failure.newBuilder().setKind(kind));
    }

    Script script = Script.of(exchange.build(), new Speed.Max());

    assertThat(script.answers()).isEqualTo(Framing.EVENTS);
    assertThat(script.lines()).isEmpty();
    assertThat(script.enough())
        .isEqualTo(enough == null ? OptionalInt.empty() : OptionalInt.of(enough));
  }

  /** An answer that was too long to keep ends by itself, as it did in production. */
  @ParameterizedTest
  @CsvSource({"KIND_UNSPECIFIED, ", "CLIENT_ABORTED, 3"})
  void endsACallWhereProductionsClientLeftIt(Failure.Kind kind, Integer enough) {
    Exchange.Builder exchange = CONVERSATION.toBuilder();
    exchange.getResponseBuilder().getBodyBuilder().setTruncated(true);
    exchange.setFailure(Failure.newBuilder().setKind(kind));

    assertThat(Script.of(exchange.build(), new Speed.Max()).enough())
        .isEqualTo(enough == null ? OptionalInt.empty() : OptionalInt.of(enough));
  }

  @Test
  void doesNotKnowHowMuchIsEnoughWhereMessagesWereNotRecorded() {
    Exchange.Builder exchange = EVENTS.toBuilder();
    exchange.getResponseBuilder().clearBody();
    exchange.setFailure(Failure.newBuilder().setKind(Failure.Kind.CLIENT_ABORTED));

    assertThat(Script.of(exchange.build(), new Speed.Max()).enough()).hasValue(Integer.MAX_VALUE);
  }
}
