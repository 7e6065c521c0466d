package dev.parallax.proxy.traffic;

import java.util.Arrays;

/** What a {@link Histogram} held when it was read, or several of the same bounds together. */
public final class Durations {

  private final long[] boundsNanos;
  private final long[] buckets;
  private final long sumNanos;

  Durations(long[] boundsNanos, long[] buckets, long sumNanos) {
    this.boundsNanos = boundsNanos;
    this.buckets = buckets;
    this.sumNanos = sumNanos;
  }

  Durations plus(Durations other) {
    long[] sums = buckets.clone();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.buckets[i];
    }
    return new Durations(boundsNanos, sums, sumNanos + other.sumNanos);
  }

  /** The upper bounds in seconds; the last is infinite. */
  public double[] bounds() {
    double[] seconds = new double[buckets.length];
    Arrays.setAll(
        seconds, i -> i < boundsNanos.length ? boundsNanos[i] / 1e9 : Double.POSITIVE_INFINITY);
    return seconds;
  }

  /** How many are in each bucket, those of lower ones not included. */
  public long[] buckets() {
    return buckets.clone();
  }

  public double sumSeconds() {
    return sumNanos / 1e9;
  }

  public long count() {
    return Arrays.stream(buckets).sum();
  }
}
