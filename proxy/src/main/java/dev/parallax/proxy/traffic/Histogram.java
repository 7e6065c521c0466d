package dev.parallax.proxy.traffic;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.stream.Stream;

/**
 * How often something took how long, in fixed buckets. One thread records, any may read; a reader
 * sees each count as it was at some time during its reading.
 */
public final class Histogram {

  /**
   * What OpenTelemetry's semantic conventions advise for HTTP, and two finer ones: a service beside
   * the proxy often answers within a millisecond.
   */
  static final long[] HTTP_NANOS =
      millis("1 2.5 5 10 25 50 75 100 250 500 750 1000 2500 5000 7500 10000");

  /** From what is always there to what clients notice. */
  static final long[] LAG_NANOS = millis("0.1 0.25 0.5 1 2.5 5 10 25 50 100 250 500 1000 2500");

  private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] boundsNanos;

  /** One for each bound, then that of what took longer, then the sum of nanoseconds. */
  private final long[] counts;

  /**
   * @param boundsNanos rising; a bucket holds what took at most so long
   */
  Histogram(long[] boundsNanos) {
    this.boundsNanos = boundsNanos;
    counts = new long[boundsNanos.length + 2];
  }

  /** By one thread only. */
  void record(long nanos) {
    int bucket = 0;
    while (bucket < boundsNanos.length && nanos > boundsNanos[bucket]) {
      bucket++;
    }
    add(counts, bucket, 1);
    add(counts, boundsNanos.length + 1, Math.max(0, nanos));
  }

  Durations read() {
    long[] buckets = new long[boundsNanos.length + 1];
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = get(counts, i);
    }
    return new Durations(boundsNanos, buckets, get(counts, buckets.length));
  }

  /** Adds to an element that only this thread writes; other threads see it sooner or later. */
  static void add(long[] counts, int index, long amount) {
    ELEMENT.setOpaque(counts, index, counts[index] + amount);
  }

  static long get(long[] counts, int index) {
    return (long) ELEMENT.getOpaque(counts, index);
  }

  private static long[] millis(String bounds) {
    return Stream.of(bounds.split(" ", -1))
        .mapToLong(bound -> Math.round(Double.parseDouble(bound) * 1e6))
        .toArray();
  }
}
