package dev.parallax.proxy.traffic;

import org.jspecify.annotations.Nullable;

/**
 * What one event loop counts of one route, and of the upstream behind it. Written on that loop
 * only; what is in flight may be read on any thread.
 */
final class RouteCounts {

  private final String route;
  private final Series<String>.Counts served;
  private final Series<Upstream>.@Nullable Counts sent;

  /** By the number of the request. */
  private final long[] begun = new long[Traits.REQUESTS];

  private final long[] ended = new long[Traits.REQUESTS];

  /**
   * @param sent null where no upstream is
   */
  RouteCounts(String route, Series<String>.Counts served, Series<Upstream>.@Nullable Counts sent) {
    this.route = route;
    this.served = served;
    this.sent = sent;
  }

  void begin(int request) {
    Histogram.add(begun, request, 1);
  }

  void end(int request, int code, long nanos) {
    Histogram.add(ended, request, 1);
    served.record(code, nanos);
  }

  void upstream(int code, long nanos) {
    if (sent != null) {
      sent.record(code, nanos);
    }
  }

  String route() {
    return route;
  }

  long begun(int request) {
    return Histogram.get(begun, request);
  }

  long ended(int request) {
    return Histogram.get(ended, request);
  }
}
