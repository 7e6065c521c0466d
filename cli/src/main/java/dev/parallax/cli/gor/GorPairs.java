package dev.parallax.cli.gor;

import dev.parallax.recorder.raw.RawExchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The requests that wait for their responses, which may stand in the next file of the same
 * recording. One waits for {@value #MAX_WAIT_SECONDS} s of it, and while those that wait take no
 * more than {@value #MAX_WAITING_BYTES} bytes; then it is one that has none. Confined to one
 * thread.
 */
public final class GorPairs {

  static final long MAX_WAIT_SECONDS = 300;
  static final long MAX_WAITING_BYTES = 32 << 20;

  /** By id, in the order of the files. */
  private final LinkedHashMap<String, GorExchange> waiting = new LinkedHashMap<>();

  private long waitingBytes;

  /**
   * @return those that wait no longer
   */
  List<RawExchange> add(String id, GorExchange request) {
    List<RawExchange> over = new ArrayList<>();
    take(id).ifPresent(before -> over.add(before.unanswered()));
    waiting.put(id, request);
    waitingBytes += request.heldBytes();
    while (!waiting.isEmpty() && isOver(waiting.firstEntry().getValue(), request.nanos())) {
      over.add(take(waiting.firstEntry().getKey()).orElseThrow().unanswered());
    }
    return over;
  }

  private boolean isOver(GorExchange oldest, long nowNanos) {
    return waitingBytes > MAX_WAITING_BYTES
        || nowNanos - oldest.nanos() > MAX_WAIT_SECONDS * 1_000_000_000L;
  }

  /** The request of that id, which waits no longer. */
  Optional<GorExchange> take(String id) {
    Optional<GorExchange> request = Optional.ofNullable(waiting.remove(id));
    waitingBytes -= request.map(GorExchange::heldBytes).orElse(0L);
    return request;
  }

  /** All that wait; to be called when there is no more to read. */
  public List<RawExchange> unanswered() {
    List<RawExchange> all = waiting.values().stream().map(GorExchange::unanswered).toList();
    waiting.clear();
    waitingBytes = 0;
    return all;
  }
}
