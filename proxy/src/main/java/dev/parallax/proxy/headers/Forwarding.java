package dev.parallax.proxy.headers;

/**
 * What the upstream is told of who asked.
 *
 * @param xForwarded adds {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}
 * @param forwarded appends an element to {@code Forwarded}, RFC 7239
 */
public record Forwarding(boolean xForwarded, boolean forwarded, Trace trace) {

  /**
   * What becomes of a request without a valid {@code traceparent}; one that has it keeps it.
   *
   * <p>To make one is a decision: most tracers take the flag of the parent for theirs, so that
   * {@link #UNSAMPLED} silences them and {@link #SAMPLED} makes them trace everything.
   */
  public enum Trace {
    /** It stays without. */
    CONTINUE,
    UNSAMPLED,
    SAMPLED
  }

  /** The de-facto headers, and nothing that changes how production is traced. */
  public static Forwarding defaults() {
    return new Forwarding(true, false, Trace.CONTINUE);
  }
}
