package dev.parallax.comparator.diff;

import dev.parallax.proto.Response;

/**
 * One of two answers that are compared.
 *
 * @param sentAtNanos when its request was sent, nanoseconds since the Unix epoch; 0 if unknown
 * @param masks what of it cannot be compared by value with the other side
 */
record Side(Response response, long sentAtNanos, Masks masks) {

  /** Pseudonyms keep length: both empty, or within a factor of about two. */
  static boolean sameLengthClass(String base, String other) {
    if (base.isEmpty() || other.isEmpty()) {
      return base.isEmpty() == other.isEmpty();
    }
    int longer = Math.max(base.length(), other.length());
    return longer <= 2 * Math.min(base.length(), other.length()) + 2;
  }
}
