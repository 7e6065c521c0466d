package dev.parallax.comparator.diff;

import dev.parallax.proto.Leaf;
import dev.parallax.proto.Sanitisation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which values of an answer are pseudonyms. Between legs that were sanitised with one key they are
 * compared like any value; captured against a staging leg, under another key, by shape.
 */
final class Masks {

  private static final String WHOLE_BODY = "response body";
  private static final String BODY = WHOLE_BODY + " ";
  private static final String HEADER = "response header ";
  private static final String TRAILER = "response trailer ";
  private static final String KINDS = "response message kind ";
  private static final String IDS = "response message id ";
  private static final Masks NONE = new Masks();

  private final Set<String> pointers = new HashSet<>();

  /** Of which all values are pseudonyms. */
  private final Set<ListedPlace> items = new HashSet<>();

  private final Set<String> headers = new HashSet<>();

  /** Of which messages the name or the id; empty if of all. */
  private final Map<String, Set<Integer>> messages = new HashMap<>();

  private boolean lossy;
  private boolean damaged;

  private Masks() {}

  static Masks none() {
    return NONE;
  }

  static Masks of(Sanitisation sanitisation) {
    Masks masks = new Masks();
    sanitisation.getLeavesList().forEach(masks::add);
    return masks.isEmpty() ? NONE : masks;
  }

  /** Whether all of an event can be understood that says what was replaced. */
  static boolean areWhole(Sanitisation sanitisation) {
    return sanitisation.getLeavesList().stream().allMatch(ListedPlace::isWhole);
  }

  private void add(Leaf leaf) {
    if (!ListedPlace.isWhole(leaf)) {
      damaged = true;
      return;
    }
    String location = leaf.getLocation();
    if (location.equals(WHOLE_BODY)) {
      pointers.add("");
    } else if (location.startsWith(BODY)) {
      body(location.substring(BODY.length()), leaf);
    } else if (location.startsWith(HEADER)) {
      headers.add(location.substring(HEADER.length()).toLowerCase(Locale.ROOT));
    } else if (location.startsWith(TRAILER)) {
      headers.add(location.substring(TRAILER.length()).toLowerCase(Locale.ROOT));
    } else if (location.startsWith(KINDS)) {
      messages.put(KINDS, Set.copyOf(leaf.getItemsList()));
    } else if (location.startsWith(IDS)) {
      messages.put(IDS, Set.copyOf(leaf.getItemsList()));
    } else {
      return;
    }
    lossy |= leaf.getFidelity() == Leaf.Fidelity.LOSSY;
  }

  private void body(String pointer, Leaf leaf) {
    if (leaf.getListsCount() == 0) {
      pointers.add(pointer);
      return;
    }
    ListedPlace place = new ListedPlace(pointer, leaf.getListsList());
    if (leaf.getItemsCount() > 0) {
      pointers.addAll(place.pointers(leaf.getItemsList()));
    } else {
      items.add(place);
    }
  }

  boolean isEmpty() {
    return !damaged
        && pointers.isEmpty()
        && items.isEmpty()
        && headers.isEmpty()
        && messages.isEmpty();
  }

  /** Different values of this answer may share a pseudonym. */
  boolean lossy() {
    return lossy;
  }

  /** What was replaced is not known: any value of the body may be a pseudonym. */
  boolean damaged() {
    return damaged;
  }

  /**
   * @param document which of the two that the path leads through this one is
   */
  boolean hidesBody(Path path, Path.Style document) {
    return damaged
        || (!pointers.isEmpty() && pointers.contains(ListedPlace.exact(path, document)))
        || (!items.isEmpty() && items.contains(ListedPlace.of(path, document)));
  }

  /** Text bodies have no pointers: any replaced leaf makes the text another one. */
  boolean hidesAnyBody() {
    return damaged || !pointers.isEmpty() || !items.isEmpty();
  }

  /**
   * @param message its index
   */
  boolean hidesId(int message) {
    return hides(IDS, message);
  }

  /**
   * @param message its index
   */
  boolean hidesKind(int message) {
    return hides(KINDS, message);
  }

  private boolean hides(String what, int message) {
    Set<Integer> replaced = messages.get(what);
    return replaced != null && (replaced.isEmpty() || replaced.contains(message));
  }

  /** Whether more of a cookie was replaced than its value, which alone has the cookie's name. */
  boolean hidesCookieAttributes() {
    return headers.stream()
        .anyMatch(header -> header.equals("set-cookie") || header.startsWith("set-cookie "));
  }

  /**
   * Of a header or a trailer.
   *
   * @param name lower case; {@code set-cookie/sid} for one cookie
   */
  boolean hidesHeader(String name) {
    return headers.contains(name)
        || headers.stream()
            .anyMatch(header -> header.startsWith(name + '/') || header.startsWith(name + ' '));
  }
}
