package dev.parallax.recorder.log;

import com.google.protobuf.MessageLite;
import dev.parallax.recorder.sanitize.Sanitised;
import java.io.IOException;

/**
 * Counts what a log is given and what becomes of it. {@link #counts} may be asked on any thread.
 */
public final class CountedLog implements EventLog {

  private final EventLog log;
  private final Tally tally = new Tally();

  /**
   * @param log closed with this one
   */
  public CountedLog(EventLog log) {
    this.log = log;
  }

  public LogCounts counts() {
    return tally.read();
  }

  @Override
  public void append(Sanitised<? extends MessageLite> event, Receipt receipt) throws IOException {
    long startNanos = System.nanoTime();
    long bytes = event.event().getSerializedSize();
    tally.begin(startNanos);
    boolean taken = false;
    boolean away = false;
    try {
      log.append(
          event,
          kept -> {
            tally.settle(kept, bytes, startNanos);
            receipt.settled(kept);
          });
      taken = true;
    } catch (LogAwayException e) {
      away = true;
      throw e;
    } finally {
      if (!taken) {
        tally.notTaken(away);
      }
    }
  }

  @Override
  public void flush() throws IOException {
    log.flush();
  }

  @Override
  public void tend() throws IOException {
    log.tend();
  }

  @Override
  public int maxEventBytes() {
    return log.maxEventBytes();
  }

  @Override
  public long takeWithdrawn() {
    return log.takeWithdrawn();
  }

  @Override
  public void close() throws IOException {
    log.close();
  }

  private static final class Tally {

    private long acknowledged;
    private long acknowledgedBytes;
    private long acknowledgeNanos;
    private long lost;
    private long refused;
    private long away;
    private long waiting;

    /** When something was last settled, or began to wait alone. */
    private long progressNanos;

    synchronized void begin(long nowNanos) {
      if (waiting == 0) {
        progressNanos = nowNanos;
      }
      waiting++;
    }

    synchronized void settle(boolean kept, long bytes, long startNanos) {
      progressNanos = System.nanoTime();
      waiting--;
      if (kept) {
        acknowledged++;
        acknowledgedBytes += bytes;
        acknowledgeNanos += progressNanos - startNanos;
      } else {
        lost++;
      }
    }

    synchronized void notTaken(boolean forNow) {
      waiting--;
      if (forNow) {
        away++;
      } else {
        refused++;
      }
    }

    synchronized LogCounts read() {
      return new LogCounts(
          acknowledged,
          acknowledgedBytes,
          acknowledgeNanos,
          lost,
          refused,
          away,
          waiting,
          waiting == 0 ? 0 : System.nanoTime() - progressNanos);
    }
  }
}
