package dev.parallax.proxy.downstream;

import dev.parallax.proxy.channel.ChannelEnds;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;

/**
 * One direction of a tunnel: what is read here is written to the other side, as bytes. Confined to
 * the event loop that both share.
 *
 * <p>Back-pressure: reads on only while the other side is writable. The end of one side's output is
 * passed on to the other, and that of both closes both; a failure of one closes the other once all
 * was written.
 */
final class Relay extends ChannelInboundHandlerAdapter {

  private final Channel to;
  private final Runnable onProgress;
  private boolean inputEnded;

  /**
   * @param onProgress is told of each read
   */
  Relay(Channel to, Runnable onProgress) {
    this.to = to;
    this.onProgress = onProgress;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf) {
      onProgress.run();
      var _ = to.write(message, to.voidPromise());
    } else {
      // The end of the handshake, as the decoder that was here made it.
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    to.flush();
    if (to.isWritable()) {
      read(ctx.channel());
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      read(to);
    }
  }

  /** Not after its end, which would fail on some transports. */
  static void read(Channel channel) {
    if (!((DuplexChannel) channel).isInputShutdown()) {
      channel.read();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    boolean ends =
        event instanceof ChannelInputShutdownEvent || ChannelEnds.endsTls(ctx.channel(), event);
    // Over TLS, both may come.
    if (ends && !inputEnded) {
      inputEnded = true;
      DuplexChannel from = (DuplexChannel) ctx.channel();
      var _ = to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> endOutput(from));
    }
  }

  private void endOutput(DuplexChannel from) {
    if (from.isOutputShutdown()) {
      // Both directions came to their end.
      close(from);
    } else {
      ChannelEnds.endOutput(to);
    }
  }

  /** Ends the tunnel, with whatever is on its way. */
  void close(Channel from) {
    var _ = from.close();
    var _ = to.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (to.isActive()) {
      var _ = to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var _ = ctx.close();
  }
}
