package dev.parallax.proxy.upstream;

import dev.parallax.proxy.channel.ChannelEnds;
import dev.parallax.proxy.tls.TlsFailures;
import dev.parallax.proxy.warning.LimitedWarning;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * One connection of HTTP/1.1 to the upstream, which serves one exchange at a time.
 *
 * <p>Confined to the channel's event loop. An idle connection keeps one read pending, so that its
 * end is noticed.
 */
public final class UpstreamConnection extends ChannelInboundHandlerAdapter
    implements UpstreamStream {

  private static final LimitedWarning UNEXPECTED =
      new LimitedWarning(
          LoggerFactory.getLogger(UpstreamConnection.class),
          "closed an upstream connection on an unexpected error");

  private final UpstreamPool pool;
  private final ResponseDecoder decoder;
  private final RequestEncoder encoder;
  private final long maxAgeNanos;
  private final long madeNanos = System.nanoTime();

  /** Set before anything else happens, when the handler is added. */
  @SuppressWarnings("NullAway.Init")
  private ChannelHandlerContext ctx;

  /** Null while idle, and once the connection failed or was closed. */
  private @Nullable UpstreamListener listener;

  private boolean reused;
  private boolean interim;
  private boolean reusable;
  private boolean upgradeAsked;
  private boolean outputEnded;
  private long idleSinceNanos;

  UpstreamConnection(
      UpstreamPool pool, ResponseDecoder decoder, RequestEncoder encoder, long maxAgeNanos) {
    this.pool = pool;
    this.decoder = decoder;
    this.encoder = encoder;
    this.maxAgeNanos = maxAgeNanos;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
  }

  void attach(UpstreamListener to) {
    listener = to;
  }

  /** Whether it is open, and not too old for a further exchange. */
  boolean isUsable() {
    return ctx.channel().isActive() && System.nanoTime() - madeNanos < maxAgeNanos;
  }

  boolean isReused() {
    return reused;
  }

  long idleSinceNanos() {
    return idleSinceNanos;
  }

  @Override
  public boolean failedStale() {
    return reused && !decoder.receivedAny();
  }

  @Override
  public void send(HttpRequest request) {
    decoder.expect(request.method());
    reusable = false;
    upgradeAsked = request.headers().contains(HttpHeaderNames.UPGRADE);
    var _ = ctx.write(request, ctx.voidPromise());
  }

  @Override
  public void send(HttpContent content) {
    var _ = ctx.write(content, ctx.voidPromise());
  }

  @Override
  public void flush() {
    ctx.flush();
  }

  @Override
  public boolean isWritable() {
    return ctx.channel().isWritable();
  }

  @Override
  public void read() {
    ctx.read();
  }

  /**
   * Passes it on: no other request follows here. Not over TLS, whose end most upstreams take for
   * that of both directions.
   */
  @Override
  public boolean endOutput() {
    if (ChannelEnds.isSecure(ctx.channel())) {
      return false;
    }
    reusable = false;
    outputEnded = true;
    var _ = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> shutDownOutput());
    return true;
  }

  private void shutDownOutput() {
    ChannelEnds.endOutput(ctx.channel());
  }

  /** Back to the pool if the response left the connection clean. */
  @Override
  public void release(boolean requestEnded) {
    listener = null;
    if (requestEnded && reusable && !outputEnded && isUsable() && !decoder.receivedExcess()) {
      reused = true;
      idleSinceNanos = System.nanoTime();
      pool.put(this);
    } else {
      close();
    }
  }

  /** Gives the channel, which speaks HTTP no more, to {@code relay}, with what came already. */
  public Channel handOver(ChannelHandler relay) {
    listener = null;
    Channel channel = ctx.channel();
    // Either side may end first.
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    channel.pipeline().addLast(relay).remove(this).remove(encoder).remove(decoder);
    return channel;
  }

  @Override
  public void cancel(long errorCode) {
    close();
  }

  @Override
  public long errorCode() {
    return Http2Error.INTERNAL_ERROR.code();
  }

  @Override
  public boolean failedUnprocessed() {
    return false;
  }

  @Override
  public boolean failedByFarewell() {
    return false;
  }

  /** Ends it, with whatever it was doing. The listener is told nothing more. */
  void close() {
    listener = null;
    var _ = ctx.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    UpstreamListener to = listener;
    if (to == null || !(message instanceof HttpObject part)) {
      ReferenceCountUtil.release(message);
      return;
    }
    DecoderResult result = part.decoderResult();
    if (result.isFailure()) {
      ReferenceCountUtil.release(message);
      boolean ended = result.cause() instanceof PrematureChannelClosureException;
      fail(ended ? UpstreamFailure.RESET : UpstreamFailure.MALFORMED);
      return;
    }
    switch (part) {
      case HttpResponse response -> head(to, response);
      case LastHttpContent last when interim -> {
        interim = false;
        last.release();
      }
      case LastHttpContent last -> to.responseEnd(last);
      case HttpContent content -> to.responseBody(content);
      default -> ReferenceCountUtil.release(part);
    }
  }

  private void head(UpstreamListener to, HttpResponse response) {
    if (response.status().code() == 101) {
      if (upgradeAsked && response.headers().contains(HttpHeaderNames.UPGRADE)) {
        to.switched(response, this);
      } else {
        // What follows is not HTTP.
        fail(UpstreamFailure.MALFORMED);
      }
    } else if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
      interim = true;
      to.interim(response);
    } else {
      reusable = HttpUtil.isKeepAlive(response) && endsByItself(response);
      to.responseHead(response);
    }
  }

  private boolean endsByItself(HttpResponse response) {
    return decoder.isToHead()
        || response.status().code() == 204
        || response.status().code() == 304
        || response.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
        || HttpUtil.isTransferEncodingChunked(response);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (listener != null) {
      listener.upstreamReadComplete();
    } else if (decoder.receivedExcess()) {
      pool.remove(this);
      close();
    } else {
      read();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (listener != null && isWritable()) {
      listener.upstreamWritable();
    }
  }

  /**
   * The upstream ended TLS, which ends a response that has no length; or the connection ended
   * without that, which any router on the way can do to cut such a response off.
   */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslCloseCompletionEvent end) {
      if (end.isSuccess()) {
        var _ = ctx.close();
      } else {
        fail(UpstreamFailure.RESET);
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    pool.remove(this);
    fail(UpstreamFailure.RESET);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    boolean tls = TlsFailures.isTls(cause);
    fail(
        switch (cause) {
          case Throwable _ when tls -> UpstreamFailure.TLS;
          case IOException _ -> UpstreamFailure.RESET;
          case Error _ -> UpstreamFailure.PROXY_FAILED;
          default -> UpstreamFailure.MALFORMED;
        });
    // Then, as it may need what there is no more of.
    if (!tls && !(cause instanceof IOException)) {
      UNEXPECTED.warn(cause);
    }
  }

  private void fail(UpstreamFailure failure) {
    UpstreamListener to = listener;
    close();
    if (to != null) {
      to.upstreamFailed(failure);
    }
  }
}
