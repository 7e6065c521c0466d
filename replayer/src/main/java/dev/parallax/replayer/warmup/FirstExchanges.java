package dev.parallax.replayer.warmup;

import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Response;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.Selection;
import dev.parallax.replayer.source.ReplaySource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a recording, in memory.
 *
 * @param answers of production, by the exchange's id
 */
public record FirstExchanges(List<Event> events, Map<String, Response> answers) {

  private static final int COUNT = 500;
  private static final long MAX_BYTES = 8 << 20;

  /**
   * Of the first 500 exchanges that are meant what fits into 8 MiB, and is read in time.
   *
   * @param recording also of others, so that looking for those that are meant can end
   * @param untilNanos on the clock of {@link System#nanoTime}
   */
  public static FirstExchanges read(ReplaySource recording, Selection meant, long untilNanos)
      throws IOException {
    List<Event> events = new ArrayList<>();
    Map<String, Response> answers = new HashMap<>();
    long bytes = 0;
    try (EventReader reader = recording.open()) {
      for (Event event = reader.next();
          event != null && System.nanoTime() < untilNanos;
          event = reader.next()) {
        if (!event.hasExchange() || !meant.holds(event)) {
          continue;
        }
        bytes += event.getSerializedSize();
        if (bytes > MAX_BYTES) {
          break;
        }
        Exchange exchange = event.getExchange();
        events.add(event);
        answers.put(exchange.getId(), exchange.getResponse());
        if (events.size() == COUNT) {
          break;
        }
      }
    }
    return new FirstExchanges(List.copyOf(events), Map.copyOf(answers));
  }

  /** The same, to be read as often as wanted. */
  public ReplaySource source() {
    return () -> new Listed(events);
  }

  private static final class Listed implements EventReader {

    private final List<Event> events;
    private int next;

    Listed(List<Event> events) {
      this.events = events;
    }

    @Override
    public @Nullable Event next() {
      return next < events.size() ? events.get(next++) : null;
    }

    @Override
    public void close() {}
  }
}
