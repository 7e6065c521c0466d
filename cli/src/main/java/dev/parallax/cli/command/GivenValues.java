package dev.parallax.cli.command;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.recorder.distill.Dependencies;
import dev.parallax.recorder.hash.Hash;
import dev.parallax.replayer.correlate.Correlation;
import dev.parallax.replayer.correlate.Rules;
import dev.parallax.replayer.plan.Rounds;
import dev.parallax.replayer.source.Exchanges;
import dev.parallax.replayer.source.SourceExchange;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Adds to what an exchange needs those whose answers gave it a value, however long ago and in
 * whichever session, and what these need in turn: without them a replay would have to skip it.
 */
final class GivenValues implements Dependencies {

  private static final int[] NONE = {};

  private final Dependencies others;

  /** Of those that took a value, who gave it. */
  private final Map<Integer, int[]> givers = new HashMap<>();

  private GivenValues(Dependencies others) {
    this.others = others;
  }

  /**
   * Reads the recording twice: for the numbers of its exchanges, and in order of start.
   *
   * @param others what an exchange needs besides
   */
  static GivenValues of(LogSource from, Dependencies others) throws IOException {
    GivenValues given = new GivenValues(others);
    Map<Long, Integer> numbers = new HashMap<>();
    try (var reader = from.open()) {
      int number = 0;
      for (var event = reader.next(); event != null; event = reader.next()) {
        if (event.hasExchange()) {
          numbers.putIfAbsent(key(event.getExchange().getId()), number++);
        }
      }
    }
    Correlation correlation =
        new Correlation(Rules.none(), new Rounds(Judging.EXAMPLES, 1, false, 0));
    try (Exchanges exchanges = Exchanges.open(from::open, from.selection().window())) {
      for (SourceExchange next = exchanges.next(); next != null; next = exchanges.next()) {
        given.add(next.exchange(), correlation, numbers);
      }
    }
    return given;
  }

  private void add(Exchange exchange, Correlation correlation, Map<Long, Integer> numbers) {
    int[] by =
        correlation.read(exchange, true).givers().stream()
            .map(id -> numbers.get(key(id)))
            .filter(number -> number != null)
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
    Integer number = numbers.get(key(exchange.getId()));
    if (number != null && by.length > 0) {
      givers.put(number, by);
    }
  }

  private static long key(String id) {
    return Hash.of(Hash.SEED, id);
  }

  @Override
  public int[] of(int exchange) {
    Set<Integer> needed = new LinkedHashSet<>();
    for (int before : others.of(exchange)) {
      needed.add(before);
    }
    Deque<Integer> open = new ArrayDeque<>(needed);
    open.add(exchange);
    while (!open.isEmpty()) {
      for (int giver : givers.getOrDefault(open.remove(), NONE)) {
        if (needed.add(giver)) {
          open.add(giver);
        }
      }
    }
    needed.remove(exchange);
    return needed.stream().mapToInt(Integer::intValue).toArray();
  }
}
