package dev.parallax.replayer.amplify;

import dev.parallax.recorder.session.SessionCopy;
import dev.parallax.replayer.source.Exchanges;
import dev.parallax.replayer.source.SourceExchange;
import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges and their copies, in order of start.
 *
 * <p>Holds what its copies are still to come of: those of less than a second of the recording, and
 * at most {@link #MAX_BYTES}. Above, copies come before their time: what was recorded before that
 * is sent late. Confined to one thread.
 */
public final class AmplifiedExchanges implements AutoCloseable {

  static final long MAX_BYTES = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16);

  private final Exchanges exchanges;
  private final int times;
  private final PriorityQueue<Pending> pending =
      new PriorityQueue<>(
          Comparator.comparingLong(Pending::startNanos).thenComparingLong(Pending::order));
  private long pendingBytes;
  private long order;
  private @Nullable SourceExchange upcoming;

  /**
   * The next copy that is to be given of an exchange.
   *
   * @param order in which exchanges came
   */
  private record Pending(SourceExchange recorded, SessionCopy copy, long order) {

    long startNanos() {
      return recorded.recorded().getStartedAtNanos() + copy.laterNanos();
    }

    int bytes() {
      return recorded.recorded().getSerializedSize();
    }
  }

  /**
   * @param exchanges closed with it
   * @param times how often each is given: 1 for as it was recorded alone
   */
  public AmplifiedExchanges(Exchanges exchanges, int times) {
    this.exchanges = exchanges;
    this.times = times;
  }

  /** The next by start, or null at the end. */
  public @Nullable SourceExchange next() throws IOException {
    if (times == 1) {
      return exchanges.next();
    }
    upcoming = upcoming == null ? exchanges.next() : upcoming;
    SourceExchange recorded = upcoming;
    Pending copy = pending.peek();
    if (copy != null && (recorded == null || isBefore(copy, recorded))) {
      pending.remove();
      pendingBytes -= copy.bytes();
      hold(copy.recorded(), copy.copy().number() + 1, copy.order());
      return copy.recorded().as(copy.copy());
    }
    upcoming = null;
    if (recorded == null) {
      return null;
    }
    hold(recorded, 1, order++);
    return recorded.as(new SessionCopy(0, times));
  }

  /** How many came after one that had started later. */
  public long late() {
    return exchanges.late();
  }

  @Override
  public void close() throws IOException {
    exchanges.close();
  }

  private boolean isBefore(Pending copy, SourceExchange recorded) {
    return pendingBytes > MAX_BYTES || copy.startNanos() < recorded.recorded().getStartedAtNanos();
  }

  private void hold(SourceExchange recorded, int number, long itsOrder) {
    if (number < times) {
      Pending next = new Pending(recorded, new SessionCopy(number, times), itsOrder);
      pending.add(next);
      pendingBytes += next.bytes();
    }
  }
}
