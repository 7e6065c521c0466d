package dev.parallax.proxy.http2;

import dev.parallax.proxy.warning.LimitedWarning;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2UnknownFrame;
import io.netty.handler.codec.http2.Http2WindowUpdateFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Lets a client go that sends frames which carry nothing (pings, settings, priorities, unknown
 * ones) out of all proportion to those that do: each costs the proxy more than the client.
 *
 * <p>Some ten for each that carries something are allowed, which is more than clients send that
 * measure the round trip with each read. Windows are opened as often as data is sent, and cost
 * little.
 */
public final class ControlFrameLimit extends ChannelInboundHandlerAdapter {

  private static final LimitedWarning FLOOD =
      new LimitedWarning(
          LoggerFactory.getLogger(ControlFrameLimit.class),
          "closed a client connection of HTTP/2 that sent control frames and little else");

  private static final int FREE = 1_000;
  private static final int FREE_SECONDS = 10;
  private static final int FOR_EACH = 10;

  private int allowance = FREE;
  private long refilledNanos = System.nanoTime();
  private boolean closing;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object frame) {
    if (closing) {
      ReferenceCountUtil.release(frame);
      return;
    }
    if (frame instanceof Http2DataFrame || frame instanceof Http2HeadersFrame) {
      allowance += FOR_EACH;
      if (allowance < 0) {
        allowance = Integer.MAX_VALUE;
      }
    } else if (!(frame instanceof Http2WindowUpdateFrame) && !isAllowed()) {
      ReferenceCountUtil.release(frame);
      close(ctx);
      return;
    }
    if (frame instanceof Http2UnknownFrame) {
      // No window holds it back, and nobody asks for it.
      ReferenceCountUtil.release(frame);
      return;
    }
    ctx.fireChannelRead(frame);
  }

  private boolean isAllowed() {
    if (--allowance >= 0) {
      return true;
    }
    long now = System.nanoTime();
    if (now - refilledNanos < TimeUnit.SECONDS.toNanos(FREE_SECONDS)) {
      return false;
    }
    refilledNanos = now;
    allowance = FREE;
    return true;
  }

  private void close(ChannelHandlerContext ctx) {
    closing = true;
    FLOOD.warn("freeFrames", FREE);
    var _ =
        ctx.writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.ENHANCE_YOUR_CALM))
            .addListener(ChannelFutureListener.CLOSE);
  }
}
