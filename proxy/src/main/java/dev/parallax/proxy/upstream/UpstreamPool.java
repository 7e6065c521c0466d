package dev.parallax.proxy.upstream;

import dev.parallax.proxy.channel.ReadsUntilClose;
import dev.parallax.proxy.memory.DirectMemory;
import dev.parallax.proxy.memory.ModestReads;
import dev.parallax.proxy.memory.ModestWrites;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseNotifier;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop to one upstream. Confined to it.
 *
 * <p>The connection used last is reused first, so that those not needed become idle and close. One
 * that is open is idle, or serves, or is being opened: at most so many as the settings say, and who
 * comes then waits.
 */
public final class UpstreamPool {

  private final EventLoop loop;
  private final UpstreamSettings settings;
  private final Bootstrap bootstrap;
  private final ArrayDeque<UpstreamConnection> idle = new ArrayDeque<>();
  private final Pending pending;
  private final ModestWrites modestWrites;
  private final ChannelGroup all;
  private int open;

  /**
   * @param all is told of each connection
   */
  UpstreamPool(
      EventLoop loop,
      Class<? extends Channel> channelType,
      UpstreamSettings settings,
      AddressResolverGroup<InetSocketAddress> resolvers,
      ChannelGroup all) {
    this.loop = loop;
    this.all = all;
    this.settings = settings;
    this.pending =
        new Pending(loop, settings.maxPendingPerLoop(), settings.connectTimeout().toNanos());
    DirectMemory memory = DirectMemory.ofJvm();
    this.modestWrites = new ModestWrites(memory);
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
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    addHandlers(channel);
                  }
                });
  }

  /**
   * Gives {@code to} a connection: one that is idle, or a new one, or the next that is free; or
   * tells it why there is none.
   */
  public void acquire(UpstreamListener to) {
    for (UpstreamConnection reused = idle.pollFirst(); reused != null; reused = idle.pollFirst()) {
      if (reused.isUsable()) {
        give(reused, to);
        return;
      }
      reused.close();
    }
    acquireNew(to);
  }

  /** Gives {@code to} a connection that was never used before, as {@link #acquire} does. */
  public void acquireNew(UpstreamListener to) {
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
              if (outcome.isSuccess()) {
                UpstreamConnection connection =
                    connecting.channel().pipeline().get(UpstreamConnection.class);
                connection.attach(to);
                connection.read();
                to.connected(connection, false, System.nanoTime() - startNanos);
              } else {
                end(connecting.channel());
                // As above.
                loop.execute(() -> to.upstreamFailed(failure(outcome.cause())));
              }
            });
    var _ = PromiseNotifier.cascade(false, connecting, opened);
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
    UpstreamListener next = pending.next();
    if (next != null) {
      connect(next);
    }
  }

  /** Takes a connection that is free again, and may be used again. */
  void put(UpstreamConnection connection) {
    UpstreamListener next = pending.next();
    if (next != null) {
      give(connection, next);
      return;
    }
    idle.addFirst(connection);
    if (idle.size() > settings.maxIdlePerLoop()) {
      idle.removeLast().close();
    }
  }

  void remove(UpstreamConnection connection) {
    if (connection.isReused()) {
      idle.remove(connection);
    }
  }

  /** Closes idle connections in time, from now on. */
  void startSweeping() {
    long periodNanos = Math.max(settings.idleTimeout().toNanos() / 4, 1_000_000);
    var _ =
        loop.scheduleWithFixedDelay(this::sweep, periodNanos, periodNanos, TimeUnit.NANOSECONDS);
  }

  private void sweep() {
    long now = System.nanoTime();
    long timeoutNanos = settings.idleTimeout().toNanos();
    for (UpstreamConnection oldest = idle.peekLast();
        oldest != null && now - oldest.idleSinceNanos() >= timeoutNanos;
        oldest = idle.peekLast()) {
      idle.removeLast().close();
    }
  }

  private void addHandlers(Channel channel) {
    ResponseDecoder decoder = new ResponseDecoder(settings.maxHeaderBytes());
    RequestEncoder encoder = new RequestEncoder();
    channel
        .pipeline()
        .addLast(
            new ReadsUntilClose(),
            modestWrites,
            decoder,
            encoder,
            new UpstreamConnection(this, decoder, encoder, settings.maxAge().toNanos()));
  }

  private static UpstreamFailure failure(@Nullable Throwable cause) {
    return switch (cause) {
      case ConnectTimeoutException _ -> UpstreamFailure.CONNECT_TIMEOUT;
      case UnknownHostException _ -> UpstreamFailure.NAME_UNRESOLVED;
      case null, default -> UpstreamFailure.CONNECT_REFUSED;
    };
  }
}
