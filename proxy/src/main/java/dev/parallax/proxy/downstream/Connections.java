package dev.parallax.proxy.downstream;

import dev.parallax.proxy.memory.DirectMemory;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** All open client connections: their limit, and their end. Thread-safe. */
public final class Connections {

  /** What a connection is let in as. */
  enum Admission {
    SERVED,
    /** Its first request is answered 503. */
    REFUSED,
    /** Closed at once: even those to be refused are too many. */
    CLOSED
  }

  private static final int MAX_REFUSED = 128;
  private static final long CLOSE_MILLIS = 5_000;

  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final LongAdder served = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder closed = new LongAdder();
  private volatile int maxConnections;
  private volatile boolean draining;

  public Connections(int maxConnections) {
    this.maxConnections = maxConnections;
  }

  /** Those that are open stay, also if they are more. */
  public void limit(int newMaxConnections) {
    maxConnections = newMaxConnections;
  }

  /** Counts a connection in, until it closes. */
  Admission admit(Channel channel) {
    open.add(channel);
    int count = open.size();
    int max = maxConnections;
    if (count <= max) {
      served.increment();
      return Admission.SERVED;
    }
    if (count <= max + MAX_REFUSED) {
      refused.increment();
      return Admission.REFUSED;
    }
    closed.increment();
    return Admission.CLOSED;
  }

  /**
   * Client connections.
   *
   * @param open now
   * @param served since the start, as are the others
   * @param refused whose first request was to be answered 503
   * @param closed at once
   */
  public record Counts(int open, long served, long refused, long closed) {}

  public Counts counts() {
    return new Counts(open.size(), served.sum(), refused.sum(), closed.sum());
  }

  int maxConnections() {
    return maxConnections;
  }

  public boolean isDraining() {
    return draining;
  }

  /**
   * Where memory is short, resets clients that took nothing of their responses for some seconds:
   * they hold what others need.
   */
  public void relieve(DirectMemory memory) {
    if (!memory.isShort()) {
      return;
    }
    for (Channel channel : open) {
      channel.eventLoop().execute(() -> relieve(channel, memory));
    }
  }

  /** Those that went before may have been enough. */
  private static void relieve(Channel channel, DirectMemory memory) {
    if (memory.isShort()) {
      Served.of(channel).ifPresent(Served::relieve);
    }
  }

  /**
   * From now on, closes idle connections, unless a last request comes within a second, and each
   * other one after its exchange. Returns at once.
   */
  public void beginDrain() {
    draining = true;
    for (Channel channel : open) {
      channel.eventLoop().execute(() -> Served.of(channel).ifPresent(Served::drain));
    }
  }

  /**
   * Drains.
   *
   * @return whether all were closed in time
   */
  public boolean drain(Duration timeout) throws InterruptedException {
    beginDrain();
    return open.newCloseFuture().await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Ends all connections whatever they do.
   *
   * @return how many exchanges were cut
   */
  public int cut() throws InterruptedException {
    List<Future<Integer>> cuts = new ArrayList<>();
    for (Channel channel : open) {
      cuts.add(channel.eventLoop().submit(() -> cut(channel)));
    }
    int count = 0;
    for (Future<Integer> cut : cuts) {
      if (cut.await().isSuccess()) {
        count += cut.getNow();
      }
    }
    // One that was accepted just now is closed as it comes.
    var _ = open.close();
    // TLS takes one that it was told to close before for closed too early (Netty 4.2.18).
    var _ = open.newCloseFuture().await(CLOSE_MILLIS);
    return count;
  }

  private static int cut(Channel channel) {
    Optional<Served> connection = Served.of(channel);
    if (connection.isPresent()) {
      return connection.get().cut();
    }
    Relay tunnel = channel.pipeline().get(Relay.class);
    if (tunnel == null) {
      var _ = channel.close();
    } else {
      tunnel.close(channel);
    }
    return 0;
  }
}
