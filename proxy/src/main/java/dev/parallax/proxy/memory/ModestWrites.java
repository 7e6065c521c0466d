package dev.parallax.proxy.memory;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;

/**
 * While memory is short, lets less of what was written wait for the other side: its channel is
 * unwritable sooner, and no more is read for it.
 */
@Sharable
public final class ModestWrites extends ChannelOutboundHandlerAdapter {

  private static final WriteBufferWaterMark SMALL = new WriteBufferWaterMark(4 * 1024, 8 * 1024);

  private final DirectMemory memory;

  public ModestWrites(DirectMemory memory) {
    this.memory = memory;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    WriteBufferWaterMark mark = memory.isShort() ? SMALL : WriteBufferWaterMark.DEFAULT;
    ChannelConfig config = ctx.channel().config();
    if (config.getWriteBufferWaterMark() != mark) {
      config.setWriteBufferWaterMark(mark);
    }
    var _ = ctx.write(message, promise);
  }
}
