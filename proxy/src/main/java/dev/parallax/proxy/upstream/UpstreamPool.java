package dev.parallax.proxy.upstream;

import dev.parallax.proxy.memory.DirectMemory;
import dev.parallax.proxy.memory.ModestReads;
import dev.parallax.proxy.memory.ModestWrites;
import dev.parallax.proxy.tls.ClientHandshake;
import dev.parallax.proxy.tls.TlsFailures;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop to one upstream. Confined to it.
 *
 * <p>Of HTTP/1.1, the connection used last is reused first, so that those not needed become idle
 * and close. One of HTTP/2 is shared, and while one is being opened, who comes waits for it. At
 * most so many are open as the settings say, and who comes then waits, too.
 */
public final class UpstreamPool {

  private final EventLoop loop;
  private final UpstreamSettings settings;
  private final Bootstrap bootstrap;
  private final ArrayDeque<UpstreamConnection> idle = new ArrayDeque<>();
  private final SharedConnections shared = new SharedConnections();
  private final Pending pending;
  private final UpstreamInitializer initializer;
  private final ChannelGroup all;
  private final ConnectCounts connects;
  private int open;
  private int opening;

  /** Whether the upstream speaks HTTP/2, as far as is known. */
  private boolean sharing;

  private boolean retired;
  private @Nullable Future<?> sweeping;

  /**
   * @param all is told of each connection
   * @param connects shared with the pools of other event loops
   */
  UpstreamPool(
      EventLoop loop,
      Class<? extends Channel> channelType,
      UpstreamSettings settings,
      AddressResolverGroup<InetSocketAddress> resolvers,
      ChannelGroup all,
      ConnectCounts connects) {
    this.loop = loop;
    this.all = all;
    this.connects = connects;
    this.settings = settings;
    this.sharing = settings.tls() == null && settings.protocol() == UpstreamProtocol.HTTP2;
    this.pending =
        new Pending(loop, settings.maxPendingPerLoop(), settings.connectTimeout().toNanos());
    DirectMemory memory = DirectMemory.ofJvm();
    this.initializer = new UpstreamInitializer(this, settings, new ModestWrites(memory));
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(channelType)
            .resolver(resolvers)
            .remoteAddress(settings.address())
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new ModestReads(memory))
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            // Netty's timeout starts after the name was looked up: connect() has one for both.
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
            .handler(initializer);
  }

  /**
   * Gives {@code to} a connection: one that is idle or has room, or a new one, or the next that is
   * free; or tells it why there is none.
   */
  public void acquire(UpstreamListener to) {
    Http2UpstreamConnection withRoom = shared.withRoom();
    if (withRoom != null) {
      withRoom.open(to, 0);
      return;
    }
    for (UpstreamConnection reused = idle.pollFirst(); reused != null; reused = idle.pollFirst()) {
      if (reused.isUsable()) {
        give(reused, to);
        return;
      }
      reused.close();
    }
    acquireNew(to);
  }

  /** Gives {@code to} a connection that it was not given before, as {@link #acquire} does. */
  public void acquireNew(UpstreamListener to) {
    if (sharing && opening > 0 && pending.tryAdd(to)) {
      return;
    }
    if (open < settings.maxOpenPerLoop()) {
      connect(to);
    } else if (!pending.tryAdd(to)) {
      // Never before this method returns: the request's end may be yet to be told.
      loop.execute(() -> to.upstreamFailed(UpstreamFailure.BUSY));
    }
  }

  /** What asked for a connection wants none any more; one that is being opened is closed. */
  public void abandon(UpstreamListener to) {
    pending.leave(to);
  }

  private void give(UpstreamConnection reused, UpstreamListener to) {
    reused.attach(to);
    to.connected(reused, true, 0);
  }

  private void connect(UpstreamListener to) {
    long startNanos = System.nanoTime();
    open++;
    opening++;
    ChannelFuture connecting = bootstrap.connect();
    all.add(connecting.channel());
    var _ = connecting.channel().closeFuture().addListener(_ -> closed());
    Promise<Void> opened = loop.newPromise();
    Future<?> deadline =
        loop.schedule(
            () -> opened.tryFailure(new ConnectTimeoutException()),
            settings.connectTimeout().toNanos(),
            TimeUnit.NANOSECONDS);
    var _ =
        opened.addListener(
            (Future<Void> outcome) -> {
              deadline.cancel(false);
              opening--;
              if (outcome.isSuccess()) {
                opened(connecting.channel(), to, System.nanoTime() - startNanos);
              } else {
                UpstreamFailure failure = failure(outcome.cause());
                connects.failed(failure);
                // As above.
                loop.execute(() -> to.upstreamFailed(failure));
                failThoseWhoWaitToo(failure);
                end(connecting.channel());
                connectNext();
              }
            });
    Promise<Void> connected = loop.newPromise();
    var _ =
        connected.addListener(
            (Future<Void> outcome) -> {
              if (outcome.isSuccess()) {
                initializer.speak(connecting.channel(), opened);
              } else {
                opened.tryFailure(outcome.cause());
              }
            });
    ClientHandshake.await(connecting, settings.address(), connected);
  }

  /** Those that wait for the same connection, and have no other to wait for. */
  private void failThoseWhoWaitToo(UpstreamFailure failure) {
    if (!sharing || opening > 0 || !shared.isEmpty()) {
      return;
    }
    for (UpstreamListener next = pending.next(); next != null; next = pending.next()) {
      UpstreamListener waiting = next;
      loop.execute(() -> waiting.upstreamFailed(failure));
    }
  }

  private void opened(Channel channel, UpstreamListener to, long connectNanos) {
    connects.opened();
    Http2UpstreamConnection forAll = channel.pipeline().get(Http2UpstreamConnection.class);
    sharing = forAll != null;
    if (forAll != null) {
      shared.add(forAll);
      if (forAll.takesAny()) {
        forAll.open(to, connectNanos);
      } else if (!pending.tryAdd(to)) {
        loop.execute(() -> to.upstreamFailed(UpstreamFailure.BUSY));
      }
      roomIn(forAll);
      return;
    }
    UpstreamConnection connection = channel.pipeline().get(UpstreamConnection.class);
    connection.attach(to);
    connection.read();
    to.connected(connection, false, connectNanos);
    // Those that waited to share it can't.
    while (open < settings.maxOpenPerLoop()) {
      UpstreamListener next = pending.next();
      if (next == null) {
        return;
      }
      connect(next);
    }
  }

  /** Those that wait are served as long as it has room; for the others one more is opened. */
  void roomIn(Http2UpstreamConnection connection) {
    while (connection.hasRoom()) {
      UpstreamListener next = pending.next();
      if (next == null) {
        return;
      }
      connection.open(next, 0);
    }
    if (connection.takesAny() && opening == 0 && open < settings.maxOpenPerLoop()) {
      UpstreamListener next = pending.next();
      if (next != null) {
        connect(next);
      }
    }
  }

  /** One that was never made, for want of a file descriptor, is not told to have closed. */
  private void end(Channel failed) {
    if (failed.isRegistered()) {
      var _ = failed.close();
    } else if (!failed.closeFuture().isDone()) {
      all.remove(failed);
      closed();
    }
  }

  private void closed() {
    open--;
    connectNext();
  }

  /** For the one that waits longest, unless it waits for a connection that is being opened. */
  private void connectNext() {
    if (open < settings.maxOpenPerLoop() && !(sharing && opening > 0)) {
      UpstreamListener next = pending.next();
      if (next != null) {
        connect(next);
      }
    }
  }

  /** Takes a connection that is free again, and may be used again. */
  void put(UpstreamConnection connection) {
    UpstreamListener next = pending.next();
    if (next != null) {
      give(connection, next);
      return;
    }
    if (retired) {
      connection.close();
      return;
    }
    idle.addFirst(connection);
    if (idle.size() > settings.maxIdlePerLoop()) {
      idle.removeLast().close();
    }
  }

  void remove(Http2UpstreamConnection connection) {
    shared.remove(connection);
  }

  void remove(UpstreamConnection connection) {
    if (connection.isReused()) {
      idle.remove(connection);
    }
  }

  /** How a warning names it. */
  String upstream() {
    return settings.address().getHostString() + ":" + settings.address().getPort();
  }

  PoolState state() {
    int unused = idle.size() + shared.idle();
    return new PoolState(open - unused, unused, pending.size());
  }

  /** Closes idle connections in time, from now on. */
  void startSweeping() {
    long periodNanos = Math.max(settings.idleTimeout().toNanos() / 4, 1_000_000);
    sweeping =
        loop.scheduleWithFixedDelay(this::sweep, periodNanos, periodNanos, TimeUnit.NANOSECONDS);
  }

  /** Keeps no connection any more: who has asked already, or asks again, is still served. */
  void retire() {
    retired = true;
    if (sweeping != null) {
      sweeping.cancel(false);
    }
    for (UpstreamConnection one = idle.pollFirst(); one != null; one = idle.pollFirst()) {
      one.close();
    }
    shared.retire();
  }

  boolean isRetired() {
    return retired;
  }

  private void sweep() {
    long now = System.nanoTime();
    long timeoutNanos = settings.idleTimeout().toNanos();
    for (UpstreamConnection oldest = idle.peekLast();
        oldest != null && now - oldest.idleSinceNanos() >= timeoutNanos;
        oldest = idle.peekLast()) {
      idle.removeLast().close();
    }
    shared.sweep(now, timeoutNanos);
  }

  private static UpstreamFailure failure(@Nullable Throwable cause) {
    return switch (cause) {
      case ConnectTimeoutException _ -> UpstreamFailure.CONNECT_TIMEOUT;
      case UnknownHostException _ -> UpstreamFailure.NAME_UNRESOLVED;
      case SSLException tls when TlsFailures.isCertificate(tls) -> UpstreamFailure.TLS_CERTIFICATE;
      case Throwable tls when TlsFailures.isTls(tls) -> UpstreamFailure.TLS;
      // It was there, and spoke no HTTP/2, or ended without a word.
      case Http2Exception _ -> UpstreamFailure.MALFORMED;
      case ClosedChannelException _ -> UpstreamFailure.RESET;
      case Error _ -> UpstreamFailure.PROXY_FAILED;
      case null, default -> UpstreamFailure.CONNECT_REFUSED;
    };
  }
}
