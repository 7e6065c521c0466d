package dev.parallax.recorder.sanitize;

import static dev.parallax.recorder.sanitize.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import dev.parallax.proto.Exchange;
import dev.parallax.recorder.grpc.ShopDescriptors;
import dev.parallax.recorder.raw.RawBody;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As {@link LeakTest}, in each place of a message whose type is known. */
class MessageLeakTest {

  private static final int SECRETS_A_CELL = 25;
  private static final Sanitiser STRICT =
      new Sanitiser(SanitisePolicy.strict(), Raws.KEY, Orders.DESCRIPTORS);

  private static final Map<String, Function<String, Message>> PLACES = new LinkedHashMap<>();

  static {
    PLACES.put("string", v -> order("sku: '%s'".formatted(v)));
    PLACES.put("bytes", v -> order("secret: '%s'".formatted(v)));
    PLACES.put("list", v -> order("names: ['1', '%s']".formatted(v)));
    PLACES.put("nested", v -> order("inner { items { sku: '%s' } }".formatted(v)));
    PLACES.put("key of a map", v -> order("labels { key: '%s' }".formatted(v)));
    PLACES.put("value of a map", v -> order("labels { key: 'a' value: '%s' }".formatted(v)));
    PLACES.put("wrapper", v -> order("note { value: '%s' }".formatted(v)));
    PLACES.put("free value", v -> order("free { string_value: '%s' }".formatted(v)));
    PLACES.put(
        "free name",
        v -> order("free { struct_value { fields { key: '%s' value { } } } }".formatted(v)));
    PLACES.put("mask", v -> order("mask { paths: '%s' }".formatted(v)));
    PLACES.put("one of two", v -> order("by_mail: '%s'".formatted(v)));
    PLACES.put(
        "any",
        v -> order("detail { [type.googleapis.com/shop.v1.Order] { sku: '%s' } }".formatted(v)));
    PLACES.put("unknown any", v -> order("detail { type_url: '%s' value: '%1$s' }".formatted(v)));
    PLACES.put(
        "host of an any", v -> order("detail { type_url: '%s/shop.v1.Order' }".formatted(v)));
    PLACES.put("unknown field", v -> Orders.withUnknown(order("a: 7"), v));
    PLACES.put("field unknown further in", v -> inner(Orders.withUnknown(order("a: 7"), v)));
    PLACES.put("unknown field of an entry", MessageLeakTest::entryWithUnknown);
    PLACES.put("field of another type", v -> Orders.field("price", ByteString.copyFromUtf8(v)));
  }

  static Iterable<String> places() {
    return PLACES.keySet();
  }

  @ParameterizedTest
  @MethodSource("places")
  void recordsNoPlantedSecret(String place) {
    for (String kind : Canaries.KINDS) {
      Properties.forAll(
          SECRETS_A_CELL,
          random -> Canaries.of(kind, random),
          canary -> {
            Message message = Objects.requireNonNull(PLACES.get(place)).apply(canary.value());
            Exchange exchange = exchange(Frames.of().add(message.toByteArray()));
            assertThat(Canaries.found(exchange.toByteArray(), canary)).as(kind).isFalse();
          });
    }
  }

  private static Exchange exchange(Frames frames) {
    return Raws.get(ShopDescriptors.TARGET)
        .returning("application/grpc", RawBody.whole(frames.bytes()))
        .by(STRICT);
  }

  private static Message inner(Message message) {
    return DynamicMessage.newBuilder(Orders.TYPE)
        .setField(Orders.TYPE.findFieldByName("inner"), message)
        .build();
  }

  private static Message entryWithUnknown(String value) {
    Message entry = Orders.withUnknown(order("sku: 'colour'"), value);
    return Orders.field("labels", entry.toByteString());
  }
}
