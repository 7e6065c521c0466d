package dev.parallax.recorder.endpoint;

import java.util.Arrays;

/**
 * A sample of the shapes of answers: of the first {@value #SAMPLE}, how often each of up to {@value
 * #MAX_DISTINCT} was there. What comes later is not looked at, so that a sample costs nothing once
 * it is full.
 */
final class ShapeSample {

  static final int SAMPLE = 32;
  static final int MAX_DISTINCT = 8;

  private long[] shapes = new long[2];
  private int[] counts = new int[2];
  private int distinct;
  private int sampled;

  boolean isFull() {
    return sampled >= SAMPLE;
  }

  int sampled() {
    return sampled;
  }

  void add(long shape, int times) {
    sampled += times;
    for (int i = 0; i < distinct; i++) {
      if (shapes[i] == shape) {
        counts[i] += times;
        return;
      }
    }
    if (distinct == MAX_DISTINCT) {
      return;
    }
    if (distinct == shapes.length) {
      shapes = Arrays.copyOf(shapes, 2 * distinct);
      counts = Arrays.copyOf(counts, 2 * distinct);
    }
    shapes[distinct] = shape;
    counts[distinct++] = times;
  }

  void addAll(ShapeSample others) {
    others.forEach(this::add);
  }

  interface Visitor {
    void shape(long shape, int times);
  }

  void forEach(Visitor visitor) {
    for (int i = 0; i < distinct; i++) {
      visitor.shape(shapes[i], counts[i]);
    }
  }
}
