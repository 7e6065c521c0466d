package dev.parallax.proxy.channel;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;

/** How a connection ends so that the other side sees what is meant, over TLS too. */
public final class ChannelEnds {

  private static final AttributeKey<Boolean> OUTPUT_ENDED =
      AttributeKey.valueOf("parallax.outputEnded");

  private ChannelEnds() {}

  /** Whether the channel has TLS on it. */
  public static boolean isSecure(Channel channel) {
    return channel.pipeline().get(SslHandler.class) != null;
  }

  /**
   * Whether an event says that the other side ended TLS, which for most ends both directions. After
   * {@link #endOutput} none does: BoringSSL (Netty 4.2.18) then says so by itself at the next read.
   */
  public static boolean endsTls(Channel channel, Object event) {
    return event instanceof SslCloseCompletionEvent end
        && end.isSuccess()
        && !channel.hasAttr(OUTPUT_ENDED);
  }

  /** Says that no more comes, once all that was flushed has left; goes on reading. */
  public static void endOutput(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      shutdownOutput(channel);
    } else {
      channel.attr(OUTPUT_ENDED).set(true);
      var _ = tls.closeOutbound().addListener(_ -> shutdownOutput(channel));
    }
  }

  private static void shutdownOutput(Channel channel) {
    var _ = ((DuplexChannel) channel).shutdownOutput();
  }

  /**
   * Ends it with a reset, so that nobody can take it for a clean end. TLS says nothing more: its
   * {@code close_notify} would make whole what is not.
   */
  public static void reset(Channel channel) {
    if (channel.isOpen()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
    var _ = tls == null ? channel.close() : tls.close();
  }
}
