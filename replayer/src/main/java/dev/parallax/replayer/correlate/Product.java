package dev.parallax.replayer.correlate;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Response;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.session.Lifetime;
import dev.parallax.recorder.session.SessionCopy;
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
  private final Lifetime lifetime;
  private final AtomicLong held;
  private final Map<Arm, RawResponse> answers = new HashMap<>();
  private Response recorded;
  private long bytes;
  private int owners;
  private boolean dropped;

  /** What one exchange was answered, in production and by a leg. */
  record Both(Response recorded, RawResponse raw) {

    /** Read anew each time. */
    Response answer() {
      return ResponseValues.of(raw);
    }
  }

  /**
   * @param held bytes of all products, to which this one adds its own
   */
  Product(Exchange exchange, AtomicLong held) {
    this.id = exchange.getId();
    this.method = exchange.getRequest().getMethod();
    this.target = exchange.getRequest().getTarget();
    this.lifetime = Lifetime.of(exchange);
    this.recorded = exchange.getResponse();
    this.held = held;
    hold(FIXED_BYTES + (isCopy() ? 0 : recorded.getSerializedSize()));
  }

  /** Its recorded response is the very one of the recording, which is counted there. */
  private boolean isCopy() {
    return SessionCopy.numberOf(id) > 0;
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
    return lifetime.startNanos();
  }

  /**
   * Whether production's answer was whole before that request was sent. Clocks are taken at their
   * word: where they can't tell, the answer may as well show what the request brought.
   */
  boolean precedes(Exchange later) {
    return lifetime.endedBefore(Lifetime.of(later));
  }

  /** Empty once nobody looks for its values any more. */
  synchronized Response recorded() {
    return recorded;
  }

  synchronized void answered(Arm arm, RawResponse answer) {
    if (!dropped && answers.putIfAbsent(arm, answer) == null) {
      hold(FIXED_BYTES + answer.body().content().length);
    }
  }

  /** What the leg gave to that attempt; null if it gave nothing, or was forgotten. */
  @Nullable Both answer(Arm arm) {
    Response production;
    RawResponse raw;
    synchronized (this) {
      production = recorded;
      raw = answers.get(arm);
    }
    return raw == null ? null : new Both(production, raw);
  }

  /** One more session has it. */
  synchronized void own() {
    owners++;
  }

  /**
   * One session less has it. After the last nobody looks for its values any more: what it holds is
   * let go, and no more answers are kept.
   */
  synchronized void drop() {
    if (--owners > 0) {
      return;
    }
    dropped = true;
    recorded = Response.getDefaultInstance();
    answers.clear();
    held.addAndGet(-bytes);
    bytes = 0;
  }

  private synchronized void hold(int more) {
    bytes += more;
    held.addAndGet(more);
  }
}
