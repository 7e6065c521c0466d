package dev.parallax.proxy.downstream;

import dev.parallax.proxy.channel.ChannelEnds;
import dev.parallax.proxy.tap.Taps;
import dev.parallax.proxy.warning.LimitedWarning;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection of HTTP/2: its streams, their deadlines, and how all of it ends. Confined
 * to the channel's event loop.
 */
final class Http2ClientConnection extends ChannelInboundHandlerAdapter implements Served {

  private static final Logger log = LoggerFactory.getLogger(Http2ClientConnection.class);
  private static final LimitedWarning UNEXPECTED =
      new LimitedWarning(log, "closed a client connection of HTTP/2 on an unexpected error");
  private static final LimitedWarning BROKEN =
      new LimitedWarning(log, "closed a client connection that broke the rules of HTTP/2");
  private static final LimitedWarning REFUSED_UNREAD =
      new LimitedWarning(log, "refused a malformed request of HTTP/2");
  private static final LimitedWarning SHORT_OF_MEMORY =
      new LimitedWarning(log, "reset a stream that takes nothing of its response: memory is short");

  /** How long a client may take nothing of its response while memory is short. */
  private static final long SHORT_STALL_NANOS = Duration.ofSeconds(2).toNanos();

  /**
   * How long requests that were on their way when the proxy began to drain are still taken. Those
   * that come later were sent after the client was told, or may be sent again: RFC 9113 section
   * 6.8.
   */
  private static final long LAST_REQUEST_MILLIS = 1_000;

  /** How long a client may take to take what was written to it, at the end. */
  private static final long LAST_WORDS_SECONDS = 5;

  private final Connections connections;
  private final Supplier<Rules> current;
  private final Taps taps;
  private final Reception reception;
  private final boolean overLimit;
  private final long lookNanos;
  private final Set<Http2ClientStream> streams = new LinkedHashSet<>();

  /** Set before anything else happens, when the handler is added. */
  @SuppressWarnings("NullAway.Init")
  private ChannelHandlerContext ctx;

  @SuppressWarnings("NullAway.Init")
  private ClientFacts client;

  private @Nullable Future<?> looking;
  private long idleSinceNanos = System.nanoTime();
  private boolean draining;
  private boolean last;

  Http2ClientConnection(
      Connections connections,
      Supplier<Rules> current,
      Taps taps,
      Reception reception,
      boolean overLimit) {
    this.connections = connections;
    this.current = current;
    this.taps = taps;
    this.reception = reception;
    this.overLimit = overLimit;
    this.lookNanos = lookNanos(current.get().settings());
  }

  /** A tenth of the shortest that is watched, from 10 ms to 1 s. */
  private static long lookNanos(DownstreamSettings settings) {
    long shortest =
        List.of(
                settings.idleTimeout(),
                settings.responseTimeout(),
                settings.streamTimeout(),
                settings.totalTimeout().orElse(settings.streamTimeout()))
            .stream()
            .mapToLong(Duration::toNanos)
            .min()
            .orElseThrow();
    return Math.clamp(
        shortest / 10, TimeUnit.MILLISECONDS.toNanos(10), TimeUnit.SECONDS.toNanos(1));
  }

  // ---- what the channel does

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    client = ClientFacts.of(context.channel());
    looking =
        context
            .channel()
            .eventLoop()
            .scheduleWithFixedDelay(this::look, lookNanos, lookNanos, TimeUnit.NANOSECONDS);
    if (connections.isDraining()) {
      drain();
    }
  }

  /** Of the connection itself: settings, pings, and the client's farewell. */
  @Override
  public void channelRead(ChannelHandlerContext context, Object frame) {
    ReferenceCountUtil.release(frame);
  }

  /** The client ended TLS, and so both directions. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (ChannelEnds.endsTls(context.channel(), event)) {
      var _ = context.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    // Those that hold what nobody has read are not told.
    List.copyOf(streams).forEach(Http2ClientStream::letGo);
    Future<?> task = looking;
    if (task != null) {
      task.cancel(false);
    }
    context.fireChannelInactive();
  }

  /** The codec says farewell, with the reason, and closes. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    switch (cause) {
      case Http2Exception broken -> BROKEN.warn("error", broken.error());
      case IOException _ -> close();
      default -> {
        close();
        warn(cause);
      }
    }
  }

  void warn(Throwable unexpected) {
    UNEXPECTED.warn(unexpected);
  }

  // ---- its streams

  void opened(Http2ClientStream stream) {
    streams.add(stream);
  }

  void closed(Http2ClientStream stream) {
    streams.remove(stream);
    if (streams.isEmpty()) {
      idleSinceNanos = System.nanoTime();
      if (last) {
        close();
      }
    }
  }

  Reception.Received receive(RequestHead head, long startedNanos) {
    Reception.Received received = reception.receive(head, client, startedNanos, overLimit);
    if (overLimit && !last) {
      // Told so once, as one of HTTP/1.1 is.
      takeNoMore();
    }
    return received;
  }

  void countUnread() {
    taps.refusedUnread();
    REFUSED_UNREAD.warn("status", 400);
  }

  private void look() {
    long now = System.nanoTime();
    if (streams.isEmpty()) {
      if (now - idleSinceNanos >= current.get().settings().idleTimeout().toNanos()) {
        goAway(0);
        close();
      }
      return;
    }
    for (Http2ClientStream stream : List.copyOf(streams)) {
      stream.check(now);
    }
  }

  // ---- ends

  /**
   * In two steps, RFC 9113 section 6.8: first the client is told to open no more streams, then,
   * once those that were on their way have come, which was the last.
   */
  @Override
  public void drain() {
    if (draining) {
      return;
    }
    draining = true;
    goAway(Integer.MAX_VALUE);
    var _ =
        ctx.channel()
            .eventLoop()
            .schedule(this::takeNoMore, LAST_REQUEST_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void takeNoMore() {
    last = true;
    goAway(0);
    if (streams.isEmpty()) {
      close();
    }
  }

  @Override
  public int cut() {
    int count = 0;
    for (Http2ClientStream stream : List.copyOf(streams)) {
      count += stream.isServing() ? 1 : 0;
      stream.cut();
    }
    close();
    return count;
  }

  @Override
  public void relieve() {
    long now = System.nanoTime();
    for (Http2ClientStream stream : List.copyOf(streams)) {
      long stalledNanos = stream.stalledNanos(now);
      if (stalledNanos >= SHORT_STALL_NANOS) {
        SHORT_OF_MEMORY.warn("stalledMillis", TimeUnit.NANOSECONDS.toMillis(stalledNanos));
        stream.letGo();
      }
    }
  }

  /**
   * @param extraStreams that may yet come, beyond those that came
   */
  private void goAway(int extraStreams) {
    DefaultHttp2GoAwayFrame frame = new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR);
    frame.setExtraStreamIds(extraStreams);
    var _ = ctx.writeAndFlush(frame);
  }

  private void close() {
    var _ = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    // Who takes nothing must not keep it open.
    var _ =
        ctx.channel().eventLoop().schedule(this::closeNow, LAST_WORDS_SECONDS, TimeUnit.SECONDS);
  }

  private void closeNow() {
    var _ = ctx.close();
  }
}
