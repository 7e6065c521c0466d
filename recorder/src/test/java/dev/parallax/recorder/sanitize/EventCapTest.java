package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Leaf;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.proto.Sanitisation;
import dev.parallax.proto.StreamMessage;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCapTest {

  private static final ByteString DIGEST = ByteString.copyFromUtf8("0123456789abcdef");

  private static Body body(int bytes) {
    return Body.newBuilder()
        .setContent(ByteString.copyFrom(new byte[bytes]))
        .setExtent(bytes == 0 ? Extent.EXTENT_NONE : Extent.EXTENT_WHOLE)
        .setLength(bytes)
        .setDecodedLength(bytes)
        .setContentType("application/json")
        .setDigest(DIGEST)
        .build();
  }

  private static Exchange exchange(Body request, Body response, String... leaves) {
    Sanitisation.Builder sanitisation = Sanitisation.newBuilder().setPolicyDigest("digest");
    for (String leaf : leaves) {
      sanitisation.addLeaves(Leaf.newBuilder().setLocation(leaf).setKind("email"));
    }
    return Exchange.newBuilder()
        .setId("exchange-1")
        .setRequest(
            Request.newBuilder()
                .setTarget("/items")
                .addHeaders(Header.newBuilder().setName("body").setValue("kept"))
                .setBody(request))
        .setResponse(Response.newBuilder().setStatus(200).setBody(response))
        .setSanitisation(sanitisation)
        .build();
  }

  private static Exchange fit(Exchange exchange, int maxBytes) {
    return EventCap.fit(new Sanitised<>(exchange), maxBytes).orElseThrow().event();
  }

  @Test
  void leavesAloneWhatFitsExactly() {
    Exchange exchange = exchange(body(100), body(1_000));
    assertThat(fit(exchange, exchange.getSerializedSize())).isSameAs(exchange);
  }

  @Test
  void reducesTheLargerBodyOfOneByteMore() {
    Exchange exchange = exchange(body(100), body(1_000));
    Exchange fitting = fit(exchange, exchange.getSerializedSize() - 1);
    Body response = fitting.getResponse().getBody();
    assertThat(response.getExtent()).isEqualTo(Extent.EXTENT_REDUCED);
    assertThat(response.getReducedBecause()).isEqualTo("larger than log.maxEvent");
    assertThat(response.getTruncated()).isTrue();
    assertThat(response.getContent()).isEqualTo(ByteString.EMPTY);
    assertThat(response.getLength()).isEqualTo(1_000);
    assertThat(response.getDigest()).isEqualTo(DIGEST);
    assertThat(response.getContentType()).isEqualTo("application/json");
    assertThat(fitting.getRequest()).isEqualTo(exchange.getRequest());
  }

  @Test
  void reducesBothWhereOneIsNotEnough() {
    Exchange fitting = fit(exchange(body(900), body(1_000)), 400);
    assertThat(fitting.getRequest().getBody().getExtent()).isEqualTo(Extent.EXTENT_REDUCED);
    assertThat(fitting.getResponse().getBody().getExtent()).isEqualTo(Extent.EXTENT_REDUCED);
  }

  @Test
  void forgetsTheLeavesOfWhatIsGoneAndNoOthers() {
    Exchange exchange =
        exchange(
            body(100),
            body(1_000),
            "request body /email",
            "request query body",
            "request header body",
            "response body /items/*/email",
            "response body",
            "response message /email",
            "response message id /id",
            "response header body");
    assertThat(fit(exchange, exchange.getSerializedSize() - 1).getSanitisation().getLeavesList())
        .extracting(Leaf::getLocation)
        .containsExactly(
            "request body /email",
            "request query body",
            "request header body",
            "response header body");
    assertThat(fit(exchange, 370).getSanitisation().getLeavesList())
        .extracting(Leaf::getLocation)
        .containsExactly("request query body", "request header body", "response header body");
  }

  @Test
  void reducesStreams() {
    StreamMessage message =
        StreamMessage.newBuilder().setContent(ByteString.copyFrom(new byte[500])).build();
    Body stream =
        Body.newBuilder()
            .setExtent(Extent.EXTENT_MESSAGES)
            .addAllMessages(List.of(message, message))
            .setLength(1_010)
            .build();
    Body response = fit(exchange(body(0), stream), 600).getResponse().getBody();
    assertThat(response.getMessagesList()).isEmpty();
    assertThat(response.getExtent()).isEqualTo(Extent.EXTENT_REDUCED);
    assertThat(response.getLength()).isEqualTo(1_010);
  }

  @Test
  void saysSoIfItDoesNotFitWithoutBodiesEither() {
    assertThat(EventCap.fit(new Sanitised<>(exchange(body(10), body(10))), 50)).isEmpty();
    Exchange bare = exchange(body(0), body(0)).toBuilder().clearResponse().build();
    assertThat(EventCap.fit(new Sanitised<>(bare), bare.getSerializedSize() - 1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void alwaysFitsAndNeverReducesWhatNeedNotBe(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      Exchange exchange =
          exchange(
              body(random.nextInt(3_000)),
              body(random.nextInt(3_000)),
              "request body /a".repeat(1 + random.nextInt(3)));
      int size = exchange.getSerializedSize();
      int max = size + random.nextInt(-size, 3);
      Exchange fitting =
          EventCap.fit(new Sanitised<>(exchange), max).map(Sanitised::event).orElse(null);
      if (max >= size) {
        assertThat(fitting).isSameAs(exchange);
      } else if (fitting != null) {
        assertThat(fitting.getSerializedSize()).isLessThanOrEqualTo(max);
        assertThat(fitting.getRequest().getHeadersList())
            .isEqualTo(exchange.getRequest().getHeadersList());
      } else {
        assertThat(max).isLessThan(500);
      }
    }
  }
}
