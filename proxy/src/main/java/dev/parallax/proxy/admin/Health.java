package dev.parallax.proxy.admin;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether the process is to be started again ({@code /livez}), and whether it is to get traffic
 * ({@code /readyz}). Upstreams have no say in it: to take the proxy out because they are away would
 * turn their fault into one of the whole service, and the clients' errors into refused connections.
 */
final class Health {

  /** So late that an event loop will hardly come back; far beyond what load alone does. */
  static final Duration MAX_OVERDUE = Duration.ofSeconds(10);

  private final LongSupplier overdueNanos;
  private final BooleanSupplier draining;

  /**
   * @param overdueNanos of the event loop that is latest
   */
  Health(LongSupplier overdueNanos, BooleanSupplier draining) {
    this.overdueNanos = overdueNanos;
    this.draining = draining;
  }

  /** Of a proxy that does not listen yet. */
  static Endpoints starting() {
    Endpoint starting = _ -> AdminAnswer.text(503, "starting");
    return new Endpoints()
        .open("/livez", _ -> AdminAnswer.text(200, "ok"))
        .open("/readyz", starting);
  }

  AdminAnswer live() {
    return overdueNanos.getAsLong() < MAX_OVERDUE.toNanos()
        ? AdminAnswer.text(200, "ok")
        : AdminAnswer.text(503, "an event loop does not answer");
  }

  AdminAnswer ready() {
    return draining.getAsBoolean()
        ? AdminAnswer.text(503, "draining")
        : AdminAnswer.text(200, "ok");
  }
}
