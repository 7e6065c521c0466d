package dev.parallax.comparator.fidelity;

/** How many there were between the first and the last. */
final class Span {

  private static final double NANOS_PER_SECOND = 1e9;

  private long count;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  void add(long nanos) {
    count++;
    first = Math.min(first, nanos);
    last = Math.max(last, nanos);
  }

  /** Per second; 0 where there is no time between them. */
  double rate() {
    return count < 2 || last == first ? 0 : (count - 1) * NANOS_PER_SECOND / (last - first);
  }
}
