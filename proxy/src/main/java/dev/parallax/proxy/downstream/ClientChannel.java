package dev.parallax.proxy.downstream;

import dev.parallax.proxy.channel.ChannelEnds;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;

/**
 * A client's channel: what is written to it and read from it, how long it is waited for, and the
 * ways to end it. Knows nothing of exchanges. Confined to the channel's event loop.
 */
final class ClientChannel implements Downstream {

  /** How long a client may keep sending what nobody reads, before it is cut off. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  /**
   * How long an idle connection stays when the proxy drains. Its next request may be on its way,
   * and a client could not tell whether a connection that closes has taken it: it is answered, with
   * {@code Connection: close}.
   */
  private static final Duration LAST_REQUEST = Duration.ofSeconds(1);

  private final ChannelHandlerContext ctx;
  private final RequestDecoder decoder;
  private final Deadline deadline;

  private DownstreamSettings settings;

  /** The client sends no more: to read on would fail on some transports. */
  private boolean inputEnded;

  private boolean lingers;
  private long unwritableSinceNanos;

  /**
   * @param onTimeout when what was waited for last did not come
   */
  ClientChannel(
      ChannelHandlerContext ctx,
      DownstreamSettings settings,
      RequestDecoder decoder,
      Runnable onTimeout) {
    this.ctx = ctx;
    this.settings = settings;
    this.decoder = decoder;
    this.deadline = new Deadline(ctx.channel().eventLoop(), onTimeout);
  }

  /** Waits as these say from now on. */
  void goBy(DownstreamSettings now) {
    settings = now;
  }

  Duration streamTimeout() {
    return settings.streamTimeout();
  }

  // ---- what passes

  @Override
  public void write(Object part) {
    var _ = ctx.write(part, ctx.voidPromise());
  }

  @Override
  public void flush() {
    ctx.flush();
  }

  @Override
  public boolean isWritable() {
    return ctx.channel().isWritable();
  }

  /** To be told of each change. */
  void writabilityChanged() {
    if (!isWritable()) {
      unwritableSinceNanos = System.nanoTime();
    }
  }

  /** For how long the client has taken too little to be written to; 0 if it takes what comes. */
  long stalledNanos() {
    return isWritable() ? 0 : System.nanoTime() - unwritableSinceNanos;
  }

  /** Never while bytes of a further request are here already. */
  @Override
  public void read() {
    if (!inputEnded && !decoder.holdsNext()) {
      ctx.read();
    }
  }

  /** Reads what is dropped. */
  void readOn() {
    if (!inputEnded) {
      ctx.read();
    }
  }

  void endInput() {
    inputEnded = true;
  }

  boolean hasInputEnded() {
    return inputEnded;
  }

  // ---- what is waited for

  void awaitRequest(boolean draining) {
    deadline.arm(
        draining && LAST_REQUEST.compareTo(settings.idleTimeout()) < 0
            ? LAST_REQUEST
            : settings.idleTimeout());
  }

  void awaitHead() {
    deadline.arm(settings.headerTimeout());
  }

  @Override
  public void awaitProgress() {
    deadline.arm(settings.idleTimeout());
  }

  @Override
  public void awaitResponse() {
    deadline.arm(settings.responseTimeout());
  }

  @Override
  public void awaitStream() {
    deadline.arm(settings.streamTimeout());
  }

  /** For good. */
  void awaitNothing() {
    deadline.cancel();
  }

  // ---- ends

  /** At once. */
  void close() {
    var _ = ctx.close();
  }

  /** With a reset, so that the client can't take it for the clean end of a response. */
  void reset() {
    ChannelEnds.reset(ctx.channel());
  }

  /** When all that was written has left, or the client took too long. */
  void closeAfterFlush() {
    decoder.dropFurther();
    awaitProgress();
    var _ = ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /**
   * After a whole response, though the client may still be sending: to close with its bytes unread
   * would reset the connection, and take the response from it. RFC 9112 section 9.6.
   */
  void closeGently() {
    if (inputEnded) {
      closeAfterFlush();
      return;
    }
    awaitProgress();
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
    ChannelEnds.endOutput(ctx.channel());
  }

  /** Whether all was said and has left, and only what the client still sends is waited out. */
  boolean lingers() {
    return lingers;
  }
}
