package dev.parallax.proxy.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RequestDecoderTest {

  private static final String GET = "GET / HTTP/1.1\r\n\r\n";

  private final RequestDecoder decoder = new RequestDecoder(1024);
  private final EmbeddedChannel channel = new EmbeddedChannel(decoder);

  @Test
  void decodesOneRequestAndHoldsTheNextAsBytes() throws Exception {
    channel.writeInbound(bytes(GET + GET + "GET"));
    assertOneRequest();
    assertThat(decoder.holdsNext()).isTrue();
    decoder.resume(channel.pipeline().firstContext());
    assertOneRequest();
    decoder.resume(channel.pipeline().firstContext());
    assertThat(channel.inboundMessages()).isEmpty();
    assertThat(decoder.isBetweenRequests()).isFalse();
    channel.writeInbound(bytes(GET.substring(3)));
    assertOneRequest();
    assertThat(decoder.holdsNext()).isFalse();
    assertThat(channel.finish()).isFalse();
  }

  @Test
  void releasesWhatItHoldsWhenTheClientLeaves() {
    ByteBuf bytes = bytes(GET + GET);
    channel.writeInbound(bytes);
    assertOneRequest();
    assertThat(bytes.refCnt()).isEqualTo(1);
    channel.finish();
    assertThat(bytes.refCnt()).isZero();
  }

  @Test
  void dropsAndReleasesWhatComesAfterTheEnd() {
    decoder.dropFurther();
    ByteBuf bytes = bytes(GET);
    channel.writeInbound(bytes);
    assertThat(bytes.refCnt()).isZero();
    assertThat(channel.inboundMessages()).isEmpty();
    channel.finish();
  }

  private void assertOneRequest() {
    assertThat(channel.<Object>readInbound()).isInstanceOf(HttpRequest.class);
    assertThat(channel.<Object>readInbound()).isInstanceOf(LastHttpContent.class);
    assertThat(channel.<Object>readInbound()).isNull();
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }
}
