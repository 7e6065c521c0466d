package dev.parallax.proxy.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/**
 * Writes one message as frames of a stream. A head waits until something follows it or it is
 * flushed, so that one without a body ends the stream by itself. Confined to the event loop.
 */
public final class StreamOutput {

  private final ChannelHandlerContext ctx;
  private @Nullable Http2Headers head;
  private @Nullable ChannelFuture end;
  private boolean begun;
  private boolean ended;

  public StreamOutput(ChannelHandlerContext ctx) {
    this.ctx = ctx;
  }

  /** The head of the one final message. */
  public void head(Http2Headers headers) {
    head = headers;
  }

  /** A head that another one follows. */
  public void interim(Http2Headers headers) {
    write(new DefaultHttp2HeadersFrame(headers, false));
  }

  /** A part of the body, or its end; takes ownership. */
  public void content(HttpContent content) {
    if (content instanceof LastHttpContent last) {
      end(last);
    } else if (content.content().isReadable()) {
      writeHead();
      write(new DefaultHttp2DataFrame(content.content(), false));
    } else {
      content.release();
    }
  }

  public void flush() {
    writeHead();
    ctx.flush();
  }

  /** Whether anything was written: only then is there a stream to the other side. */
  public boolean isBegun() {
    return begun;
  }

  /** Whether the stream's end was written. */
  public boolean isEnded() {
    return ended;
  }

  /** Runs an action once the end has left, which a window may hold up. */
  public void afterEnd(Runnable action) {
    ChannelFuture last = end;
    if (last == null || last.isDone()) {
      action.run();
    } else {
      var _ = last.addListener(_ -> action.run());
    }
  }

  /** Gives the stream up; what waits is not sent. */
  public void reset(long errorCode) {
    head = null;
    ended = true;
    var _ = ctx.writeAndFlush(new DefaultHttp2ResetFrame(errorCode), ctx.voidPromise());
  }

  private void end(LastHttpContent last) {
    ended = true;
    HttpHeaders trailers = last.trailingHeaders();
    ByteBuf bytes = last.content();
    Http2Headers alone = head;
    if (trailers.isEmpty() && !bytes.isReadable() && alone != null) {
      head = null;
      last.release();
      writeEnd(new DefaultHttp2HeadersFrame(alone, true));
      return;
    }
    writeHead();
    if (trailers.isEmpty()) {
      writeEnd(new DefaultHttp2DataFrame(bytes, true));
      return;
    }
    if (bytes.isReadable()) {
      write(new DefaultHttp2DataFrame(bytes, false));
    } else {
      last.release();
    }
    writeEnd(new DefaultHttp2HeadersFrame(Http2Messages.ofTrailers(trailers), true));
  }

  private void writeHead() {
    Http2Headers waiting = head;
    if (waiting != null) {
      head = null;
      write(new DefaultHttp2HeadersFrame(waiting, false));
    }
  }

  private void writeEnd(Object frame) {
    begun = true;
    end = ctx.write(frame);
  }

  private void write(Object frame) {
    begun = true;
    var _ = ctx.write(frame, ctx.voidPromise());
  }
}
