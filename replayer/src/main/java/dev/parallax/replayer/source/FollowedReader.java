package dev.parallax.replayer.source;

import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is being recorded, in order of start: an exchange is given once the lag has passed since it
 * began, so that those which began before it and took longer are there by then. One that took
 * longer than that comes late, and one that began before the window never.
 *
 * <p>Holds {@value #MAX_BYTES} bytes of exchanges at most: above, the earliest are given before
 * their time, and what comes waits in the log.
 *
 * <p>Confined to one thread, but for {@link #end}.
 */
public final class FollowedReader implements EventReader {

  static final long MAX_BYTES = 64L << 20;

  private static final Duration POLL = Duration.ofMillis(50);

  /** Gives what came since it was last asked, after waiting for the first at most so long. */
  @FunctionalInterface
  public interface Tail {
    List<Event> poll(Duration wait) throws IOException;
  }

  private final Tail tail;
  private final Window window;
  private final long lagNanos;
  private final LongSupplier wallNanos;
  private final PriorityQueue<Exchange> held =
      new PriorityQueue<>(
          Comparator.comparingLong(Exchange::getStartedAtNanos).thenComparing(Exchange::getId));
  private long heldBytes;
  private volatile boolean ended;

  /**
   * @param window whose end, if it has one, ends the reading, a lag later
   * @param wallNanos the time now, since the Unix epoch
   */
  public FollowedReader(Tail tail, Window window, Duration lag, LongSupplier wallNanos) {
    this.tail = tail;
    this.window = window;
    this.lagNanos = lag.toNanos();
    this.wallNanos = wallNanos;
  }

  /** Gives nothing more: what it holds is left out. Any thread. */
  public void end() {
    ended = true;
  }

  @Override
  public @Nullable Event next() throws IOException {
    while (!ended) {
      long now = wallNanos.getAsLong();
      Exchange first = held.peek();
      if (first != null && (first.getStartedAtNanos() + lagNanos <= now || heldBytes > MAX_BYTES)) {
        held.remove();
        heldBytes -= first.getSerializedSize();
        return Event.newBuilder().setExchange(first).build();
      }
      if (first == null && isOver(now)) {
        return null;
      }
      tail.poll(wait(first, now)).forEach(this::hold);
    }
    return null;
  }

  private boolean isOver(long now) {
    return window.toNanos() != Long.MAX_VALUE && now - lagNanos >= window.toNanos();
  }

  private Duration wait(@Nullable Exchange first, long now) {
    long left = first == null ? POLL.toNanos() : first.getStartedAtNanos() + lagNanos - now;
    return Duration.ofNanos(Math.clamp(left, 0, POLL.toNanos()));
  }

  private void hold(Event event) {
    if (event.hasExchange() && window.contains(event.getExchange().getStartedAtNanos())) {
      held.add(event.getExchange());
      heldBytes += event.getExchange().getSerializedSize();
    }
  }

  /** Who follows the log closes that. */
  @Override
  public void close() {}
}
