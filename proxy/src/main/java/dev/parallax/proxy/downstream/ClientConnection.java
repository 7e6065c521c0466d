package dev.parallax.proxy.downstream;

import dev.parallax.proxy.channel.ChannelEnds;
import dev.parallax.proxy.headers.ResponseHeaders.Framing;
import dev.parallax.proxy.tap.Taps;
import dev.parallax.proxy.tls.TlsFailures;
import dev.parallax.proxy.upstream.UpstreamConnection;
import dev.parallax.proxy.warning.LimitedWarning;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: idle, serving one exchange, or closing. Confined to the channel's event
 * loop.
 *
 * <p>An exchange writes to the {@link ClientChannel} and says here how it ended: goes on with the
 * next request, ends the connection, or hands it to a {@link Tunnel}.
 */
final class ClientConnection extends ChannelInboundHandlerAdapter implements Client, Served {

  private sealed interface State {}

  private record Idle() implements State {}

  private record Serving(Exchange exchange) implements State {}

  /** All was said; what the client still sends is read and dropped, so that it sees our answer. */
  private record Closing() implements State {}

  private static final Logger log = LoggerFactory.getLogger(ClientConnection.class);
  private static final LimitedWarning UNEXPECTED =
      new LimitedWarning(log, "closed a client connection on an unexpected error");
  private static final LimitedWarning SHORT_OF_MEMORY =
      new LimitedWarning(log, "reset a client that takes nothing of its response: memory is short");
  private static final LimitedWarning REFUSED_UNREAD =
      new LimitedWarning(log, "refused what is not a whole request");
  private static final Idle IDLE = new Idle();
  private static final Closing CLOSING = new Closing();

  /** How long a client may take nothing of its response while memory is short. */
  private static final long SHORT_STALL_NANOS = Duration.ofSeconds(2).toNanos();

  private final Connections connections;
  private final Supplier<Rules> current;
  private final Taps taps;
  private final Reception reception;
  private final RequestDecoder decoder;
  private final ResponseEncoder encoder;
  private final boolean overLimit;

  /** Set before anything else happens, when the handler is added. */
  @SuppressWarnings("NullAway.Init")
  private ChannelHandlerContext ctx;

  @SuppressWarnings("NullAway.Init")
  private ClientChannel channel;

  @SuppressWarnings("NullAway.Init")
  private Deadline totalDeadline;

  /** Set as soon as the connection is open. */
  @SuppressWarnings("NullAway.Init")
  private ClientFacts client;

  private State state = IDLE;
  private boolean awaitsHead;

  ClientConnection(
      Connections connections,
      Supplier<Rules> current,
      Taps taps,
      Reception reception,
      RequestDecoder decoder,
      ResponseEncoder encoder,
      boolean overLimit) {
    this.connections = connections;
    this.current = current;
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
    channel = new ClientChannel(context, current.get().settings(), decoder, this::timedOut);
    totalDeadline = new Deadline(context.channel().eventLoop(), this::outOfTime);
  }

  /** The channel speaks another protocol from here on. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    channel.awaitNothing();
    totalDeadline.cancel();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    client = ClientFacts.of(context.channel());
    awaitRequest();
    channel.read();
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
      case Idle() -> awaitHead();
      case Serving(Exchange exchange) -> exchange.clientReadComplete();
      case Closing() -> channel.readOn();
    }
  }

  private void awaitRequest() {
    channel.goBy(current.get().settings());
    channel.awaitRequest(connections.isDraining());
  }

  /** The time for a head counts from its first byte. */
  private void awaitHead() {
    if (!awaitsHead && !decoder.isBetweenRequests()) {
      awaitsHead = true;
      channel.goBy(current.get().settings());
      channel.awaitHead();
    }
    channel.read();
  }

  /** The client ended its side: it may be gone, or only be done with sending. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (ChannelEnds.endsTls(context.channel(), event)) {
      tlsEnded();
      return;
    }
    if (!(event instanceof ChannelInputShutdownEvent)) {
      return;
    }
    channel.endInput();
    switch (state) {
      case Idle() -> closeAfterFlush();
      case Serving(Exchange exchange) -> tellEnd(exchange);
      case Closing() when channel.lingers() -> close();
      // Once all that was written has left.
      case Closing _ -> {}
    }
  }

  /** The client ended TLS, which mostly ends both directions of it: nothing more can be said. */
  private void tlsEnded() {
    switch (state) {
      case Idle() -> close();
      case Serving(Exchange exchange) -> {
        exchange.clientGone();
        close();
      }
      // Once all that was written has left.
      case Closing() -> {}
    }
  }

  /** Not to an exchange that others follow: it is not the client's last. */
  private void tellEnd(Exchange exchange) {
    if (channel.hasInputEnded() && !decoder.holdsNext()) {
      exchange.clientEnded();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    channel.writabilityChanged();
    if (state instanceof Serving(Exchange exchange) && channel.isWritable()) {
      exchange.clientWritable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    channel.awaitNothing();
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
    if (cause instanceof IOException || TlsFailures.isTls(cause)) {
      close();
      return;
    }
    if (state instanceof Serving(Exchange exchange)) {
      exchange.proxyFailed();
      reset();
    } else {
      close();
    }
    // Then, as it may need what there is no more of.
    UNEXPECTED.warn(cause);
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
    switch (reception.receive(RequestHead.of(request), client, decoder.startedNanos(), overLimit)) {
      case Reception.Refused refused -> answer(refused.refusal(), refused.facts(), false);
      case Reception.Accepted accepted -> {
        DownstreamSettings settings = accepted.settings();
        channel.goBy(settings);
        BodyPace pace = new BodyPace(settings.idleTimeout(), settings.minBodyRate());
        Exchange exchange =
            new Exchange(
                this, channel, accepted, accepted.pools().of(ctx.channel().eventLoop()), pace);
        state = new Serving(exchange);
        channel.awaitProgress();
        settings.totalTimeout().ifPresent(this::limitTotal);
        exchange.start();
      }
    }
  }

  private void limitTotal(Duration total) {
    totalDeadline.arm(total.minusNanos(System.nanoTime() - decoder.startedNanos()));
  }

  /** Goes on with the next request, or closes. */
  @Override
  public void exchangeEnded(boolean keepAlive) {
    if (!keepAlive) {
      state = CLOSING;
      channel.closeGently();
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
      case Idle() when channel.hasInputEnded() -> closeAfterFlush();
      case Idle() -> awaitHead();
      case Closing _ -> {}
    }
  }

  @Override
  public void becomeTunnel(UpstreamConnection upstream) {
    state = CLOSING;
    Tunnel.open(ctx.channel(), upstream, channel.streamTimeout());
  }

  @Override
  public void answer(Refusal refusal, RequestFacts facts, boolean keepAlive) {
    boolean stays = keepAlive && mayServeMore();
    channel.write(refusal.toResponse(stays, facts.isOldClient()));
    channel.flush();
    exchangeEnded(stays);
  }

  @Override
  public boolean mayServeMore() {
    return !connections.isDraining();
  }

  // ---- ends

  @Override
  public void close() {
    channel.close();
  }

  @Override
  public void reset() {
    state = CLOSING;
    channel.reset();
  }

  /** A truncated response must never look whole: by a clean end of the connection, it might. */
  @Override
  public void cutOff(Framing framing, long errorCode) {
    if (framing == Framing.CLOSE_DELIMITED) {
      reset();
    } else {
      closeAfterFlush();
    }
  }

  /** When all that was written has left, or the client took too long. */
  private void closeAfterFlush() {
    state = CLOSING;
    channel.closeAfterFlush();
  }

  @Override
  public void drain() {
    if (state instanceof Idle && decoder.isBetweenRequests()) {
      awaitRequest();
    }
  }

  @Override
  public int cut() {
    State before = state;
    state = CLOSING;
    if (before instanceof Serving(Exchange exchange)) {
      exchange.cut();
      reset();
      return 1;
    }
    close();
    return 0;
  }

  @Override
  public void relieve() {
    long stalledNanos = channel.stalledNanos();
    if (stalledNanos < SHORT_STALL_NANOS) {
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
      case Closing() when channel.lingers() -> close();
      case Closing() -> reset();
    }
  }

  private void outOfTime() {
    if (state instanceof Serving(Exchange exchange)) {
      exchange.outOfTime();
    }
  }

  private void answerStalledHead() {
    countUnread(Refusal.REQUEST_STALLED);
    channel.write(Refusal.REQUEST_STALLED.toResponse(false, false));
    closeAfterFlush();
  }

  private void countUnread(Refusal refusal) {
    taps.refusedUnread();
    REFUSED_UNREAD.warn("status", refusal.status().code());
  }
}
