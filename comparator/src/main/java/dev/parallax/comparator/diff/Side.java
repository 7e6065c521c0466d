package dev.parallax.comparator.diff;

import dev.parallax.proto.Header;
import dev.parallax.proto.Response;

/**
 * One of two answers that are compared.
 *
 * @param sentAtNanos when its request was sent, nanoseconds since the Unix epoch; 0 if unknown
 * @param dateNanos when it was made by its own {@code Date}, the server's clock; 0 if unknown
 * @param masks what of it cannot be compared by value with the other side
 */
record Side(Response response, long sentAtNanos, long dateNanos, Masks masks) {

  static Side of(Response response, long sentAtNanos, Masks masks) {
    return new Side(
        response, sentAtNanos, masks.hidesHeader("date") ? 0 : dateNanos(response), masks);
  }

  private static long dateNanos(Response response) {
    for (Header header : response.getHeadersList()) {
      if (header.getName().equalsIgnoreCase("date")) {
        return Clock.httpDate(header.getValue().strip());
      }
    }
    return 0;
  }

  /**
   * Whether both show the time of their own answer, by when it was asked for or by the clock of who
   * made it: that one may be wrong, and the answer may come from a cache.
   */
  boolean isSameTick(String value, Side other, String otherValue) {
    return Clock.sameTick(value, sentAtNanos, otherValue, other.sentAtNanos)
        || Clock.sameTick(value, dateNanos, otherValue, other.dateNanos);
  }

  /** Pseudonyms keep length: both empty, or within a factor of about two. */
  static boolean sameLengthClass(String base, String other) {
    if (base.isEmpty() || other.isEmpty()) {
      return base.isEmpty() == other.isEmpty();
    }
    int longer = Math.max(base.length(), other.length());
    return longer <= 2 * Math.min(base.length(), other.length()) + 2;
  }
}
