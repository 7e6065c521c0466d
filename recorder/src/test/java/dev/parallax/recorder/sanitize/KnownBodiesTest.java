package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leaf;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.grpc.MessageJson;
import dev.parallax.recorder.raw.RawBody;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A body that is known is recorded as if it were not, and never as another one. */
class KnownBodiesTest {

  private static final String JSON = "{\"id\":48210007,\"email\":\"ada@shop.example\"}";
  private static final byte[] BYTES = Raws.bytes(JSON);
  private static final MediaType JSON_TYPE = MediaType.parse("application/json");

  /** All alike in what they carry, and each recorded in its own way. */
  static List<UnaryOperator<Raws>> bodies() {
    return List.of(
        raws -> raws.sending("application/json", JSON),
        raws -> raws.returning("application/json", JSON),
        raws -> raws.returning("text/plain", JSON),
        raws -> raws.returning("text/plain; charset=utf-16", JSON),
        raws -> raws.returning("application/x-www-form-urlencoded", JSON),
        raws -> raws.returning("application/x-ndjson", JSON),
        raws -> raws.returning("image/png", JSON),
        raws -> raws.returningUntyped(BYTES),
        raws -> raws.returning("application/json", JSON).answering("Content-Encoding", "gzip"),
        raws -> raws.returning("application/json", new RawBody(BYTES, BYTES.length, true)),
        raws -> raws.returning("application/json", new RawBody(BYTES, 10_000, true)),
        raws -> raws.returning("application/json", new RawBody(BYTES, 20_000, true)));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void changesNothing(UnaryOperator<Raws> body) {
    Exchange unknown = body.apply(Raws.get("/")).by(fresh());
    Sanitiser sanitiser = fresh();
    // All of the others are known by then.
    for (int times = 0; times < 3; times++) {
      bodies().forEach(other -> other.apply(Raws.get("/")).by(sanitiser));
    }
    assertThat(body.apply(Raws.get("/")).by(sanitiser)).isEqualTo(unknown);
  }

  private static Sanitiser fresh() {
    return new Sanitiser(SanitisePolicy.strict(), Raws.KEY);
  }

  @Test
  void keepsWhatComesForTheSecondTime() {
    KnownBodies bodies = new KnownBodies();
    KnownBodies.Key key = key(BYTES);
    bodies.met(key, body(10), List.of());
    assertThat(bodies.find(key)).isNull();
    bodies.met(key, body(10), List.of(Leaves.leaf("response body /id", "id", true)));
    assertThat(bodies.find(key(BYTES.clone())))
        .satisfies(
            known -> {
              assertThat(known.body()).isEqualTo(body(10));
              assertThat(known.leaves()).extracting(Leaf::getKind).containsExactly("id");
            });
  }

  @Test
  void forgetsWhatWasAskedForLongestAgo() {
    KnownBodies bodies = new KnownBodies();
    int count = 200;
    for (int i = 0; i < count; i++) {
      KnownBodies.Key key = large(i);
      bodies.met(key, body(32 << 10), List.of());
      bodies.met(key, body(32 << 10), List.of());
      assertThat(bodies.find(large(0))).as("asked for each time").isNotNull();
    }
    assertThat(bodies.find(large(1))).isNull();
    assertThat(bodies.find(large(count - 1))).isNotNull();
  }

  @Test
  void countsLeavesThatNobodyShares() {
    KnownBodies bodies = new KnownBodies();
    List<Leaf> leaves =
        IntStream.range(0, 2_000).mapToObj(i -> Leaves.leaf("body /a" + i, "id", true)).toList();
    assertThat(kept(bodies, i -> key(new byte[] {(byte) i}), leaves)).isLessThan(20);
  }

  @Test
  void countsTypesAndCodings() {
    String spaces = " ".repeat(60_000);
    MediaType wide = new MediaType("application/json", "application/json;" + spaces, "", "");
    assertThat(kept(new KnownBodies(), i -> key(wide, List.of(), i), List.of())).isLessThan(80);
    assertThat(kept(new KnownBodies(), i -> key(JSON_TYPE, List.of(spaces), i), List.of()))
        .isLessThan(80);
  }

  /** Of 200 different ones, each met twice. */
  private static long kept(
      KnownBodies bodies, IntFunction<KnownBodies.Key> key, List<Leaf> leaves) {
    for (int i = 0; i < 200; i++) {
      bodies.met(key.apply(i), body(1), leaves);
      bodies.met(key.apply(i), body(1), leaves);
    }
    return IntStream.range(0, 200).filter(i -> bodies.find(key.apply(i)) != null).count();
  }

  @Test
  void leavesAloneWhatIsTooLargeOrHoldsWhatWeSent() {
    Scope recorded = Scope.of("response", new Leaves());
    Scope echoing =
        new Scope(
            "response",
            new Leaves(),
            Echoes.of(
                Raws.get("/x").strict().getRequest(), new MessageJson(GrpcDescriptors.none())),
            null);
    RawBody small = RawBody.whole(BYTES);
    assertThat(KnownBodies.key(recorded, JSON_TYPE, List.of(), small)).isNotNull();
    assertThat(KnownBodies.key(echoing, JSON_TYPE, List.of(), small)).isNull();
    RawBody large = RawBody.whole(new byte[(256 << 10) + 1]);
    assertThat(KnownBodies.key(recorded, JSON_TYPE, List.of(), large)).isNull();
  }

  private static KnownBodies.Key large(int number) {
    byte[] content = new byte[32 << 10];
    content[0] = (byte) number;
    return key(content);
  }

  private static KnownBodies.Key key(byte[] content) {
    return key(JSON_TYPE, List.of(), RawBody.whole(content));
  }

  private static KnownBodies.Key key(MediaType type, List<String> codings, int number) {
    return key(type, codings, RawBody.whole(new byte[] {(byte) number}));
  }

  private static KnownBodies.Key key(MediaType type, List<String> codings, RawBody body) {
    return Objects.requireNonNull(
        KnownBodies.key(Scope.of("response", new Leaves()), type, codings, body));
  }

  private static Body body(int bytes) {
    return Body.newBuilder().setContent(ByteString.copyFrom(new byte[bytes])).build();
  }
}
