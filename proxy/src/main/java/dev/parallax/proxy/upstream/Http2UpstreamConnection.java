package dev.parallax.proxy.upstream;

import dev.parallax.proxy.http2.Http2Codecs;
import dev.parallax.proxy.tls.TlsFailures;
import dev.parallax.proxy.warning.LimitedWarning;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * One connection of HTTP/2 to the upstream, shared by exchanges: a stream each. Confined to the
 * channel's event loop.
 */
final class Http2UpstreamConnection extends ChannelInboundHandlerAdapter {

  private static final LimitedWarning UNEXPECTED =
      new LimitedWarning(
          LoggerFactory.getLogger(Http2UpstreamConnection.class),
          "closed an upstream connection of HTTP/2 on an unexpected error");

  private static final LimitedWarning BROKEN =
      new LimitedWarning(
          LoggerFactory.getLogger(Http2UpstreamConnection.class),
          "closed an upstream connection that broke the rules of HTTP/2");

  private final UpstreamPool pool;
  private final String scheme;
  private final long maxAgeNanos;
  private final long madeNanos = System.nanoTime();

  /** Set before anything else happens, when the handler is added. */
  @SuppressWarnings("NullAway.Init")
  private ChannelHandlerContext ctx;

  @SuppressWarnings("NullAway.Init")
  private Http2StreamChannelBootstrap streams;

  /** Told of the upstream's first settings. */
  private @Nullable Promise<Void> opening;

  private int open;
  private int maxOpen = Http2Codecs.MAX_STREAMS;
  private boolean used;
  private boolean leaving;
  private long idleSinceNanos = madeNanos;

  Http2UpstreamConnection(UpstreamPool pool, String scheme, long maxAgeNanos) {
    this.pool = pool;
    this.scheme = scheme;
    this.maxAgeNanos = maxAgeNanos;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    streams = new Http2StreamChannelBootstrap(context.channel());
  }

  /**
   * The channel is connected. From here on all is read: what is not wanted waits in its stream.
   *
   * @param ready is told once the upstream has said how much it takes, which it does first of all
   *     (RFC 9113 section 3.4): what is asked before may be more, and be refused
   */
  void start(Promise<Void> ready) {
    opening = ready;
    Http2Codecs.widenWindow(ctx, Http2Codecs.UPSTREAM_WINDOW);
    ctx.channel().config().setAutoRead(true);
  }

  String scheme() {
    return scheme;
  }

  /** Whether one more exchange may use it. */
  boolean hasRoom() {
    return open < maxOpen && isUsable();
  }

  /** Whether it is open, not told to be used no more, and not too old for a further exchange. */
  boolean isUsable() {
    return !leaving && ctx.channel().isActive() && System.nanoTime() - madeNanos < maxAgeNanos;
  }

  boolean isIdle() {
    return open == 0;
  }

  long idleSinceNanos() {
    return idleSinceNanos;
  }

  /** Gives {@code to} a stream of it, before this method returns. */
  void open(UpstreamListener to, long connectNanos) {
    boolean reused = used;
    used = true;
    open++;
    Http2UpstreamStream stream = new Http2UpstreamStream(this, to, reused);
    // On the event loop a stream is there at once.
    if (streams.handler(stream).open().isSuccess()) {
      stream.read();
      to.connected(stream, reused, connectNanos);
    } else {
      open--;
      leaving = true;
      // Never before this method returns, as in the pool.
      ctx.channel().eventLoop().execute(() -> to.upstreamFailed(UpstreamFailure.RESET));
    }
  }

  /**
   * One of its streams has. Those that wait get its place once the codec has counted it out, too.
   */
  void ended() {
    if (--open == 0) {
      idleSinceNanos = System.nanoTime();
    }
    ctx.channel().eventLoop().execute(this::handOn);
  }

  private void handOn() {
    if (hasRoom()) {
      pool.roomIn(this);
    }
    if (open == 0 && (pool.isRetired() || !isUsable())) {
      close();
    }
  }

  void close() {
    leaving = true;
    var _ = ctx.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object frame) {
    switch (frame) {
      case Http2SettingsFrame settings -> {
        @Nullable Long max = settings.settings().maxConcurrentStreams();
        if (max != null) {
          maxOpen = (int) Math.min(max, Http2Codecs.MAX_STREAMS);
        }
        greeted();
      }
      case Http2GoAwayFrame _ -> leave();
      default -> {}
    }
    ReferenceCountUtil.release(frame);
  }

  /** The upstream said how much it takes, for the first time or anew. */
  private void greeted() {
    Promise<Void> waiting = opening;
    if (waiting == null) {
      handOn();
    } else {
      opening = null;
      waiting.trySuccess(null);
    }
  }

  /** Whether the upstream takes any request at all; some say that they don't for a while. */
  boolean takesAny() {
    return maxOpen > 0;
  }

  /** No further exchange may use it; it closes when those that do have ended. */
  void leave() {
    leaving = true;
    if (open == 0) {
      close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    pool.remove(this);
    failOpening(new ClosedChannelException());
    context.fireChannelInactive();
  }

  /** What a stream is told it tells its exchange; the codec closes what broke the rules. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    leaving = true;
    failOpening(cause);
    if (cause instanceof Http2Exception broken) {
      BROKEN.warn("upstream", "%s, %s".formatted(pool.upstream(), broken.error()));
      return;
    }
    close();
    if (!(cause instanceof IOException) && !TlsFailures.isTls(cause)) {
      warn(cause);
    }
  }

  private void failOpening(Throwable cause) {
    Promise<Void> waiting = opening;
    if (waiting != null) {
      opening = null;
      boolean lost = cause instanceof IOException && !TlsFailures.isTls(cause);
      waiting.tryFailure(lost ? new ClosedChannelException() : cause);
    }
  }

  void warn(Throwable unexpected) {
    UNEXPECTED.warn(unexpected);
  }
}
