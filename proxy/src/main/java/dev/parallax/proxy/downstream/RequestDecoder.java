package dev.parallax.proxy.downstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.List;

/**
 * Decodes one request, then pauses until {@link #resume}: what a client pipelines waits as bytes,
 * at most one read of them.
 *
 * <p>Strict where laxity lets two parties disagree about where a request ends.
 */
final class RequestDecoder extends HttpRequestDecoder {

  private static final int MAX_CHUNK_BYTES = 64 * 1024;

  private boolean paused;
  private boolean dropping;
  private boolean atStart = true;
  private boolean inRead;
  private boolean resumeAsked;
  private long startedNanos;
  private int contentLengths;

  RequestDecoder(int maxHeaderBytes) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(maxHeaderBytes)
            .setMaxHeaderSize(maxHeaderBytes)
            .setMaxChunkSize(MAX_CHUNK_BYTES)
            .setAllowDuplicateContentLengths(false)
            .setUseRfc9112TransferEncoding(true)
            .setStrictLineParsing(true));
  }

  /** {@link System#nanoTime} at the first byte of the request that was decoded last. */
  long startedNanos() {
    return startedNanos;
  }

  /** Whether bytes of the next request are here: the time to stop reading. */
  boolean holdsNext() {
    return paused && actualReadableBytes() > 0;
  }

  /** Whether no byte of a further request is here. */
  boolean isBetweenRequests() {
    return atStart && actualReadableBytes() == 0;
  }

  /** Decodes the next request, from bytes that are here already or from the next read. */
  void resume(ChannelHandlerContext ctx) throws Exception {
    if (inRead) {
      resumeAsked = true;
      return;
    }
    paused = false;
    if (actualReadableBytes() > 0) {
      channelRead(ctx, Unpooled.EMPTY_BUFFER);
    }
  }

  /** From here on, drops whatever comes. */
  void dropFurther() {
    dropping = true;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object input) throws Exception {
    inRead = true;
    try {
      super.channelRead(ctx, input);
    } finally {
      inRead = false;
    }
    if (resumeAsked) {
      resumeAsked = false;
      resume(ctx);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (dropping) {
      in.skipBytes(in.readableBytes());
    }
    if (paused || dropping) {
      return;
    }
    if (atStart) {
      atStart = false;
      contentLengths = 0;
      startedNanos = System.nanoTime();
    }
    super.decode(ctx, in, out);
    if (!out.isEmpty() && out.getLast() instanceof LastHttpContent) {
      paused = true;
      atStart = true;
    }
  }

  /** While paused, bytes that decode to nothing are no reason to read more of them. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    if (paused) {
      ctx.fireChannelReadComplete();
    } else {
      super.channelReadComplete(ctx);
    }
  }

  /** Netty takes the first of several lengths that a request of HTTP/1.0 carries. */
  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    AsciiString name = super.splitHeaderName(line, start, length);
    if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name) && ++contentLengths > 1) {
      throw new IllegalArgumentException("more than one Content-Length");
    }
    return name;
  }

  /** Requests only: spares Netty's check for responses. */
  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    return false;
  }
}
