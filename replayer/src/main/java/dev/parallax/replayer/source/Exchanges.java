package dev.parallax.replayer.source;

import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.Window;
import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of a window in order of start, each once.
 *
 * <p>A log is in order of completion, so a slow exchange stands behind later ones. The reader looks
 * ahead by up to {@value #AHEAD} exchanges or {@link #AHEAD_BYTES}; one that stood further back
 * comes late, and is counted. Where the source has that order, it looks ahead of nothing.
 */
public final class Exchanges implements AutoCloseable {

  static final int AHEAD = 10_000;

  /** 64 MiB, or a sixteenth of a small heap: as objects they take some three times as much. */
  static final long AHEAD_BYTES = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16);

  private final EventReader reader;
  private final Window window;
  private final int most;
  private final RecentIds ids = new RecentIds();
  private final PriorityQueue<SourceExchange> ahead =
      new PriorityQueue<>(
          Comparator.comparingLong(SourceExchange::startedAtNanos)
              .thenComparing(SourceExchange::id));
  private long aheadBytes;
  private boolean atEnd;
  private long lastNanos = Long.MIN_VALUE;
  private long late;

  private Exchanges(EventReader reader, Window window, int most) {
    this.reader = reader;
    this.window = window;
    this.most = most;
  }

  public static Exchanges open(ReplaySource source, Window window) throws IOException {
    return new Exchanges(source.open(), window, source.isOrdered() ? 1 : AHEAD);
  }

  /** The next by start, or null at the end. */
  public @Nullable SourceExchange next() throws IOException {
    while (!atEnd && ahead.size() < most && aheadBytes < AHEAD_BYTES) {
      read();
    }
    SourceExchange exchange = ahead.poll();
    if (exchange == null) {
      return null;
    }
    aheadBytes -= exchange.exchange().getSerializedSize();
    if (exchange.startedAtNanos() < lastNanos) {
      late++;
    }
    lastNanos = Math.max(lastNanos, exchange.startedAtNanos());
    return exchange;
  }

  /** How many came after one that had started later. */
  public long late() {
    return late;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private void read() throws IOException {
    Event event = reader.next();
    if (event == null) {
      atEnd = true;
    } else if (event.hasExchange()) {
      Exchange exchange = event.getExchange();
      if (window.contains(exchange.getStartedAtNanos()) && ids.isNew(exchange.getId())) {
        ahead.add(SourceExchange.of(exchange, reader.position()));
        aheadBytes += exchange.getSerializedSize();
      }
    }
  }
}
