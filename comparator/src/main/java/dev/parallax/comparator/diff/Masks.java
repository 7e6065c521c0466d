package dev.parallax.comparator.diff;

import dev.parallax.proto.Leaf;
import dev.parallax.proto.Sanitisation;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which values of an answer are pseudonyms. Between legs that were sanitised with one key they are
 * compared like any value; captured against a staging leg, under another key, by shape.
 */
final class Masks {

  private static final String WHOLE_BODY = "response body";
  private static final String BODY = WHOLE_BODY + " ";
  private static final String HEADER = "response header ";
  private static final Masks NONE = new Masks(Set.of(), Set.of(), false);

  private final Set<String> pointers;
  private final Set<String> headers;
  private final boolean lossy;

  private Masks(Set<String> pointers, Set<String> headers, boolean lossy) {
    this.pointers = pointers;
    this.headers = headers;
    this.lossy = lossy;
  }

  static Masks none() {
    return NONE;
  }

  static Masks of(Sanitisation sanitisation) {
    var pointers = new HashSet<String>();
    var headers = new HashSet<String>();
    boolean lossy = false;
    for (Leaf leaf : sanitisation.getLeavesList()) {
      String location = leaf.getLocation();
      if (location.equals(WHOLE_BODY)) {
        pointers.add("");
      } else if (location.startsWith(BODY)) {
        pointers.add(location.substring(BODY.length()));
      } else if (location.startsWith(HEADER)) {
        headers.add(location.substring(HEADER.length()).toLowerCase(Locale.ROOT));
      } else {
        continue;
      }
      lossy |= leaf.getFidelity() == Leaf.Fidelity.LOSSY;
    }
    return pointers.isEmpty() && headers.isEmpty() ? NONE : new Masks(pointers, headers, lossy);
  }

  boolean isEmpty() {
    return pointers.isEmpty() && headers.isEmpty();
  }

  /** Different values of this answer may share a pseudonym. */
  boolean lossy() {
    return lossy;
  }

  boolean hidesBody(String pointer) {
    return pointers.contains(pointer);
  }

  /** Text bodies have no pointers: any replaced leaf makes the text another one. */
  boolean hidesAnyBody() {
    return !pointers.isEmpty();
  }

  /**
   * @param name lower case; {@code set-cookie/sid} for one cookie
   */
  boolean hidesHeader(String name) {
    return headers.contains(name)
        || headers.stream().anyMatch(header -> header.startsWith(name + '/'));
  }
}
