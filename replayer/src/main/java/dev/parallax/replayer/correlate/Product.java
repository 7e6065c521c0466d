package dev.parallax.replayer.correlate;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Response;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.replayer.correlate.place.ResponseValues;
import dev.parallax.replayer.plan.Arm;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What one exchange gave: in production, and to each attempt. Safe on any thread. */
final class Product {

  /** What one costs besides what it holds. */
  private static final int FIXED_BYTES = 512;

  private final String id;
  private final String method;
  private final String target;
  private final long startNanos;
  private final long endNanos;
  private final Response recorded;
  private final AtomicLong held;
  private final Map<Arm, RawResponse> answers = new HashMap<>();
  private long bytes;
  private boolean dropped;

  /**
   * @param held bytes of all products, to which this one adds its own
   */
  Product(Exchange exchange, AtomicLong held) {
    this.id = exchange.getId();
    this.method = exchange.getRequest().getMethod();
    this.target = exchange.getRequest().getTarget();
    this.startNanos = exchange.getStartedAtNanos();
    this.endNanos = startNanos + exchange.getTimings().getLastByteNanos();
    this.recorded = exchange.getResponse();
    this.held = held;
    hold(FIXED_BYTES + recorded.getSerializedSize());
  }

  String id() {
    return id;
  }

  String method() {
    return method;
  }

  /** Of its request: says what its ids are of. */
  String target() {
    return target;
  }

  long startNanos() {
    return startNanos;
  }

  /** When production's answer was whole. */
  long endNanos() {
    return endNanos;
  }

  Response recorded() {
    return recorded;
  }

  synchronized void answered(Arm arm, RawResponse answer) {
    if (!dropped && answers.putIfAbsent(arm, answer) == null) {
      hold(FIXED_BYTES + answer.body().content().length);
    }
  }

  /** What the leg gave to that attempt; null if it gave nothing. */
  @Nullable Response answer(Arm arm) {
    RawResponse raw;
    synchronized (this) {
      raw = answers.get(arm);
    }
    return raw == null ? null : ResponseValues.of(raw);
  }

  /** Nobody looks for its values any more: no more answers are kept. */
  synchronized void drop() {
    dropped = true;
    held.addAndGet(-bytes);
    bytes = 0;
  }

  private synchronized void hold(int more) {
    bytes += more;
    held.addAndGet(more);
  }
}
