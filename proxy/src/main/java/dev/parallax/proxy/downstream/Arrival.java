package dev.parallax.proxy.downstream;

import dev.parallax.proxy.tap.Taps;
import dev.parallax.proxy.tls.Alpn;
import dev.parallax.proxy.tls.ServerTls;
import dev.parallax.proxy.tls.TlsFailures;
import dev.parallax.proxy.warning.LimitedWarning;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What comes before the first request: a header of the PROXY protocol, then the handshake of TLS,
 * each if it is asked for. Then it leaves the pipeline to what speaks the chosen protocol. Confined
 * to the channel's event loop.
 *
 * <p>Who sends what is none of that is closed without an answer, and counted. Who leaves before
 * anything was whole is not: so do load balancers that look whether somebody listens.
 */
final class Arrival extends ChannelInboundHandlerAdapter {

  private static final LimitedWarning REFUSED =
      new LimitedWarning(
          LoggerFactory.getLogger(Arrival.class), "closed a client connection before any request");

  private final @Nullable ServerTls tls;
  private final Duration timeout;
  private final Taps taps;
  private final Consumer<String> onProtocol;

  /** Set before anything else happens, when the handler is added. */
  @SuppressWarnings("NullAway.Init")
  private Deadline deadline;

  /** Whether anything came. */
  private boolean begun;

  private boolean over;

  /**
   * @param tls null for none
   * @param timeout for all of it
   * @param onProtocol is told which of {@link Alpn} was chosen: to add handlers behind this one
   */
  Arrival(@Nullable ServerTls tls, Duration timeout, Taps taps, Consumer<String> onProtocol) {
    this.tls = tls;
    this.timeout = timeout;
    this.taps = taps;
    this.onProtocol = onProtocol;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    deadline = new Deadline(ctx.channel().eventLoop(), () -> timedOut(ctx));
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    deadline.arm(timeout);
    ctx.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!over && message instanceof HAProxyMessage header) {
      ClientFacts.cameFrom(ctx.channel(), header);
      if (tls == null) {
        arrived(ctx, Alpn.HTTP_1_1);
      } else {
        // Before this one, and behind what still holds the bytes that follow the header.
        ctx.pipeline().addBefore(ctx.name(), null, tls.newHandler());
        ctx.read();
      }
    }
    ReferenceCountUtil.release(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    begun = true;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        @Nullable String chosen = ctx.pipeline().get(SslHandler.class).applicationProtocol();
        arrived(ctx, chosen == null ? Alpn.HTTP_1_1 : chosen);
      } else {
        refuse(ctx, TlsFailures.reason(handshake.cause()));
      }
    } else if (event instanceof ChannelInputShutdownEvent) {
      close(ctx);
    }
  }

  private void arrived(ChannelHandlerContext ctx, String protocol) {
    end();
    onProtocol.accept(protocol);
    ctx.fireChannelActive();
    ctx.pipeline().remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException && !TlsFailures.isTls(cause)) {
      close(ctx);
    } else if (cause instanceof HAProxyProtocolException) {
      refuse(ctx, "no PROXY header");
    } else {
      refuse(
          ctx, TlsFailures.isTls(cause) ? TlsFailures.reason(cause) : cause.getClass().getName());
    }
  }

  private void timedOut(ChannelHandlerContext ctx) {
    if (begun) {
      refuse(ctx, "it took too long");
    } else {
      close(ctx);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    end();
  }

  private void refuse(ChannelHandlerContext ctx, String reason) {
    if (!over) {
      taps.refusedUnread();
      REFUSED.warn("reason", reason);
    }
    close(ctx);
  }

  private void close(ChannelHandlerContext ctx) {
    end();
    var _ = ctx.close();
  }

  private void end() {
    over = true;
    deadline.cancel();
  }
}
