package dev.parallax.proxy.downstream;

import dev.parallax.proxy.tap.Taps;
import dev.parallax.proxy.upstream.UpstreamConnection;
import dev.parallax.proxy.warning.LimitedWarning;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: idle, serving one exchange, closing, or a tunnel. Confined to the
 * channel's event loop.
 *
 * <p>Reading is by {@link #read} only, and never while bytes of a further request are here already.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter {

  private sealed interface State {}

  private record Idle() implements State {}

  private record Serving(Exchange exchange) implements State {}

  /** All was said; what the client still sends is read and dropped, so that it sees our answer. */
  private record Closing() implements State {}

  /** The handlers of HTTP are gone, this one too; only the deadline is watched yet. */
  private record Tunnel(Channel upstream) implements State {}

  private static final Logger log = LoggerFactory.getLogger(ClientConnection.class);
  private static final LimitedWarning UNEXPECTED =
      new LimitedWarning(log, "closed a client connection on an unexpected error");
  private static final LimitedWarning SHORT_OF_MEMORY =
      new LimitedWarning(log, "reset a client that takes nothing of its response: memory is short");
  private static final LimitedWarning REFUSED_UNREAD =
      new LimitedWarning(log, "refused what is not a whole request");
  private static final Idle IDLE = new Idle();
  private static final Closing CLOSING = new Closing();

  /** How long a client may keep sending what nobody reads, before it is cut off. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  /** How long a client may take nothing of its response while memory is short. */
  private static final long SHORT_STALL_NANOS = Duration.ofSeconds(2).toNanos();

  /**
   * How long an idle connection stays when the proxy drains. Its next request may be on its way,
   * and a client could not tell whether a connection that closes has taken it: it is answered, with
   * {@code Connection: close}.
   */
  private static final Duration LAST_REQUEST = Duration.ofSeconds(1);

  private final Connections connections;
  private final DownstreamSettings settings;
  private final Taps taps;
  private final Reception reception;
  private final RequestDecoder decoder;
  private final ResponseEncoder encoder;
  private final boolean overLimit;

  /** Set before anything else happens, when the handler is added. */
  @SuppressWarnings("NullAway.Init")
  private ChannelHandlerContext ctx;

  @SuppressWarnings("NullAway.Init")
  private Deadline deadline;

  @SuppressWarnings("NullAway.Init")
  private Deadline totalDeadline;

  @SuppressWarnings("NullAway.Init")
  private String clientAddress;

  private State state = IDLE;
  private boolean awaitsHead;

  /** The client sends no more: to read on would fail on some transports. */
  private boolean inputEnded;

  private boolean lingers;
  private long unwritableSinceNanos;

  ClientConnection(
      Connections connections,
      DownstreamSettings settings,
      Taps taps,
      Reception reception,
      RequestDecoder decoder,
      ResponseEncoder encoder,
      boolean overLimit) {
    this.connections = connections;
    this.settings = settings;
    this.taps = taps;
    this.reception = reception;
    this.decoder = decoder;
    this.encoder = encoder;
    this.overLimit = overLimit;
  }

  // ---- what the channel does

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    deadline = new Deadline(context.channel().eventLoop(), this::timedOut);
    totalDeadline = new Deadline(context.channel().eventLoop(), this::outOfTime);
    clientAddress = "unknown";
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (context.channel().remoteAddress() instanceof InetSocketAddress remote) {
      clientAddress = remote.getAddress().getHostAddress();
    }
    awaitRequest();
    ctx.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    switch (state) {
      case Idle() when message instanceof HttpRequest request -> begin(request);
      case Serving(Exchange exchange) when message instanceof HttpContent content ->
          exchange.requestContent(content);
      case Idle _, Serving _, Closing _, Tunnel _ -> ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    switch (state) {
      case Idle() -> awaitHead();
      case Serving(Exchange exchange) -> exchange.clientReadComplete();
      case Closing() when inputEnded -> {}
      case Closing() -> ctx.read();
      case Tunnel _ -> {}
    }
  }

  private void awaitRequest() {
    deadline.arm(
        connections.isDraining() && LAST_REQUEST.compareTo(settings.idleTimeout()) < 0
            ? LAST_REQUEST
            : settings.idleTimeout());
  }

  /** The time for a head counts from its first byte. */
  private void awaitHead() {
    if (!awaitsHead && !decoder.isBetweenRequests()) {
      awaitsHead = true;
      deadline.arm(settings.headerTimeout());
    }
    read();
  }

  /** The client ended its side: it may be gone, or only be done with sending. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (!(event instanceof ChannelInputShutdownEvent)) {
      return;
    }
    inputEnded = true;
    switch (state) {
      case Idle() -> closeAfterFlush();
      case Serving(Exchange exchange) -> tellEnd(exchange);
      case Closing() when lingers -> close();
      // Once all that was written has left.
      case Closing _, Tunnel _ -> {}
    }
  }

  /** Not to an exchange that others follow: it is not the client's last. */
  private void tellEnd(Exchange exchange) {
    if (inputEnded && !decoder.holdsNext()) {
      exchange.clientEnded();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (!isWritable()) {
      unwritableSinceNanos = System.nanoTime();
    }
    if (state instanceof Serving(Exchange exchange) && isWritable()) {
      exchange.clientWritable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    deadline.cancel();
    totalDeadline.cancel();
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
    awaitsHead = false;
    encoder.answering(request.method());
    if (request.decoderResult().isFailure()) {
      // Not a request, so not an exchange.
      ReferenceCountUtil.release(request);
      Refusal refusal = RequestCheck.undecodable(request.decoderResult());
      countUnread(refusal);
      answer(refusal, RequestFacts.of(request), false);
      return;
    }
    switch (reception.receive(request, clientAddress, decoder.startedNanos(), overLimit)) {
      case Reception.Refused refused -> answer(refused.refusal(), refused.facts(), false);
      case Reception.Accepted accepted -> {
        BodyPace pace = new BodyPace(settings.idleTimeout(), settings.minBodyRate());
        Exchange exchange =
            new Exchange(this, accepted, accepted.pools().of(ctx.channel().eventLoop()), pace);
        state = new Serving(exchange);
        awaitProgress();
        settings.totalTimeout().ifPresent(this::limitTotal);
        exchange.start();
      }
    }
  }

  private void limitTotal(Duration total) {
    totalDeadline.arm(total.minusNanos(System.nanoTime() - decoder.startedNanos()));
  }

  /** The response was written. Goes on with the next request, or closes. */
  void exchangeEnded(boolean keepAlive) {
    if (!keepAlive) {
      closeGently();
      return;
    }
    state = IDLE;
    totalDeadline.disarm();
    awaitRequest();
    try {
      decoder.resume(ctx.pipeline().context(decoder));
    } catch (Exception e) {
      exceptionCaught(ctx, e);
      return;
    }
    switch (state) {
      case Serving(Exchange next) -> {
        next.clientReadComplete();
        tellEnd(next);
      }
      case Idle() when inputEnded -> closeAfterFlush();
      case Idle() -> awaitHead();
      case Closing _, Tunnel _ -> {}
    }
  }

  /** The upstream agreed to another protocol: from here on, bytes pass both ways. */
  void becomeTunnel(UpstreamConnection upstream) {
    totalDeadline.cancel();
    Channel channel = ctx.channel();
    Runnable onProgress = () -> deadline.arm(settings.streamTimeout());
    onProgress.run();
    // What either side sent already follows its decoder's removal, and the encoders take no bytes.
    channel.pipeline().remove(encoder);
    Channel other = upstream.handOver(new Relay(channel, onProgress));
    state = new Tunnel(other);
    channel.pipeline().addLast(new Relay(other, onProgress));
    channel.pipeline().remove(this);
    channel.pipeline().remove(decoder);
    var _ = channel.closeFuture().addListener(_ -> endWatch(other));
    var _ = other.closeFuture().addListener(_ -> endWatch(channel));
    other.flush();
    channel.flush();
    Relay.read(channel);
    Relay.read(other);
  }

  /** The side that is left may yet have to take what was written to it. */
  private void endWatch(Channel left) {
    if (!left.isOpen()) {
      deadline.cancel();
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
    if (!inputEnded && !decoder.holdsNext()) {
      ctx.read();
    }
  }

  void awaitProgress() {
    deadline.arm(settings.idleTimeout());
  }

  void awaitResponse() {
    deadline.arm(settings.responseTimeout());
  }

  void awaitStream() {
    deadline.arm(settings.streamTimeout());
  }

  // ---- ends

  /** At once. */
  void close() {
    var _ = ctx.close();
  }

  /** With a reset, so that the client can't take it for the clean end of a response. */
  void reset() {
    state = CLOSING;
    if (ctx.channel().isOpen()) {
      ctx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    }
    close();
  }

  /** When all that was written has left, or the client took too long. */
  void closeAfterFlush() {
    state = CLOSING;
    decoder.dropFurther();
    deadline.arm(settings.idleTimeout());
    var _ = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /**
   * After a whole response, though the client may still be sending: to close with its bytes unread
   * would reset the connection, and take the response from it. RFC 9112 section 9.6.
   */
  private void closeGently() {
    state = CLOSING;
    if (inputEnded || decoder.isBetweenRequests()) {
      closeAfterFlush();
      return;
    }
    deadline.arm(settings.idleTimeout());
    var _ = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> linger());
    decoder.dropFurther();
    ctx.read();
  }

  private void linger() {
    if (inputEnded || !ctx.channel().isOpen()) {
      close();
      return;
    }
    lingers = true;
    deadline.arm(LINGER);
    var _ = ((DuplexChannel) ctx.channel()).shutdownOutput();
  }

  /** The proxy drains: an idle connection goes soon, a serving one after its exchange. */
  void drain() {
    if (state instanceof Idle && decoder.isBetweenRequests()) {
      awaitRequest();
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

  /** Memory is short: a client that takes nothing of its response is let go. */
  void relieve() {
    long stalledNanos = System.nanoTime() - unwritableSinceNanos;
    if (isWritable() || stalledNanos < SHORT_STALL_NANOS) {
      return;
    }
    SHORT_OF_MEMORY.warn("stalledMillis", TimeUnit.NANOSECONDS.toMillis(stalledNanos));
    if (state instanceof Serving(Exchange exchange)) {
      exchange.clientGone();
    }
    reset();
  }

  private void timedOut() {
    switch (state) {
      // Part of its last response may not have left yet.
      case Idle() when decoder.isBetweenRequests() -> closeAfterFlush();
      case Idle() -> answerStalledHead();
      case Serving(Exchange exchange) -> exchange.timedOut();
      case Closing() when lingers -> close();
      case Closing() -> reset();
      case Tunnel(Channel upstream) -> {
        var _ = ctx.channel().close();
        var _ = upstream.close();
      }
    }
  }

  private void outOfTime() {
    if (state instanceof Serving(Exchange exchange)) {
      exchange.outOfTime();
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
