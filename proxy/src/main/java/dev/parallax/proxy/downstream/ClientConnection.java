package dev.parallax.proxy.downstream;

import dev.parallax.proxy.headers.RequestHeaders;
import dev.parallax.proxy.tap.ExchangeTap;
import dev.parallax.proxy.tap.Taps;
import dev.parallax.proxy.upstream.UpstreamPool;
import dev.parallax.proxy.warning.LimitedWarning;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: idle, serving one exchange, or closing. Confined to the channel's event
 * loop.
 *
 * <p>A client that ends its side while it is served is taken to be gone, as nginx does: what a
 * client that gave up sends and what one sends that only ended its output looks the same.
 *
 * <p>Reading is by {@link #read} only, and never while bytes of a further request are here already.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter {

  private sealed interface State {}

  private record Idle() implements State {}

  private record Serving(Exchange exchange) implements State {}

  /** All was said; what the client still sends is read and dropped, so that it sees our answer. */
  private record Closing() implements State {}

  private static final Logger log = LoggerFactory.getLogger(ClientConnection.class);
  private static final LimitedWarning UNEXPECTED =
      new LimitedWarning(log, "closed a client connection on an unexpected error");
  private static final LimitedWarning REFUSED_UNREAD =
      new LimitedWarning(log, "refused what is not a whole request");
  private static final LimitedWarning NOT_UPGRADED = new LimitedWarning(log, "upgrade refused");
  private static final Idle IDLE = new Idle();
  private static final Closing CLOSING = new Closing();

  /** How long a client may keep sending what nobody reads, before it is cut off. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  private final Connections connections;
  private final DownstreamSettings settings;
  private final Taps taps;
  private final UpstreamPool pool;
  private final RequestDecoder decoder;
  private final ResponseEncoder encoder;
  private final boolean overLimit;

  /** Set before anything else happens, when the handler is added. */
  @SuppressWarnings("NullAway.Init")
  private ChannelHandlerContext ctx;

  @SuppressWarnings("NullAway.Init")
  private Deadline deadline;

  @SuppressWarnings("NullAway.Init")
  private String clientAddress;

  private State state = IDLE;

  ClientConnection(
      Connections connections,
      DownstreamSettings settings,
      Taps taps,
      UpstreamPool pool,
      RequestDecoder decoder,
      ResponseEncoder encoder,
      boolean overLimit) {
    this.connections = connections;
    this.settings = settings;
    this.taps = taps;
    this.pool = pool;
    this.decoder = decoder;
    this.encoder = encoder;
    this.overLimit = overLimit;
  }

  // ---- what the channel does

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    deadline = new Deadline(context.channel().eventLoop(), this::timedOut);
    clientAddress = "unknown";
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (context.channel().remoteAddress() instanceof InetSocketAddress remote) {
      clientAddress = remote.getAddress().getHostAddress();
    }
    if (connections.isDraining()) {
      close();
      return;
    }
    deadline.arm(settings.idleTimeout());
    ctx.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    switch (state) {
      case Idle() when message instanceof HttpRequest request -> begin(request);
      case Serving(Exchange exchange) when message instanceof HttpContent content ->
          exchange.requestContent(content);
      case Idle _, Serving _, Closing _ -> ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    switch (state) {
      case Idle() -> read();
      case Serving(Exchange exchange) -> exchange.clientReadComplete();
      case Closing() -> ctx.read();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (state instanceof Serving(Exchange exchange) && isWritable()) {
      awaitNothing();
      exchange.clientWritable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    deadline.cancel();
    State before = state;
    state = CLOSING;
    if (before instanceof Serving(Exchange exchange)) {
      exchange.clientGone();
    }
  }

  /** A connection that fails is of no use to anybody: {@link #channelInactive} does the rest. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      UNEXPECTED.warn(cause);
    }
    close();
  }

  // ---- one exchange after another

  private void begin(HttpRequest request) {
    encoder.answering(request.method());
    if (request.decoderResult().isFailure()) {
      // Not a request, so not an exchange.
      ReferenceCountUtil.release(request);
      Refusal refusal = RequestCheck.undecodable(request.decoderResult());
      countUnread(refusal);
      answer(refusal, RequestFacts.of(request), false);
      return;
    }
    RequestTarget target = RequestTarget.of(request);
    ExchangeTap tap =
        taps.open(
            request,
            target.originForm(),
            authority(request, target),
            clientAddress,
            decoder.startedNanos());
    RequestFacts facts = RequestFacts.of(request);
    @Nullable Refusal refusal =
        overLimit ? Refusal.TOO_MANY_CONNECTIONS : RequestCheck.refuse(request, target);
    if (refusal != null) {
      tap.failed(refusal.kind(), refusal.sentence());
      answer(refusal, facts, false);
      return;
    }
    request.setUri(target.originForm());
    if (target.authority() != null) {
      request.headers().set(HttpHeaderNames.HOST, target.authority());
    }
    if (request.headers().contains(HttpHeaderNames.UPGRADE)) {
      boolean webSocket =
          request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
      NOT_UPGRADED.warn("protocol", webSocket ? "websocket" : "other");
    }
    RequestHeaders.toUpstream(request, clientAddress, "http", settings.upstreamHost());
    Exchange exchange = new Exchange(this, facts, request, pool, tap);
    state = new Serving(exchange);
    awaitProgress();
    exchange.start();
  }

  private String authority(HttpRequest request, RequestTarget target) {
    if (target.authority() != null) {
      return target.authority();
    }
    return request.headers().get(HttpHeaderNames.HOST, settings.upstreamHost());
  }

  /** The response was written. Goes on with the next request, or closes. */
  void exchangeEnded(boolean keepAlive) {
    if (!keepAlive) {
      closeGently();
      return;
    }
    state = IDLE;
    deadline.arm(settings.idleTimeout());
    try {
      decoder.resume(ctx.pipeline().context(decoder));
    } catch (Exception e) {
      exceptionCaught(ctx, e);
      return;
    }
    switch (state) {
      case Serving(Exchange next) -> next.clientReadComplete();
      case Idle() -> read();
      case Closing() -> {}
    }
  }

  /** Answers for the upstream, which will not; the exchange is over. */
  void answer(Refusal refusal, RequestFacts facts, boolean keepAlive) {
    boolean stays = keepAlive && mayServeMore();
    write(refusal.toResponse(stays, facts.isOldClient()));
    flush();
    exchangeEnded(stays);
  }

  boolean mayServeMore() {
    return !connections.isDraining();
  }

  // ---- what an exchange does to its client

  /** Nothing is flushed. Takes ownership. */
  void write(Object part) {
    var _ = ctx.write(part, ctx.voidPromise());
  }

  void flush() {
    ctx.flush();
  }

  boolean isWritable() {
    return ctx.channel().isWritable();
  }

  void read() {
    if (!decoder.holdsNext()) {
      ctx.read();
    }
  }

  void awaitProgress() {
    deadline.arm(settings.idleTimeout());
  }

  void awaitResponse() {
    deadline.arm(settings.responseTimeout());
  }

  void awaitNothing() {
    deadline.disarm();
  }

  // ---- ends

  /** At once. */
  void close() {
    var _ = ctx.close();
  }

  /** With a reset, so that the client can't take it for the clean end of a response. */
  void reset() {
    state = CLOSING;
    ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    close();
  }

  /** When all that was written has left, or the client took too long. */
  void closeAfterFlush() {
    state = CLOSING;
    deadline.arm(settings.idleTimeout());
    var _ = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /**
   * After a whole response, though the client may still be sending: to close with its bytes unread
   * would reset the connection, and take the response from it. RFC 9112 section 9.6.
   */
  private void closeGently() {
    state = CLOSING;
    if (decoder.isBetweenRequests()) {
      closeAfterFlush();
      return;
    }
    deadline.arm(settings.idleTimeout());
    var _ = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> linger());
    decoder.dropFurther();
    ctx.read();
  }

  private void linger() {
    deadline.arm(LINGER);
    var _ = ((DuplexChannel) ctx.channel()).shutdownOutput();
  }

  /** The proxy drains: an idle connection goes now, a serving one after its exchange. */
  void drain() {
    if (state instanceof Idle && decoder.isBetweenRequests()) {
      close();
    }
  }

  /**
   * Ends the connection whatever it does.
   *
   * @return whether an exchange was cut
   */
  boolean cut() {
    State before = state;
    state = CLOSING;
    boolean serving = before instanceof Serving;
    if (before instanceof Serving(Exchange exchange)) {
      exchange.cut();
      reset();
    } else {
      close();
    }
    return serving;
  }

  private void timedOut() {
    switch (state) {
      case Idle() when decoder.isBetweenRequests() -> close();
      case Idle() -> answerStalledHead();
      case Serving(Exchange exchange) -> exchange.timedOut();
      case Closing() -> reset();
    }
  }

  private void answerStalledHead() {
    countUnread(Refusal.REQUEST_STALLED);
    write(Refusal.REQUEST_STALLED.toResponse(false, false));
    closeAfterFlush();
  }

  private void countUnread(Refusal refusal) {
    taps.refusedUnread();
    REFUSED_UNREAD.warn("status", refusal.status().code());
  }
}
