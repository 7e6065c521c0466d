package dev.parallax.proxy.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * Decodes the one final response to each request, and nothing that comes without having been asked
 * for: bytes after it would be taken for the answer to another client's request.
 */
final class ResponseDecoder extends HttpResponseDecoder {

  private static final int MAX_CHUNK_BYTES = 64 * 1024;

  private boolean toHead;
  private boolean interim;
  private boolean ended = true;
  private boolean receivedAny;
  private boolean receivedExcess;

  ResponseDecoder(int maxHeaderBytes) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(maxHeaderBytes)
            .setMaxHeaderSize(maxHeaderBytes)
            .setMaxChunkSize(MAX_CHUNK_BYTES)
            // Upstreams that end lines with a bare LF worked before there was a proxy.
            .setStrictLineParsing(false));
  }

  /** Makes ready for the response to a request of that method. */
  void expect(HttpMethod method) {
    toHead = method.equals(HttpMethod.HEAD);
    interim = false;
    ended = false;
    receivedAny = false;
  }

  /** Whether the response expected is one to HEAD, which has no body. */
  boolean isToHead() {
    return toHead;
  }

  /** Whether a byte came since the last request. */
  boolean receivedAny() {
    return receivedAny;
  }

  /** Whether bytes came that no request asked for. */
  boolean receivedExcess() {
    return receivedExcess;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (ended) {
      receivedExcess = true;
      in.skipBytes(in.readableBytes());
      return;
    }
    receivedAny = true;
    super.decode(ctx, in, out);
    if (!out.isEmpty() && out.getLast() instanceof LastHttpContent && !interim) {
      ended = true;
      // Now, since the connection may be taken for the next request before decoding goes on.
      receivedExcess = in.isReadable();
    }
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    interim = ((HttpResponse) message).status().codeClass() == HttpStatusClass.INFORMATIONAL;
    return (!interim && toHead) || super.isContentAlwaysEmpty(message);
  }
}
