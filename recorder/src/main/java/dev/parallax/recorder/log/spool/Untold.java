package dev.parallax.recorder.log.spool;

import dev.parallax.proto.Event;
import dev.parallax.proto.LateRecords;
import dev.parallax.proto.LateRecords.Kind;
import dev.parallax.proto.LateRecords.Stretch;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.OffsetRange;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.EventRefusedException;
import dev.parallax.recorder.log.Position;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.sanitize.Harmless;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where the log keeps what it was given late, until it was told: a window by time would not look
 * there. Nothing is to be told of a log that does not say where it keeps events, nor of what is
 * read whatever its time. Confined to one thread.
 */
final class Untold {

  private record Place(Kind kind, int partition) {}

  private final Map<Place, Stretch> stretches = new LinkedHashMap<>();

  /** Whether the log keeps what it was told, once that is known; null if nothing is on its way. */
  private @Nullable CompletableFuture<Boolean> told;

  /** Not while {@link #isBeingTold}. */
  void add(Event event, Position at) {
    switch (event.getEventCase()) {
      case EXCHANGE -> {
        long start = event.getExchange().getStartedAtNanos();
        add(new Place(Kind.EXCHANGES, at.partition()), at.offset(), start, start);
      }
      case LEDGER -> {
        LedgerEntry entry = event.getLedger();
        add(
            new Place(Kind.LEDGER, at.partition()),
            at.offset(),
            entry.getFromNanos(),
            entry.getToNanos());
      }
      case TEMPLATES, OUTCOME, COMPARISON, RUN, LATE, EVENT_NOT_SET -> {}
    }
  }

  private void add(Place place, long offset, long firstNanos, long lastNanos) {
    Stretch one =
        Stretch.newBuilder()
            .setKind(place.kind())
            .setRange(
                OffsetRange.newBuilder()
                    .setPartition(place.partition())
                    .setFrom(Math.max(0, offset))
                    .setTo(offset < 0 ? 0 : offset + 1))
            .setFirstNanos(firstNanos)
            .setLastNanos(lastNanos)
            .build();
    stretches.merge(place, one, Untold::join);
  }

  private static Stretch join(Stretch one, Stretch other) {
    Stretch.Builder joined = one.toBuilder();
    OffsetRange.Builder range = joined.getRangeBuilder();
    boolean open = range.getTo() == 0 || other.getRange().getTo() == 0;
    range
        .setFrom(Math.min(range.getFrom(), other.getRange().getFrom()))
        .setTo(open ? 0 : Math.max(range.getTo(), other.getRange().getTo()));
    return joined
        .setFirstNanos(Math.min(one.getFirstNanos(), other.getFirstNanos()))
        .setLastNanos(Math.max(one.getLastNanos(), other.getLastNanos()))
        .build();
  }

  boolean isBeingTold() {
    return told != null;
  }

  /**
   * Tells the log, and waits at most so long for it to keep that.
   *
   * @return whether nothing is untold any more; if not, it is to be called again
   * @throws IOException if the log takes nothing now
   */
  boolean tell(EventLog log, Duration atMost) throws IOException {
    if (stretches.isEmpty()) {
      return true;
    }
    CompletableFuture<Boolean> answer = told;
    if (answer == null) {
      answer = append(log);
      told = answer;
    }
    try {
      boolean kept = answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
      told = null;
      if (kept) {
        stretches.clear();
      }
      return kept;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the log refuses for good counts as told: what is recorded matters more. */
  private CompletableFuture<Boolean> append(EventLog log) throws IOException {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    LateRecords late =
        LateRecords.newBuilder()
            .setAtNanos(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()))
            .addAllStretches(stretches.values())
            .build();
    try {
      log.append(
          Harmless.late(late),
          new Receipt() {
            @Override
            public void settled(boolean kept) {
              answer.complete(kept);
            }

            @Override
            public void refused() {
              answer.complete(true);
            }
          });
    } catch (EventRefusedException e) {
      answer.complete(true);
    }
    return answer;
  }
}
