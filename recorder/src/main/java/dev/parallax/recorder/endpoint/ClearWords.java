package dev.parallax.recorder.endpoint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The literal segments that were seen in enough sessions, by where they stand in paths of any site:
 * a link to a page is as clear as the request for it. Where one site says that words vary there, a
 * word passes only if it is a route there, too. Immutable once it was made: any thread.
 */
public final class ClearWords {

  private static final ClearWords NONE = new ClearWords();

  private final Place root = new Place();
  private int words;

  private ClearWords() {}

  public static ClearWords none() {
    return NONE;
  }

  /** One place in the paths of all sites. */
  static final class Place {
    private final Map<String, Place> next = new HashMap<>(4);

    /** Whether words vary here, by any site. */
    private boolean varies;

    /** Whether the word that leads here is clear, by a site where words don't vary before it. */
    private boolean clear;

    /** Likewise, by one where they do. */
    private boolean route;

    Place next(String segment) {
      return next.computeIfAbsent(segment, _ -> new Place());
    }

    void varies() {
      varies = true;
    }

    void clear(boolean besideValues) {
      clear |= !besideValues;
      route |= besideValues;
    }

    private boolean passes(String word) {
      Place place = next.get(word);
      return place != null && (varies ? place.route : place.clear);
    }
  }

  /** Filled by whoever knows the sites. */
  static ClearWords of(java.util.function.Consumer<Place> fill) {
    ClearWords made = new ClearWords();
    fill.accept(made.root);
    prune(made.root);
    made.words = made.count(made.root);
    return made;
  }

  /**
   * Forgets places where no word passes.
   *
   * @return whether one does, here or further on
   */
  private static boolean prune(Place place) {
    place.next.entrySet().removeIf(next -> !prune(next.getValue()) && !place.passes(next.getKey()));
    return !place.next.isEmpty();
  }

  /** How many words pass. */
  public int size() {
    return words;
  }

  private int count(Place place) {
    int count = 0;
    for (Map.Entry<String, Place> next : place.next.entrySet()) {
      count += (place.passes(next.getKey()) ? 1 : 0) + count(next.getValue());
    }
    return count;
  }

  /**
   * Whether a segment is one of them.
   *
   * @param path decoded segments, the first of an absolute path being empty
   */
  public boolean passes(String[] path, int index) {
    int first = path.length > 1 && path[0].isEmpty() ? 1 : 0;
    if (words == 0 || index < first || index - first >= TypedPath.MAX_SEGMENTS) {
      return false;
    }
    return passes(root, path, first, index);
  }

  private static boolean passes(Place place, String[] path, int at, int index) {
    String segment = SegmentShape.template(path[at]);
    if (at == index) {
      return place.passes(segment);
    }
    Place itself = place.next.get(segment);
    Place any = segment.isEmpty() ? null : place.next.get(TemplateMiner.PARAMETER);
    return passesOn(itself, path, at, index) || passesOn(any, path, at, index);
  }

  private static boolean passesOn(@Nullable Place place, String[] path, int at, int index) {
    return place != null && passes(place, path, at + 1, index);
  }

  /** As {@link #passes(String[], int)}, of a template's segments. */
  boolean passes(List<String> segments, int index) {
    Place place = root;
    for (int i = 0; i < index; i++) {
      place = place.next.get(segments.get(i));
      if (place == null) {
        return false;
      }
    }
    return place.passes(segments.get(index));
  }

  /** Two that let the same pass are equal. */
  boolean sameAs(ClearWords other) {
    return same(root, other.root);
  }

  private static boolean same(Place one, Place other) {
    return one.next.keySet().equals(other.next.keySet())
        && one.next.entrySet().stream()
            .allMatch(
                next ->
                    one.passes(next.getKey()) == other.passes(next.getKey())
                        && same(next.getValue(), other.next(next.getKey())));
  }
}
