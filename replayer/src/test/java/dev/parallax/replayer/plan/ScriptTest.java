package dev.parallax.replayer.plan;

import static dev.parallax.replayer.Recorded.answered;
import static dev.parallax.replayer.Recorded.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.StreamMessage;
import dev.parallax.replayer.Recorded;
import dev.parallax.replayer.plan.Script.When;
import dev.parallax.replayer.wire.Framing;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
    Script script = Script.of(CONVERSATION, Recorded.pace(new Speed.Times(4)));

    assertThat(script.answers()).isEqualTo(Framing.GRPC);
    assertThat(script.enough()).isEmpty();
    assertThat(script.lines())
        .extracting(line -> line.when().offsetNanos())
        .containsExactly(0L, 10_000_000L, 20_000_000L);
    assertThat(script.lines())
        .extracting(line -> line.when().afterAnswers())
        .containsExactly(0, 1, 2);
    assertThat(script.lines())
        .extracting(line -> line.content().toStringUtf8())
        .containsExactly("hello", "you?", "bye");
  }

  /** As slow as the run is then: what was recorded beside it stays beside it. */
  @ParameterizedTest
  @CsvSource({
    "2/s, 0, 20, 40",
    "0.5/s, 0, 80, 160",
    "1/s..3/s, 0, 39.95, 79.79",
    "3/s..1/s, 0, 13.34, 26.67"
  })
  void saysEachMessageAtItsTimeWithinARate(String rate, double first, double then, double last) {
    Script script = Script.of(CONVERSATION, Recorded.pace(Speed.parse(rate)));

    assertThat(script.lines().stream().map(line -> line.when().offsetNanos() / 1e6))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 0.01 ? 0 : Double.compare(a, b))
        .containsExactly(first, then, last);
  }

  @Test
  void keepsToTheAnswersButToNoTimeAtMaxSpeed() {
    Script script = Script.of(CONVERSATION, Recorded.pace(new Speed.Max()));

    assertThat(script.lines()).extracting(line -> line.when().offsetNanos()).containsOnly(0L);
    assertThat(script.lines())
        .extracting(line -> line.when().afterAnswers())
        .containsExactly(0, 1, 2);
  }

  @Test
  void saysASingleMessageAtOnce() {
    Exchange unary =
        Recorded.exchange("a", "s", 0, 9, Recorded.grpc("/shop.Cart/Get", said(7, "x")));

    assertThat(Script.of(unary, Recorded.pace(new Speed.Times(1))).lines())
        .extracting(line -> line.when().offsetNanos())
        .containsExactly(0L);
  }

  /** In milliseconds, at a fourth of the speed; 0 is what was not recorded. */
  @ParameterizedTest
  @CsvSource({"0, 20, 2", "80, 20, 2", "95, 23.75, 3", "200, 50, 3"})
  void endsItsSideWhenProductionsClientDid(long endMillis, double offsetMillis, int answers) {
    Script script = Script.of(ended(CONVERSATION, endMillis), Recorded.pace(new Speed.Times(4)));

    assertThat(script.end()).contains(new When(Math.round(offsetMillis * 1e6), answers));
    assertThat(script.plannedNanos()).isEqualTo(Math.round(offsetMillis * 1e6));
    assertThat(Script.of(ended(CONVERSATION, endMillis), Recorded.pace(new Speed.Max())).end())
        .contains(new When(0, answers));
  }

  @Test
  void endsItsSideAtOnceAfterASingleMessageButForAnAnswer() {
    Exchange unary =
        Recorded.answering(
            Recorded.exchange("a", "s", 0, 9, Recorded.grpc("/shop.Cart/Get", said(1, "x"))),
            "application/grpc",
            answered(5, "y"));

    assertThat(Script.of(ended(unary, 4), Recorded.pace(new Speed.Times(1))).end())
        .contains(new When(0, 0));
    assertThat(Script.of(ended(unary, 8), Recorded.pace(new Speed.Times(1))).end())
        .contains(new When(8_000_000, 1));
  }

  @Test
  @Timeout(30)
  void readsAConversationOfManyMessages() {
    int many = 200_000;
    StreamMessage[] said = new StreamMessage[many];
    StreamMessage[] answered = new StreamMessage[many];
    for (int i = 0; i < many; i++) {
      said[i] = said(i, "");
      answered[i] = answered(i, "");
    }
    Exchange exchange =
        Recorded.answering(
            Recorded.exchange("a", "s", 0, 9, Recorded.grpc("/chat.Chat/Talk", said)),
            "application/grpc",
            answered);

    Script script = Script.of(exchange, Recorded.pace(new Speed.Max()));

    assertThat(script.lines().getLast().when().afterAnswers()).isEqualTo(many - 1);
  }

  private static Exchange ended(Exchange exchange, long endMillis) {
    Exchange.Builder ended = exchange.toBuilder();
    ended.getTimingsBuilder().setRequestEndNanos(endMillis * 1_000_000);
    return ended.build();
  }

  @Test
  void isNothingForWhatIsNoStream() {
    assertThat(Script.of(Recorded.get("a", "/"), Recorded.pace(new Speed.Max())))
        .isEqualTo(Script.NONE);
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

    Script script = Script.of(exchange.build(), Recorded.pace(new Speed.Max()));

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

    assertThat(Script.of(exchange.build(), Recorded.pace(new Speed.Max())).enough())
        .isEqualTo(enough == null ? OptionalInt.empty() : OptionalInt.of(enough));
  }

  @Test
  void doesNotKnowHowMuchIsEnoughWhereMessagesWereNotRecorded() {
    Exchange.Builder exchange = EVENTS.toBuilder();
    exchange.getResponseBuilder().getBodyBuilder().clear().setLength(9);
    exchange.setFailure(Failure.newBuilder().setKind(Failure.Kind.CLIENT_ABORTED));
    exchange.getTimingsBuilder().setLastByteNanos(77);

    Script script = Script.of(exchange.build(), Recorded.pace(new Speed.Max()));

    assertThat(script.enough()).hasValue(Integer.MAX_VALUE);
    assertThat(script.isCounted()).isFalse();
    assertThat(script.stayedNanos()).hasValue(77);
  }

  @Test
  void hasEnoughWhereNothingCame() {
    Exchange.Builder exchange = EVENTS.toBuilder();
    exchange.getResponseBuilder().clearBody();
    exchange.setFailure(Failure.newBuilder().setKind(Failure.Kind.CLIENT_ABORTED));

    Script script = Script.of(exchange.build(), Recorded.pace(new Speed.Max()));

    assertThat(script.enough()).hasValue(0);
    assertThat(script.stayedNanos()).isEmpty();
  }

  @Test
  void knowsHowLongAClientWaitedInVain() {
    Exchange.Builder exchange = Recorded.get("a", "/").toBuilder().clearResponse();
    exchange.getTimingsBuilder().setLastByteNanos(77);
    exchange.setFailure(Failure.newBuilder().setKind(Failure.Kind.CLIENT_ABORTED));

    assertThat(Script.of(exchange.build(), Recorded.pace(new Speed.Max())).stayedNanos())
        .hasValue(77);
    assertThat(Script.of(exchange.clearFailure().build(), Recorded.pace(new Speed.Max())))
        .isEqualTo(Script.NONE);
  }
}
