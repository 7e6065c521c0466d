package dev.parallax.cli.show;

import java.util.OptionalLong;

/**
 * So many, and perhaps more.
 *
 * @param most empty if nobody knows
 */
record Range(long least, OptionalLong most) {

  static Range of(long least, long most) {
    return new Range(least, OptionalLong.of(most));
  }

  /** Nobody knows how many at most. */
  static Range from(long least) {
    return new Range(least, OptionalLong.empty());
  }

  Range plus(Range other) {
    return new Range(
        least + other.least,
        most.isPresent() && other.most.isPresent()
            ? OptionalLong.of(most.getAsLong() + other.most.getAsLong())
            : OptionalLong.empty());
  }

  /** As in {@code 12}, {@code 12–15} or {@code 12–?}. */
  @Override
  public String toString() {
    return most.isEmpty()
        ? least + "–?"
        : most.getAsLong() == least ? Long.toString(least) : least + "–" + most.getAsLong();
  }
}
