package dev.parallax.proxy.channel;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Asks for nothing more to be read of a channel that is being closed. With io_uring (Netty 4.2.18)
 * a channel closes only once what was under way has come back, and a read that is asked for until
 * then is never cancelled: it holds the socket, and the other side does not see that it was closed.
 */
public final class ReadsUntilClose extends ChannelOutboundHandlerAdapter {

  private boolean closing;

  @Override
  public void read(ChannelHandlerContext ctx) {
    if (!closing) {
      ctx.read();
    }
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    closing = true;
    var _ = ctx.close(promise);
  }
}
