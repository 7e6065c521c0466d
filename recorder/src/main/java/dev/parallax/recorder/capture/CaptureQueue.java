package dev.parallax.recorder.capture;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.raw.RawExchange;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries exchanges from many threads to one, bounded by the budget that their bodies are reserved
 * in: what an exchange holds besides is reserved here, so that small ones are bounded in number
 * too.
 *
 * <p>Producers never block or wait: {@link #offer} adds to a lock-free queue, or drops. Ownership
 * of the reservation goes with the exchange; the consumer gives it back by {@link #done}.
 */
public final class CaptureQueue {

  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final Optional<Fate> QUEUE_FULL = Optional.of(Fate.LOST_QUEUE_FULL);
  private static final Optional<Fate> AT_SHUTDOWN = Optional.of(Fate.LOST_AT_SHUTDOWN);

  private final ByteBudget budget;
  private final Queue<RawExchange> queue = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;
  private volatile boolean ended;

  /** Whether something was taken since the consumer last waited. Of the consumer's thread. */
  private boolean busy;

  /** The consumer, while it waits. */
  private volatile @Nullable Thread waiting;

  public CaptureQueue(ByteBudget budget) {
    this.budget = budget;
  }

  /**
   * Takes the exchange and the reservation of its captured body bytes; if not taken, the
   * reservation is given back. Any thread.
   *
   * @return how the exchange was lost, or empty if it was taken
   */
  public Optional<Fate> offer(RawExchange exchange) {
    long bodyBytes = bodyBytes(exchange);
    if (closed) {
      budget.release(bodyBytes);
      return AT_SHUTDOWN;
    }
    if (!budget.tryReserve(exchange.heldBytes() - bodyBytes)) {
      budget.release(bodyBytes);
      return QUEUE_FULL;
    }
    queue.add(exchange);
    // Nobody takes any more: unless the end took this one along, it is taken back.
    if (ended && queue.remove(exchange)) {
      done(exchange);
      return AT_SHUTDOWN;
    }
    Thread consumer = waiting;
    if (consumer != null) {
      LockSupport.unpark(consumer);
    }
    return Optional.empty();
  }

  /**
   * Takes the next exchange, waiting for one at most so long. One consumer at a time.
   *
   * <p>After it had something to do it naps first, and lets work gather: to be woken for each
   * exchange would cost the event loops and this thread more than most exchanges do.
   *
   * @return null if none came, or if the queue is closed and empty
   */
  @Nullable RawExchange poll(long maxWaitNanos) {
    RawExchange exchange = queue.poll();
    if (exchange != null || closed || maxWaitNanos <= 0) {
      busy |= exchange != null;
      return exchange;
    }
    if (busy) {
      busy = false;
      LockSupport.parkNanos(this, Math.min(NAP_NANOS, maxWaitNanos));
      exchange = queue.poll();
      busy = exchange != null;
      return exchange;
    }
    waiting = Thread.currentThread();
    // Asked again after the flag is up: a producer either sees the flag, or was seen.
    exchange = queue.poll();
    if (exchange == null && !closed) {
      LockSupport.parkNanos(this, maxWaitNanos);
    }
    waiting = null;
    exchange = exchange == null ? queue.poll() : exchange;
    busy = exchange != null;
    return exchange;
  }

  /** Gives back all that an exchange reserved, once it was taken and is done with. */
  void done(RawExchange exchange) {
    budget.release(exchange.heldBytes());
  }

  /** Takes no more; what is in it can still be polled. */
  void close() {
    closed = true;
    Thread consumer = waiting;
    if (consumer != null) {
      LockSupport.unpark(consumer);
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether it is closed and empty. */
  boolean isDrained() {
    return closed && queue.isEmpty();
  }

  /** Closes, and hands what is left to the consumer, done with. Any thread. */
  void end(Consumer<RawExchange> leftOver) {
    close();
    ended = true;
    RawExchange exchange = queue.poll();
    while (exchange != null) {
      done(exchange);
      leftOver.accept(exchange);
      exchange = queue.poll();
    }
  }

  /** What a tap reserves before it submits. */
  static long bodyBytes(RawExchange exchange) {
    long response = exchange.response() == null ? 0 : exchange.response().body().heldBytes();
    return exchange.request().body().heldBytes() + response;
  }
}
