package dev.parallax.recorder.syntax;

import java.util.Arrays;

/** The attributes of the tag at hand, as ranges of the text. Confined to one thread. */
public final class Attributes {

  private static final int FIELDS = 4;

  private int[] spans = new int[8 * FIELDS];
  private int count;

  void clear() {
    count = 0;
  }

  /**
   * @param valueFrom without its quote; -1 if there is no value
   */
  void add(int nameFrom, int nameTo, int valueFrom, int valueTo) {
    int at = count * FIELDS;
    if (at == spans.length) {
      spans = Arrays.copyOf(spans, 2 * at);
    }
    spans[at] = nameFrom;
    spans[at + 1] = nameTo;
    spans[at + 2] = valueFrom;
    spans[at + 3] = valueTo;
    count++;
  }

  public int count() {
    return count;
  }

  public int nameFrom(int attribute) {
    return spans[attribute * FIELDS];
  }

  public int nameTo(int attribute) {
    return spans[attribute * FIELDS + 1];
  }

  public boolean hasValue(int attribute) {
    return valueFrom(attribute) >= 0;
  }

  /** Behind the opening quote, if there is one; -1 without a value. */
  public int valueFrom(int attribute) {
    return spans[attribute * FIELDS + 2];
  }

  public int valueTo(int attribute) {
    return spans[attribute * FIELDS + 3];
  }
}
