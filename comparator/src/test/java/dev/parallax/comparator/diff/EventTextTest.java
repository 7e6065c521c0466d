package dev.parallax.comparator.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.parallax.comparator.Given;
import dev.parallax.comparator.Streams;
import dev.parallax.proto.Body.Extent;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.Divergence;
import dev.parallax.proto.Endpoint;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leaf;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Response;
import dev.parallax.proto.StreamMessage;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.grpc.MessageJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events of recordings that held them as one text. */
class EventTextTest {

  private static final String TEXT =
      """
      : hello
      event: price
      id: 7
      data: {"a":1}

      retry: 5

      data:two
      data: lines

      data: half""";

  @Test
  void areReadFromTheText() {
    assertThat(EventText.read(text(TEXT).getBody()).getMessagesList())
        .extracting(StreamMessage::getKind, StreamMessage::getId, EventTextTest::content)
        .containsExactly(tuple("price", "7", "{\"a\":1}"), tuple("message", "", "two\nlines"));
  }

  @ParameterizedTest
  @CsvSource({"one, ''", "zwei, VALUE body /*"})
  void areComparedWithEventsThatWereRecordedOneByOne(String candidate, String difference) {
    Comparison comparison =
        compare(Given.exchange("a", "/", text("data: one\n\n")), Streams.events(candidate));

    assertThat(comparison.getDivergencesList())
        .extracting(divergence -> divergence.getKind() + " " + divergence.getLocation())
        .isEqualTo(difference.isEmpty() ? List.of() : List.of(difference));
  }

  @Test
  void areComparedAsFarAsTheyGo() {
    Response.Builder cut = text("data: one\n\ndata: tw").toBuilder();
    cut.getBodyBuilder().setExtent(Extent.EXTENT_PREFIX);

    assertThat(
            compare(Given.exchange("a", "/", cut.build()), Streams.events("one", "two"))
                .getDivergencesList())
        .isEmpty();
  }

  @Test
  void areNotComparedWhereTheyHoldPseudonyms() {
    Exchange.Builder exchange = Given.exchange("a", "/", text("data: one\n\n")).toBuilder();
    exchange.getSanitisationBuilder().addLeaves(Leaf.newBuilder().setLocation("response body"));

    Comparison comparison = compare(exchange.build(), Streams.events("two"));

    assertThat(comparison.getDivergencesList()).isEmpty();
    assertThat(comparison.getNotComparedList())
        .contains(
            "production's answer is compared without its text,"
                + " which holds pseudonyms made with another key");
  }

  @Test
  void areNoOtherText() {
    assertThat(
            compare(
                    Given.exchange("a", "/", Given.body(200, "text/plain", "data: one\n\n")),
                    Streams.events("one"))
                .getDivergencesList())
        .extracting(Divergence::getKind)
        .contains(Divergence.Kind.TYPE);
  }

  private static Response text(String text) {
    return Given.body(200, "text/event-stream", text);
  }

  private static String content(StreamMessage message) {
    return message.getContent().toStringUtf8();
  }

  private static Comparison compare(Exchange exchange, Response candidate) {
    return ExchangeDiff.compare(
        exchange,
        Endpoint.getDefaultInstance(),
        List.of(Given.answered(exchange, Leg.CANDIDATE, 1, candidate)),
        Authorities.unknown(),
        new MessageJson(GrpcDescriptors.none()));
  }
}
