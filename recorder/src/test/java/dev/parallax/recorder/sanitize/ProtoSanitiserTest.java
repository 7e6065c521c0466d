package dev.parallax.recorder.sanitize;

import static dev.parallax.recorder.sanitize.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.google.protobuf.UnknownFieldSet;
import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leaf;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.Request;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.proto.StreamMessage;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.grpc.MessageJson;
import dev.parallax.recorder.grpc.ShopDescriptors;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of known types: what passes, what is replaced, and that they stay messages. */
class ProtoSanitiserTest {

  private static final GrpcDescriptors DESCRIPTORS = Orders.DESCRIPTORS;
  private static final Descriptor ORDER = Orders.TYPE;
  private static final FieldDescriptor AT = ORDER.findFieldByName("at");
  private static final MessageJson JSON = new MessageJson(DESCRIPTORS);
  private static final Sanitiser STRICT =
      new Sanitiser(SanitisePolicy.strict(), Raws.KEY, DESCRIPTORS);

  @Test
  void passesWhatIsHarmlessInJsonToo() {
    Message order =
        order(
            """
            paid: true state: LOST a: -12 f: 999 price: 7 weight: 0.0 by_foot: 0 ids: [1, 22]
            names: ["", "17", "true"] free { bool_value: true } labels { key: "colour" value: "7" }
            mask { paths: "inner.price" paths: "sku" }
            """);
    Exchange exchange = answered(order);
    assertThat(parsed(exchange)).isEqualTo(order);
    assertThat(exchange.getSanitisation().getLeavesList()).isEmpty();
    assertThat(only(exchange).getKind()).isEqualTo("shop.v1.Order");
  }

  @Test
  void givesTheSamePseudonymsAsJson() throws IOException {
    String document =
        "{'sku':'LAMP-100001','f':4711081512,'price':19.99,'at':'2026-03-04T05:06:07.120Z'}"
            .replace('\'', '"');
    Message order =
        order(
            "sku: 'LAMP-100001' f: 4711081512 price: 19.99 at { seconds: %d nanos: 120000000 }"
                .formatted(Instant.parse("2026-03-04T05:06:07Z").getEpochSecond()));
    Exchange json = Raws.get("/").returning("application/json", document).by(STRICT);
    String sanitised = Raws.responseBody(json);
    assertThat(scalars(json(parsed(answered(order)))))
        .containsAllEntriesOf(scalars(sanitised))
        .doesNotContainValue("LAMP-100001");
    assertThat(sanitised).doesNotContain("4711081512", "19.99", "03-04T");
  }

  @Test
  void saysWhereValuesWereReplacedAsOfAListOfDocuments() {
    Message order =
        order(
            """
            sku: "some text" a: 7 password: 7 names: ["1", "some text"]
            items { sku: "some text" } items { items { names: "some text" } }
            labels { key: "colour" value: "some text" } labels { key: "bob@x.org" value: "1" }
            free { struct_value { fields { key: "a" value { list_value { values { number_value: 4711 } } } } } }
            note { value: "some text" } secret: "abc" detail {
              [type.googleapis.com/shop.v1.Order] { sku: "some text" }
            }
            """);
    assertThat(told(answered(order, order("sku: '7'"))))
        .containsExactlyInAnyOrder(
            "response body /*/sku [1] [0]",
            "response body /*/password [1] []",
            "response body /*/names/* [1, 3] [0, 1]",
            "response body /*/items/*/sku [1, 3] []",
            "response body /*/items/*/items/*/names/* [1, 3, 5, 7] []",
            "response body /*/labels/colour [1] []",
            "response body /*/free/a/* [1, 4] []",
            "response body /*/note [1] []",
            "response body /*/secret [1] []",
            "response body /*/detail/value/sku [1] []");
  }

  /** Seeded messages of any shape: what comes out is like what went in, and holds none of it. */
  @Test
  void keepsTheShapeAndNoSecret() {
    Properties.forAll(
        300,
        random -> {
          List<Canaries.Canary> planted = new ArrayList<>();
          return Map.entry(random(random, planted, 3), planted);
        },
        planted -> {
          Exchange exchange = answered(planted.getKey());
          for (Canaries.Canary canary : planted.getValue()) {
            assertThat(Canaries.found(exchange.toByteArray(), canary)).isFalse();
            assertThat(Canaries.found(Raws.bytes(text(parsed(exchange))), canary)).isFalse();
          }
          assertThat(shape(parsed(exchange))).isEqualTo(shape(planted.getKey()));
          // Each scalar that is another one now has a leaf that says so, and no other has.
          Map<String, String> was = scalars(json(planted.getKey()));
          Map<String, String> is = scalars(json(parsed(exchange)));
          assertThat(is.keySet()).isEqualTo(was.keySet());
          was.entrySet().removeIf(value -> value.getValue().equals(is.get(value.getKey())));
          assertThat(replaced(exchange)).containsAll(was.keySet());
        });
  }

  @ParameterizedTest
  @CsvSource({
    "c, 4294967295",
    "d, 4294967295",
    "a, -2147483648",
    "a, 2147483647",
    "b, -2147483648",
    "h, 18446744073709551615",
    "i, 18446744073709551615",
    "f, -9223372036854775808",
    "j, 9223372036854775807",
    "price, 1.7976931348623157E308",
    "weight, 3.4028235E38",
    "c, 4111111111",
    "h, 4111111111111111",
    "f, 20260304",
  })
  void replacesNumbersByOnesThatFit(String field, String number) {
    Message order = order(field + ": " + number);
    Message sanitised = parsed(answered(order));
    var descriptor = ORDER.findFieldByName(field);
    assertThat(sanitised.getField(descriptor)).isNotEqualTo(order.getField(descriptor));
    assertThat(sanitised.getField(descriptor).toString()).isNotIn("Infinity", "NaN");
  }

  /** Where a type has no room for each number of so many digits. */
  @ParameterizedTest
  @CsvSource({
    "c, 4294967295",
    "d, 3000000000",
    "h, 18446744073709551615",
    "i, 9999999999999999999"
  })
  void keepsTheDigitsOfNumbers(String field, String number) {
    String sanitised = text(parsed(answered(order(field + ": " + number)))).strip();
    assertThat(sanitised).matches(field + ": \\d{" + number.length() + "}");
  }

  @Test
  void passesWhatIsNoNumber() {
    Message order = order("price: nan weight: -inf");
    assertThat(text(parsed(answered(order)))).isEqualTo(text(order));
  }

  @Test
  void dropsFieldsThatAreNotKnown() {
    Exchange exchange = answered(Orders.withUnknown(order("a: 7"), "a secret"));
    assertThat(parsed(exchange)).isEqualTo(order("a: 7"));
    assertThat(told(exchange)).containsExactly("response body /* [1] [0]");
    assertThat(exchange.getSanitisation().getLeaves(0).getKind()).isEqualTo("unknown-field");
  }

  /** What lost something is not what was sent, and says so. */
  @Test
  void tellsWhichMessagesAreReduced() {
    UnknownFieldSet second =
        UnknownFieldSet.newBuilder()
            .addField(3, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build();
    Message entry = Orders.withUnknown(order("sku: 'colour'"), "a secret");
    Message moment = order("at { seconds: 7 }");
    Message time = (Message) moment.getField(AT);
    List<Message> reduced =
        List.of(
            Orders.withUnknown(order("a: 7"), "a secret"),
            order("").toBuilder()
                .setField(
                    ORDER.findFieldByName("inner"), Orders.withUnknown(order("a: 7"), "a secret"))
                .build(),
            Orders.field("labels", entry.toByteString()),
            Orders.field("price", ByteString.copyFromUtf8("no number")),
            order("detail { type_url: 'x/a.B' value: 'a secret' }"),
            moment.toBuilder()
                .setField(AT, time.toBuilder().setUnknownFields(second).build())
                .build(),
            order("at { seconds: %d nanos: %d }".formatted(Long.MAX_VALUE, Integer.MAX_VALUE)));
    for (Message message : reduced) {
      Exchange exchange = answered(message);
      assertThat(only(exchange).getReduced()).as(text(message)).isTrue();
      assertThat(exchange.getSanitisation().getLeavesList())
          .as(text(message))
          .extracting(Leaf::getKind)
          .anyMatch(kind -> kind.contains("unknown-field"));
    }
    Exchange whole = answered(order("a: 7 sku: 'some' at { seconds: 7 }"), reduced.getFirst());
    assertThat(whole.getResponse().getBody().getMessagesList())
        .extracting(StreamMessage::getReduced)
        .containsExactly(false, true);
  }

  @Test
  void tellsAnEmptyMessageFromAReducedOne() {
    RawBody body = RawBody.whole(Frames.of().gzip("").bytes());
    StreamMessage empty =
        only(
            Raws.get(ShopDescriptors.TARGET)
                .answering("grpc-encoding", "gzip")
                .returning("application/grpc", body)
                .by(STRICT));
    assertThat(empty.getLength()).isPositive();
    assertThat(empty.getContent().isEmpty()).isTrue();
    assertThat(Reduced.is(empty)).isFalse();
    assertThat(Reduced.is(only(answered(ByteString.fromHex("0aff"))))).isTrue();
    assertThat(Reduced.is(empty.toBuilder().clearReduced().build())).as("in old logs").isTrue();
  }

  /** Out of range alone, and out of what can be added up. */
  @ParameterizedTest
  @CsvSource({
    "9223372036854775807, 2147483647",
    "-9223372036854775808, -1",
    "9223372036854775807, 0",
    "0, -1",
    "0, 1000000000",
    "31556889864403200, 0",
  })
  void leavesNothingOfTimesThatAreNone(long seconds, int nanos) {
    Message order = order("at { seconds: %d nanos: %d } a: 7".formatted(seconds, nanos));
    Exchange exchange = answered(order, order("a: 7"));
    List<StreamMessage> messages = exchange.getResponse().getBody().getMessagesList();
    assertThat(messages).extracting(StreamMessage::getReduced).containsExactly(true, false);
    assertThat(JSON.write("shop.v1.Order", messages.getFirst().getContent()).orElseThrow().json())
        .contains("1970-01-01T00:00:00Z", "\"a\":7");
    assertThat(json(order)).contains(seconds + "s " + nanos + "ns");
  }

  /** As a member is, whether it is the whole message or within an Any. */
  @Test
  void sanitisesWellKnownTypesWhereverTheyStand() {
    GrpcDescriptors descriptors = ShopDescriptors.answering("google.protobuf.Timestamp");
    Message time = (Message) order("at { seconds: 1772600767 }").getField(AT);
    Exchange exchange =
        answered(
            new Sanitiser(SanitisePolicy.strict(), Raws.KEY, descriptors),
            Frames.of().add(time.toByteArray()));
    assertThat(told(exchange)).containsExactly("response body /* [1] []");
    String json =
        new MessageJson(descriptors)
            .write("google.protobuf.Timestamp", only(exchange).getContent())
            .orElseThrow()
            .json();
    assertThat(json)
        .matches("\"2026-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\"")
        .doesNotContain("03-04");

    GrpcDescriptors anything = ShopDescriptors.answering("google.protobuf.Any");
    Message any =
        (Message)
            order(
                    "detail { type_url: 'x/google.protobuf.Timestamp' value: '%s' }"
                        .formatted(TextFormat.escapeBytes(time.toByteString())))
                .getField(ORDER.findFieldByName("detail"));
    Exchange held =
        answered(
            new Sanitiser(SanitisePolicy.strict(), Raws.KEY, anything),
            Frames.of().add(any.toByteArray()));
    assertThat(told(held)).containsExactly("response body /*/value [1] []");
    assertThat(
            new MessageJson(anything)
                .write("google.protobuf.Any", only(held).getContent())
                .orElseThrow()
                .json())
        .isEqualTo(
            "{\"type_url\":\"type.googleapis.com/google.protobuf.Timestamp\",\"value\":"
                + json
                + "}");
  }

  @Test
  void leavesNothingOfAnAnyThatIsNotKnown() {
    ByteString secret = ByteString.copyFromUtf8("\n\bA secret");
    Message order =
        order(
            "detail { type_url: 'type.googleapis.com/a.B' value: '%s' }"
                .formatted(TextFormat.escapeBytes(secret)));
    assertThat(text(parsed(answered(order))).replaceAll("\\s", "")).isEqualTo("detail{}");
  }

  @Test
  void reducesWhatIsNoMessageOfItsType() {
    for (String hex : List.of("0aff", "0a05ffffffffff", "00", "0c", "ba0102")) {
      ByteString broken = ByteString.fromHex("0a0774657874206f66" + hex);
      Exchange exchange = answered(broken);
      assertThat(only(exchange).getContent().isEmpty()).as(hex).isTrue();
      assertThat(only(exchange).getLength()).isEqualTo(broken.size());
      assertThat(exchange.getSanitisation().getLeavesList()).as(hex).isEmpty();
    }
  }

  @Test
  void readsNoDeeperThanMostPrograms() {
    assertThat(only(answered(nested(90))).getContent().size()).isPositive();
    assertThat(only(answered(nested(110))).getContent().isEmpty()).isTrue();
    Message any = order("a: 7");
    for (int i = 0; i < 2000; i++) {
      any =
          order(
              "detail { type_url: 'x/shop.v1.Order' value: '%s' }"
                  .formatted(TextFormat.escapeBytes(any.toByteString())));
      if (any.getSerializedSize() > 100_000) {
        break;
      }
    }
    assertThat(told(answered(any))).hasSize(1).allMatch(leaf -> leaf.contains("/detail/value"));
  }

  @Test
  void takesNoMoreThanItIsGiven() {
    // A million empty messages in a list, each of two bytes.
    ByteString.Output bytes = ByteString.newOutput();
    byte[] item = order("items {}").toByteArray();
    for (int i = 0; i < 1_000_000; i++) {
      bytes.write(item, 0, item.length);
    }
    assertThat(only(answered(bytes.toByteString())).getContent().size()).isEqualTo(3_000_000);
  }

  @Test
  void readsPackedAndUnpackedNumbersAlike() {
    Message order = order("ids: [4711081512, 7] rates: [19.99]");
    UnknownFieldSet.Builder unpacked = UnknownFieldSet.newBuilder();
    unpacked.mergeVarintField(ORDER.findFieldByName("ids").getNumber(), 7);
    ByteString both = order.toByteString().concat(unpacked.build().toByteString());
    var ids = ORDER.findFieldByName("ids");
    Exchange exchange = answered(both);
    assertThat(parsed(exchange).getRepeatedFieldCount(ids)).isEqualTo(3);
    assertThat(parsed(exchange).getRepeatedField(ids, 2)).isEqualTo(7L);
    assertThat(told(exchange))
        .containsExactlyInAnyOrder(
            "response body /*/ids/* [1, 3] [0, 0]", "response body /*/rates/* [1, 3] []");
  }

  @Test
  void passesInTheClearWhatThePolicyNames() {
    SanitisePolicy policy =
        new SanitisePolicy(
            Mode.STRICT, List.of("response body /*/sku", "response body /*/secret"), List.of());
    Message order = order("sku: 'LAMP-100001' secret: 'abc' by_mail: 'LAMP-100001'");
    Message sanitised = parsed(answered(new Sanitiser(policy, Raws.KEY, DESCRIPTORS), order));
    assertThat(text(sanitised)).contains("sku: \"LAMP-100001\"", "secret: \"abc\"");
    assertThat(text(sanitised)).doesNotContain("by_mail: \"LAMP");
  }

  @Test
  void replacesInStagingWhatIsRecognised() {
    Sanitiser detect = new Sanitiser(SanitisePolicy.detect(), Raws.KEY, DESCRIPTORS);
    Message order =
        order("sku: 'LAMP-100001' secret: 'bob@x.org' by_mail: 'to bob@x.org' f: 4711081512");
    String sanitised = text(parsed(answered(detect, order)));
    assertThat(sanitised).contains("LAMP-100001", "4711081512").doesNotContain("bob");
  }

  @Test
  void keepsInStagingWhatWasSent() throws InvalidProtocolBufferException {
    Request sent =
        Request.newBuilder()
            .setTarget(ShopDescriptors.TARGET)
            .setBody(
                Body.newBuilder()
                    .addMessages(
                        StreamMessage.newBuilder()
                            .setKind("shop.v1.Order")
                            .setContent(order("names: 'bob@x.org'").toByteString())))
            .build();
    byte[] frames =
        Frames.of().add(order("names: ['bob@x.org', 'eve@x.org']").toByteArray()).bytes();
    Outcome outcome =
        new Sanitiser(SanitisePolicy.detect(), Raws.KEY, DESCRIPTORS)
            .outcome(
                new RawOutcome(
                    Outcome.getDefaultInstance(),
                    sent,
                    Raws.get("/").returning("application/grpc", RawBody.whole(frames)).response()))
            .event();
    Message answer =
        DynamicMessage.parseFrom(
            ORDER, outcome.getResponse().getBody().getMessages(0).getContent());
    assertThat(text(answer)).contains("bob@x.org").doesNotContain("eve");
  }

  @Test
  void sanitisesWhatIsAskedByItsOwnType() {
    Descriptor type = Objects.requireNonNull(DESCRIPTORS.message("shop.v1.Ask"));
    byte[] ask =
        DynamicMessage.newBuilder(type)
            .setField(type.findFieldByName("sku"), "bob")
            .build()
            .toByteArray();
    Exchange exchange =
        Raws.get(ShopDescriptors.TARGET)
            .sending(
                "application/grpc+proto",
                new String(Frames.of().add(ask).bytes(), StandardCharsets.UTF_8))
            .by(STRICT);
    StreamMessage message = exchange.getRequest().getBody().getMessages(0);
    assertThat(message.getKind()).isEqualTo("shop.v1.Ask");
    assertThat(message.getContent().size()).isEqualTo(ask.length);
    assertThat(exchange.getRequest().getTarget()).isEqualTo(ShopDescriptors.TARGET);
  }

  private static Message random(RandomGenerator random, List<Canaries.Canary> planted, int depth) {
    DynamicMessage.Builder order = DynamicMessage.newBuilder(ORDER);
    for (var field : ORDER.getFields()) {
      if (random.nextInt(3) > 0) {
        continue;
      }
      int count = field.isRepeated() ? 1 + random.nextInt(3) : 1;
      for (int i = 0; i < count; i++) {
        Object value =
            switch (field.getType()) {
              case STRING -> planted(random, planted);
              case BYTES -> ByteString.copyFromUtf8(planted(random, planted));
              case BOOL -> random.nextBoolean();
              case ENUM -> field.getEnumType().getValues().get(random.nextInt(3));
              case FLOAT -> random.nextFloat() * 1000;
              case DOUBLE -> random.nextDouble() * 1e6;
              case INT32, SINT32, UINT32, FIXED32, SFIXED32 -> random.nextInt();
              case MESSAGE -> {
                if (field.getMessageType().equals(ORDER)) {
                  yield depth == 0 ? order("") : random(random, planted, depth - 1);
                }
                yield field.getName().equals("labels")
                    ? entry(field.getMessageType(), "k" + i, planted(random, planted))
                    : field.getName().equals("note")
                        ? entry(field.getMessageType(), "", planted(random, planted))
                        : DynamicMessage.getDefaultInstance(field.getMessageType());
              }
              default -> random.nextLong();
            };
        if (field.isRepeated()) {
          order.addRepeatedField(field, value);
        } else {
          order.setField(field, value);
        }
      }
    }
    return order.build();
  }

  private static String planted(RandomGenerator random, List<Canaries.Canary> planted) {
    String kind = Canaries.KINDS.get(random.nextInt(Canaries.KINDS.size()));
    Canaries.Canary canary = Canaries.of(kind, random);
    planted.add(canary);
    return canary.value();
  }

  /** An entry of a map, or a wrapper without a key. */
  private static Message entry(Descriptor type, String key, String value) {
    DynamicMessage.Builder entry = DynamicMessage.newBuilder(type);
    if (!key.isEmpty()) {
      entry.setField(type.findFieldByName("key"), key);
    }
    return entry.setField(type.findFieldByName("value"), value).build();
  }

  private static ByteString nested(int depth) {
    Message order = order("a: 7");
    for (int i = 0; i < depth; i++) {
      order =
          DynamicMessage.newBuilder(ORDER).setField(ORDER.findFieldByName("inner"), order).build();
    }
    return order.toByteString();
  }

  private static Exchange answered(Message... orders) {
    return answered(STRICT, orders);
  }

  private static Exchange answered(Sanitiser sanitiser, Message... orders) {
    Frames frames = Frames.of();
    for (Message order : orders) {
      frames.add(order.toByteArray());
    }
    return answered(sanitiser, frames);
  }

  private static Exchange answered(ByteString message) {
    return answered(STRICT, Frames.of().add(message.toByteArray()));
  }

  private static Exchange answered(Sanitiser sanitiser, Frames frames) {
    return Raws.get(ShopDescriptors.TARGET)
        .asking("content-type", "application/grpc")
        .returning("application/grpc", RawBody.whole(frames.bytes()))
        .by(sanitiser);
  }

  private static StreamMessage only(Exchange exchange) {
    assertThat(exchange.getResponse().getBody().getMessagesList()).hasSize(1);
    return exchange.getResponse().getBody().getMessages(0);
  }

  private static Message parsed(Exchange exchange) {
    try {
      return DynamicMessage.parseFrom(ORDER, only(exchange).getContent());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("not a message any more", e);
    }
  }

  private static String text(Message message) {
    return TextFormat.printer().printToString(message);
  }

  private static String json(Message order) {
    return JSON.write("shop.v1.Order", order.toByteString()).orElseThrow().json();
  }

  /** Which fields there are, and how many of each. */
  private static String shape(Message message) {
    return scalars(json(message)).keySet().toString();
  }

  private static List<String> told(Exchange exchange) {
    return exchange.getSanitisation().getLeavesList().stream()
        .map(
            leaf ->
                "%s %s %s".formatted(leaf.getLocation(), leaf.getListsList(), leaf.getItemsList()))
        .toList();
  }

  /** The pointers, with * for each index, of what was replaced. */
  private static List<String> replaced(Exchange exchange) {
    return exchange.getSanitisation().getLeavesList().stream()
        .map(Leaf::getLocation)
        .map(location -> location.substring("response body /*".length()))
        .toList();
  }

  /** Values by pointers with * for each index. */
  private static Map<String, String> scalars(String json) {
    Map<String, String> scalars = new TreeMap<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          String pointer = parser.getParsingContext().pathAsPointer().toString();
          String folded = pointer.replaceAll("/\\d+(?=/|$)", "/*");
          scalars.merge(folded, parser.getText(), (one, other) -> one + ' ' + other);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return scalars;
  }
}
