package dev.parallax.recorder.distill;

import java.util.Arrays;

/** Numbers, in the order in which they were added. */
final class IntList {

  private int[] numbers = new int[4];
  private int size;

  void add(int number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    numbers[size++] = number;
  }

  int get(int at) {
    return numbers[at];
  }

  int size() {
    return size;
  }

  int[] toArray() {
    return Arrays.copyOf(numbers, size);
  }
}
