package dev.parallax.recorder.ledger;

import dev.parallax.proto.LedgerEntry.Fate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts exchanges by endpoint and fate, from the start of the process: numbers only grow, but for
 * what {@link #withdraw} corrects. Any thread; nothing blocks.
 */
public final class Ledger {

  /** What has no endpoint, or came when there were too many. */
  public static final String UNCLASSIFIED = "unclassified";

  /** Endpoints that are not told one by one. */
  public static final String OTHER = "other";

  private static final int DEFAULT_MAX_ENDPOINTS = 2_000;

  private final ConcurrentMap<String, Map<Fate, Adders>> endpoints = new ConcurrentHashMap<>();

  /** The same endpoints, in the order in which they came. */
  private final Queue<String> inOrder = new ConcurrentLinkedQueue<>();

  private final Map<Fate, Adders> unclassified = newRow();
  private final Semaphore freeEndpoints;
  private final Tally tally;

  public Ledger() {
    this(Tally.inMemory());
  }

  /**
   * @param tally counts along, from 0
   */
  public Ledger(Tally tally) {
    this(tally, DEFAULT_MAX_ENDPOINTS);
  }

  Ledger(Tally tally, int maxEndpoints) {
    this.tally = tally;
    freeEndpoints = new Semaphore(maxEndpoints);
  }

  /** What is known of the whole, whatever becomes of this process. */
  public Tally tally() {
    return tally;
  }

  /**
   * Counts one exchange.
   *
   * @param endpoint method and path template, free of captured text, or {@link #UNCLASSIFIED}
   * @param bytes of its bodies on the wire
   */
  public void count(String endpoint, Fate fate, long bytes) {
    add(endpoint, fate, 1, bytes);
  }

  private void add(String endpoint, Fate fate, long exchanges, long bytes) {
    Adders adders = row(endpoint).get(fate);
    if (adders == null) {
      throw new IllegalArgumentException("fate: %s (expected: a specified one)".formatted(fate));
    }
    // First: what an entry tells is never more than the tally.
    tally.add(fate, exchanges, bytes);
    adders.exchanges.add(exchanges);
    adders.bytes.add(bytes);
  }

  /**
   * Of exchanges that counted as captured, so many are lost after all; of which endpoints, nobody
   * knows.
   */
  public void withdraw(long exchanges) {
    add(UNCLASSIFIED, Fate.CAPTURED, -exchanges, 0);
    add(UNCLASSIFIED, Fate.LOST_SPOOL, exchanges, 0);
  }

  /** Exchanges by fate; fates without any are left out. */
  public Map<Fate, Long> totals() {
    Map<Fate, Long> totals = new EnumMap<>(Fate.class);
    snapshot().forEach((row, count) -> totals.merge(row.fate(), count.exchanges(), Long::sum));
    totals.values().removeIf(exchanges -> exchanges == 0);
    return totals;
  }

  /**
   * Exchanges by endpoint and fate; fates without any are left out.
   *
   * @param max endpoints, those that came first: so none moves among them later. All others are
   *     {@value #OTHER}, and what has no endpoint is {@value #UNCLASSIFIED}
   */
  public Map<String, Map<Fate, Long>> byEndpoint(int max) {
    Map<String, Map<Fate, Long>> rows = new LinkedHashMap<>();
    inOrder.stream().limit(max).forEach(endpoint -> rows.put(endpoint, new EnumMap<>(Fate.class)));
    snapshot()
        .forEach(
            (row, count) -> {
              if (count.exchanges() != 0) {
                String shown =
                    rows.containsKey(row.endpoint()) || row.endpoint().equals(UNCLASSIFIED)
                        ? row.endpoint()
                        : OTHER;
                rows.computeIfAbsent(shown, _ -> new EnumMap<>(Fate.class))
                    .merge(row.fate(), count.exchanges(), Long::sum);
              }
            });
    return rows;
  }

  /** How many exchanges of an endpoint had that fate. */
  public long count(String endpoint, Fate fate) {
    return snapshot().getOrDefault(new Row(endpoint, fate), Count.NONE).exchanges();
  }

  /** Whether the exchange was to be captured, and was not. */
  public static boolean isLoss(Fate fate) {
    return switch (fate) {
      case LOST_QUEUE_FULL,
          LOST_SANITISER_ERROR,
          LOST_LOG_ERROR,
          LOST_AT_SHUTDOWN,
          LOST_TAP_ERROR,
          LOST_SHED,
          LOST_SPOOL,
          LOST_CRASH ->
          true;
      case CAPTURED,
          SAMPLED_OUT,
          TAP_OFF,
          REFUSED_UNREAD,
          BYPASSED,
          FATE_UNSPECIFIED,
          UNRECOGNIZED ->
          false;
    };
  }

  /** What was counted so far, by row; counts that run meanwhile may or may not be in it. */
  Map<Row, Count> snapshot() {
    Map<Row, Count> snapshot = new HashMap<>();
    endpoints.forEach((endpoint, row) -> copy(endpoint, row, snapshot));
    copy(UNCLASSIFIED, unclassified, snapshot);
    return snapshot;
  }

  private Map<Fate, Adders> row(String endpoint) {
    if (endpoint.equals(UNCLASSIFIED)) {
      return unclassified;
    }
    Map<Fate, Adders> known = endpoints.get(endpoint);
    if (known != null) {
      return known;
    }
    // Atomic by key, so that each endpoint takes one permit.
    Map<Fate, Adders> added = endpoints.computeIfAbsent(endpoint, this::newEndpoint);
    return added == null ? unclassified : added;
  }

  private @Nullable Map<Fate, Adders> newEndpoint(String endpoint) {
    if (!freeEndpoints.tryAcquire()) {
      return null;
    }
    inOrder.add(endpoint);
    return newRow();
  }

  private static Map<Fate, Adders> newRow() {
    Map<Fate, Adders> row = new EnumMap<>(Fate.class);
    for (Fate fate : Fate.values()) {
      if (fate != Fate.FATE_UNSPECIFIED && fate != Fate.UNRECOGNIZED) {
        row.put(fate, new Adders());
      }
    }
    return row;
  }

  private static void copy(String endpoint, Map<Fate, Adders> row, Map<Row, Count> snapshot) {
    row.forEach(
        (fate, adders) ->
            snapshot.put(
                new Row(endpoint, fate), new Count(adders.exchanges.sum(), adders.bytes.sum())));
  }

  record Row(String endpoint, Fate fate) {}

  record Count(long exchanges, long bytes) {

    static final Count NONE = new Count(0, 0);

    Count minus(Count earlier) {
      return new Count(exchanges - earlier.exchanges, bytes - earlier.bytes);
    }
  }

  private static final class Adders {
    private final LongAdder exchanges = new LongAdder();
    private final LongAdder bytes = new LongAdder();
  }
}
