package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Leaf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The leaves of one JSON document, then of the next: one for each place of which values were
 * replaced, however many items of lists they are in, since a list of a thousand things would else
 * be recorded with more words about its values than it has itself. Confined to one thread.
 */
final class JsonLeaves {

  /** Of all values together: 4 MiB, which hostile nesting reaches with a small body. */
  private static final int MAX_INDICES = 1 << 20;

  /** Of one document; what is larger than that as an event is not recorded anyway. */
  private static final int MAX_PLACES = 64 << 10;

  private static final int MIN_INDICES = 64;

  /** More are let go of with the document. */
  private static final int MAX_KEPT = 16 << 10;

  private long document = 1;

  /** The index in each list that is open. */
  private int[] open = new int[8];

  private int depth;

  /** Where values were replaced, each place once. */
  private List<JsonPlace> places = new ArrayList<>();

  /** The places of all values that were replaced, and their indices one behind the other. */
  private List<JsonPlace> replaced = new ArrayList<>();

  private int[] indices = new int[MIN_INDICES];
  private int length;

  /** The next document. What was told of the last one, and not written, is forgotten. */
  void begin() {
    document++;
    depth = 0;
    if (indices.length > MAX_KEPT || places.size() > MAX_KEPT) {
      indices = new int[MIN_INDICES];
      places = new ArrayList<>();
      replaced = new ArrayList<>();
    }
    length = 0;
    places.clear();
    replaced.clear();
  }

  void beginList() {
    beginList(0);
  }

  /** A list of which some items came before. */
  void beginList(int items) {
    if (depth == open.length) {
      open = Arrays.copyOf(open, 2 * depth);
    }
    open[depth++] = items - 1;
  }

  /** The next item of the innermost list. */
  void item() {
    open[depth - 1]++;
  }

  /** How many items the innermost list has so far. */
  int items() {
    return open[depth - 1] + 1;
  }

  void endList() {
    depth--;
  }

  /** Where the value at hand stands. */
  Location location(JsonPlace place) {
    return place.location(open);
  }

  /** The value at hand stays as it is, or is no single value. */
  void passes(JsonPlace place) {
    place.passes(document);
  }

  /**
   * @throws JsonTooMuchException if there are more than can be told apart
   */
  void replaced(JsonPlace place, String kind, boolean injective) throws JsonTooMuchException {
    if (place.replaced(document, kind, injective)) {
      if (places.size() == MAX_PLACES) {
        throw new JsonTooMuchException();
      }
      places.add(place);
    }
    int lists = place.lists();
    if (lists > 0) {
      if (length + lists > MAX_INDICES) {
        throw new JsonTooMuchException();
      }
      replaced.add(place);
      if (length + lists > indices.length) {
        indices = Arrays.copyOf(indices, Math.min(2 * (length + lists), MAX_INDICES));
      }
      System.arraycopy(open, 0, indices, length, lists);
      length += lists;
    }
  }

  /**
   * What became of the value at hand, by what this left.
   *
   * @param alone with the leaves of this value only, which are taken
   * @param at where the value stands
   * @param elsewhere for leaves of what is inside of the value
   */
  void decided(JsonPlace place, Scope alone, Location at, Leaves elsewhere)
      throws JsonTooMuchException {
    List<Leaf> left = alone.leaves().all();
    if (left.size() == 1 && left.getFirst().getLocation().equals(alone.side() + ' ' + at.text())) {
      Leaf leaf = left.getFirst();
      replaced(place, leaf.getKind(), leaf.getFidelity() == Leaf.Fidelity.INJECTIVE);
    } else {
      passes(place);
      elsewhere.addAll(left);
    }
    alone.leaves().backTo(0);
  }

  /** Writes the leaves of the document, and is ready for the next. */
  void end(Leaves leaves) {
    int from = 0;
    for (JsonPlace place : replaced) {
      place.name(indices, from);
      from += place.lists();
    }
    for (JsonPlace place : places) {
      leaves.add(place.leaf());
    }
    begin();
  }
}
