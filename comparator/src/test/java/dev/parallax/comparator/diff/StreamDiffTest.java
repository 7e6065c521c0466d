package dev.parallax.comparator.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import dev.parallax.comparator.Given;
import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.Endpoint;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Leaf;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Response;
import dev.parallax.proto.Sanitisation;
import dev.parallax.proto.StreamMessage;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.grpc.MessageJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams compared message by message: events of a server, and gRPC by digest. */
class StreamDiffTest {

  private static final GrpcDescriptors DESCRIPTORS = descriptors();
  private static final String UNKNOWN_FIELDS_OF_STAGING =
      "an answer of staging is compared without fields of its messages that can't be read";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"price":5};{"price":6}  | {"price":5};{"price":7}  | VALUE body /*/price /1/price 6 7
          {"price":5}              | {"price":"5"}            | TYPE body /*/price /0/price 5 "5"
          {"price":5}              | {}                       | MISSING body /*/price /0/price 5 absent
          price:{"a":1}            | cost:{"a":1}             | VALUE message kind /* /0 price cost
          #7:{"a":1}               | #8:{"a":1}               | VALUE message id /* /0 7 8
          {"a":1}                  | #8:{"a":1}               | EXTRA message id /* /0 absent 8
          one;two;three            | one;three                | LENGTH body 3 messages 2 messages, MISSING body /* /1 two absent
          one;two                  | one;zwei;two             | LENGTH body 2 messages 3 messages, EXTRA body /* /1 absent zwei
          one;two                  | two;one                  | ORDER body this order another order
          one                      | eins                     | VALUE body /* /0 "one" "eins"
          one                      | {"a":1}                  | TYPE body /* /0 "one" object of 1
          one;two                  | one;two                  | ''
          {"a":1.0}                | {"a":1}                  | REPRESENTATION body /*/a /0/a 1.0 1
          """)
  void locatesWhatDiffersInEvents(String control, String candidate, String differences) {
    assertThat(String.join(", ", told(pair(events(control), events(candidate)))))
        .isEqualTo(differences);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          one;two~   | one;two    | ''
          one;two~   | one;three  | VALUE body /* /1 "two" "three"
          one~       | one;two    | ''
          one;two~   | one        | LENGTH body 2 messages 1 messages
          one        | one;two~   | LENGTH body 1 messages 2 messages
          one;two    | one~       | ''
          """)
  void comparesAsFarAsIsSure(String control, String candidate, String differences) {
    Comparison comparison = pair(events(control), events(candidate));
    assertThat(String.join(", ", told(comparison))).isEqualTo(differences);
    assertThat(comparison.getNotComparedList())
        .contains(
            "an answer of staging is compared only as far as both bodies go, for one is cut short");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          aa;bb     | aa;bb       | ''
          aa;bb     | aa;cc       | VALUE body /* /1 2 bytes 2 bytes
          aa;bb;cc  | aa;cc       | LENGTH body 3 messages 2 messages, MISSING body /* /1 2 bytes absent
          aa;bb     | bb;aa       | ORDER body this order another order
          aa        | aa;aa       | LENGTH body 1 messages 2 messages, EXTRA body /* /1 absent 2 bytes
          """)
  void comparesReducedMessagesByDigest(String control, String candidate, String differences) {
    assertThat(String.join(", ", told(pair(grpc(control, "0"), grpc(candidate, "0")))))
        .isEqualTo(differences);
  }

  @Test
  void comparesNoDigestsOfTwoKeys() {
    Exchange exchange = Given.exchange("a", "/", grpc("aa", "0"));
    Comparison comparison = compare(exchange, grpc("bb", "0"), grpc("bb", "0"));
    assertThat(comparison.getDivergencesList()).isEmpty();
    assertThat(comparison.getNotComparedList())
        .contains(
            "production's answer is compared without messages of its body, digests made with another key");
    assertThat(told(compare(exchange, grpc("bb;cc", "0"), grpc("bb;cc", "0"))))
        .startsWith("LENGTH body 2 messages 1 messages");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0  | 0  | ''                                  | true
          0  | 13 | VALUE trailer grpc-status 0 13      | true
          5  | 13 | VALUE trailer grpc-status 5 13      | true
          0  | '' | MISSING trailer grpc-status 0 absent | true
          """)
  void findsAnotherStatusOfACall(
      String control, String candidate, String differences, boolean exercised) {
    Comparison comparison = pair(grpc("aa", control), grpc("aa", candidate));
    assertThat(String.join(", ", told(comparison))).isEqualTo(differences);
    assertThat(comparison.getExercised()).isEqualTo(exercised);
  }

  @Test
  void comparesNoMessagesOfACallThatFailed() {
    assertThat(told(pair(grpc("aa", "0"), grpc("bb", "14"))))
        .containsExactly("VALUE trailer grpc-status 0 14");
  }

  @Test
  void tellsNoTrailersFromHeaders() {
    Response trailing = grpc("", "5");
    Response leading =
        trailing.toBuilder()
            .clearTrailers()
            .addHeaders(Header.newBuilder().setName("Grpc-Status").setValue("5"))
            .build();
    assertThat(told(pair(trailing, leading))).isEmpty();
  }

  @Test
  void isNotExercisedWhereTheCallEndedInAnotherWay() {
    Exchange exchange = Given.exchange("a", "/", grpc("aa", "0"));
    Comparison comparison = compare(exchange, grpc("", "5"), grpc("", "5"));
    assertThat(comparison.getExercised()).isFalse();
    assertThat(comparison.getNotExercisedBecause())
        .isEqualTo("control 200 grpc-status 5, captured 200 grpc-status 0");
  }

  @Test
  void comparesPseudonymsOfTwoKeysByShape() {
    Exchange exchange =
        Given.exchange("a", "/", events("#7001:{\"a\":\"abcd\",\"b\":1}")).toBuilder()
            .setSanitisation(
                Sanitisation.newBuilder()
                    .addLeaves(Leaf.newBuilder().setLocation("response body /*/a").addLists(1))
                    .addLeaves(Leaf.newBuilder().setLocation("response message id /*").addLists(1)))
            .build();
    Response control = events("#7002:{\"a\":\"wxyz\",\"b\":1}");
    assertThat(told(compare(exchange, control, control))).isEmpty();
    Response longer = events("#7002:{\"a\":\"wxyzwxyzwxyz\",\"b\":2}");
    assertThat(told(compare(exchange, longer, longer)))
        .containsExactly(
            "LENGTH body /*/a /0/a \"wxyzwxyzwxyz\" \"abcd\"", "VALUE body /*/b /0/b 2 1");
  }

  @Test
  void isNoStreamAnyMore() {
    assertThat(told(pair(events("one"), Given.json(200, "{}"))))
        .contains("TYPE body 1 messages of text/event-stream 2 bytes of application/json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          price: 5              | price: 5              | ''
          price: 5              | price: 6              | VALUE body /*/price /0/price 5.0 6.0
          price: 5              | ''                    | VALUE body /*/price /0/price 5.0 0.0
          tags: 'a' tags: 'b'   | tags: 'a'             | LENGTH body /*/tags /0/tags list of 2 list of 1, \
          MISSING body /*/tags/* /0/tags/1 "b" absent
          next { price: 5 }     | next { price: 7 }     | VALUE body /*/next/price /0/next/price 5.0 7.0
          next { price: 5 }     | price: 0              | MISSING body /*/next /0/next object of 2 absent
          """)
  void comparesMessagesOfAKnownTypeByField(String control, String candidate, String differences) {
    assertThat(String.join(", ", told(pair(prices(control), prices(candidate)))))
        .isEqualTo(differences.replaceAll("\\s+", " "));
  }

  @Test
  void comparesMessagesOfAnUnknownTypeByDigest() {
    Response.Builder control = prices("price: 5").toBuilder();
    Response.Builder candidate = prices("price: 6").toBuilder();
    control.getBodyBuilder().getMessagesBuilder(0).setKind("a.Unknown");
    candidate.getBodyBuilder().getMessagesBuilder(0).setKind("a.Unknown");
    assertThat(told(pair(control.build(), candidate.build())))
        .containsExactly("VALUE body /* /0 9 bytes 9 bytes");
    assertThat(told(pair(control.build(), control.build()))).isEmpty();
  }

  /** Price and digest; with a plus, of a message that had fields which descriptors lack. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5+aa | 5+aa | ''
          5+aa | 5+bb | VALUE message unreadable-fields /* /0 present others
          5 aa | 5+bb | EXTRA message unreadable-fields /* /0 absent present
          5+aa | 5 bb | MISSING message unreadable-fields /* /0 present absent
          5+aa | 6+bb | VALUE body /*/price /0/price 5.0 6.0
          5 aa | 5 bb | ''
          """)
  void comparesUnknownFieldsByDigest(String control, String candidate, String differences) {
    Comparison comparison = pair(priceInPart(control), priceInPart(candidate));
    assertThat(String.join(", ", told(comparison))).isEqualTo(differences);
    assertThat(comparison.getNotComparedList().contains(UNKNOWN_FIELDS_OF_STAGING))
        .isEqualTo(candidate.startsWith("6"));
  }

  @Test
  void comparesNoUnknownFieldsOfTwoKeys() {
    Exchange exchange = Given.exchange("a", "/", priceInPart("5+aa"));
    Comparison comparison = compare(exchange, priceInPart("5 bb"), priceInPart("5 bb"));
    assertThat(comparison.getDivergencesList()).isEmpty();
    assertThat(comparison.getNotComparedList())
        .contains(
            "production's answer is compared without fields of its messages that can't be read");
  }

  /** Those who recorded knew more than those who compare. */
  @Test
  void noticesFieldsThatTheReaderDoesNotKnow() {
    ByteString more = ByteString.fromHex("a00601");
    Response control = prices("price: 5");
    Response.Builder candidate = control.toBuilder();
    StreamMessage.Builder message = candidate.getBodyBuilder().getMessagesBuilder(0);
    message.setContent(message.getContent().concat(more)).setDigest(more);
    assertThat(told(pair(control, candidate.build())))
        .containsExactly("EXTRA message unreadable-fields /* /0 absent present");
  }

  /** Empty on purpose, as nothing of old logs was. */
  @Test
  void comparesEventsWithoutData() {
    Response.Builder heartbeats = events("one;").toBuilder();
    heartbeats.getBodyBuilder().getMessagesBuilder(1).setLength(7).setReduced(false);
    Response control = heartbeats.build();
    Response another = digested(heartbeats, "another");
    assertThat(told(pair(control, another))).isEmpty();
    assertThat(told(pair(control, events("one;two"))))
        .containsExactly("VALUE body /* /1 \"\" \"two\"");
    heartbeats.getBodyBuilder().getMessagesBuilder(1).clearReduced();
    assertThat(told(pair(digested(heartbeats, "one"), digested(heartbeats, "another"))))
        .containsExactly("VALUE body /* /1 7 bytes 7 bytes");
  }

  @Test
  void comparesReplacedNamesOfEventsByShape() {
    Exchange exchange =
        Given.exchange("a", "/", events("u-aaaa:{};open:{}")).toBuilder()
            .setSanitisation(
                Sanitisation.newBuilder()
                    .addLeaves(
                        Leaf.newBuilder()
                            .setLocation("response message kind /*")
                            .addLists(1)
                            .addItems(0)))
            .build();
    Response control = events("u-bbbb:{};open:{}");
    assertThat(told(compare(exchange, control, control))).isEmpty();
    Response other = events("u:{};shut:{}");
    assertThat(told(compare(exchange, other, other)))
        .containsExactly(
            "LENGTH message kind /* /0 u u-aaaa", "VALUE message kind /* /1 shut open");
  }

  /** When messages came says nothing of what they are. */
  @Test
  void comparesNoTimes() {
    Response now = events("one;two");
    Response later = now.toBuilder().build();
    Body.Builder body = later.getBody().toBuilder();
    body.getMessagesBuilderList().forEach(message -> message.setOffsetNanos(9_000_000_000L));
    assertThat(told(pair(now, later.toBuilder().setBody(body).build()))).isEmpty();
  }

  /** Messages apart by a semicolon, each {@code kind:#id:data} or less; a tilde cuts it short. */
  private static Response events(String stream) {
    Body.Builder body =
        Body.newBuilder()
            .setExtent(Extent.EXTENT_MESSAGES)
            .setContentType("text/event-stream")
            .setTruncated(stream.endsWith("~"));
    for (String event : stream.replace("~", "").split(";", -1)) {
      int brace = event.indexOf('{');
      int colon = event.lastIndexOf(':', brace < 0 ? event.length() : brace);
      String head = colon < 0 ? "" : event.substring(0, colon);
      body.addMessages(
          StreamMessage.newBuilder()
              .setKind(head.isEmpty() || head.startsWith("#") ? "message" : head)
              .setId(head.startsWith("#") ? head.substring(1) : "")
              .setLength(event.length())
              .setContent(ByteString.copyFromUtf8(event.substring(colon + 1))));
    }
    return response("text/event-stream", body).build();
  }

  /** Reduced messages apart by a semicolon, each told by its digest. */
  private static Response grpc(String stream, String status) {
    Body.Builder body = Body.newBuilder().setExtent(Extent.EXTENT_NONE);
    for (String digest : stream.isEmpty() ? new String[0] : stream.split(";", -1)) {
      body.setExtent(Extent.EXTENT_MESSAGES)
          .addMessages(
              StreamMessage.newBuilder()
                  .setLength(digest.length())
                  .setDigest(ByteString.copyFromUtf8(digest)));
    }
    Response.Builder response = response("application/grpc", body);
    if (!status.isEmpty()) {
      response.addTrailers(Header.newBuilder().setName("grpc-status").setValue(status));
    }
    return response.build();
  }

  /** {@code 5+aa}: a price, a sign for fields that descriptors lack, the digest. */
  private static Response priceInPart(String text) {
    Response.Builder response = prices("price: " + text.charAt(0)).toBuilder();
    response
        .getBodyBuilder()
        .getMessagesBuilder(0)
        .setReduced(text.charAt(1) == '+')
        .setDigest(ByteString.copyFromUtf8(text.substring(2)));
    return response.build();
  }

  /** With that digest of its second message. */
  private static Response digested(Response.Builder response, String digest) {
    Response.Builder copy = response.build().toBuilder();
    copy.getBodyBuilder().getMessagesBuilder(1).setDigest(ByteString.copyFromUtf8(digest));
    return copy.build();
  }

  /** One message of a known type. */
  private static Response prices(String text) {
    DynamicMessage.Builder price =
        DynamicMessage.newBuilder(Objects.requireNonNull(DESCRIPTORS.message("shop.Price")));
    try {
      TextFormat.merge(text, price);
    } catch (TextFormat.ParseException e) {
      throw new IllegalArgumentException(text, e);
    }
    ByteString content = price.build().toByteString();
    return response(
            "application/grpc",
            Body.newBuilder()
                .setExtent(Extent.EXTENT_MESSAGES)
                .addMessages(
                    StreamMessage.newBuilder()
                        .setKind("shop.Price")
                        .setLength(content.size())
                        .setContent(content)
                        .setDigest(content)))
        .addTrailers(Header.newBuilder().setName("grpc-status").setValue("0"))
        .build();
  }

  private static GrpcDescriptors descriptors() {
    FileDescriptorSet.Builder set = FileDescriptorSet.newBuilder();
    try {
      TextFormat.merge(
          """
          file {
            name: "shop.proto" package: "shop" syntax: "proto3"
            message_type {
              name: "Price"
              field { name: "price" number: 1 label: LABEL_OPTIONAL type: TYPE_DOUBLE }
              field { name: "tags" number: 2 label: LABEL_REPEATED type: TYPE_STRING }
              field { name: "next" number: 3 label: LABEL_OPTIONAL type: TYPE_MESSAGE type_name: ".shop.Price" }
            }
          }
          """,
          set);
    } catch (TextFormat.ParseException e) {
      throw new IllegalStateException(e);
    }
    return GrpcDescriptors.of(set.build());
  }

  private static Response.Builder response(String type, Body.Builder body) {
    return Response.newBuilder()
        .setStatus(200)
        .addHeaders(Header.newBuilder().setName("content-type").setValue(type))
        .setBody(body.setContentType(type));
  }

  /** The captured answer is the control's, so that only the candidate differs. */
  private static Comparison pair(Response control, Response candidate) {
    return compare(Given.exchange("a", "/", control), control, candidate);
  }

  private static Comparison compare(Exchange exchange, Response control, Response candidate) {
    return ExchangeDiff.compare(
        exchange,
        Endpoint.getDefaultInstance(),
        List.of(
            Given.answered(exchange, Leg.CONTROL, 1, control),
            Given.answered(exchange, Leg.CANDIDATE, 1, candidate)),
        Authorities.unknown(),
        new MessageJson(DESCRIPTORS));
  }

  private static List<String> told(Comparison comparison) {
    List<String> told = new ArrayList<>();
    for (var divergence : comparison.getDivergencesList()) {
      told.add(
          String.join(
              " ",
              List.of(
                      divergence.getKind().name(),
                      divergence.getLocation(),
                      divergence.getPointer(),
                      divergence.getBaseValue(),
                      divergence.getDiffering(0).getValue())
                  .stream()
                  .filter(part -> !part.isEmpty())
                  .toList()));
    }
    return told;
  }
}
