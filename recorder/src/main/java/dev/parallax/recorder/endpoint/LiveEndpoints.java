package dev.parallax.recorder.endpoint;

import dev.parallax.recorder.hash.Hash;

/**
 * Tells the endpoints of a stream of raw requests apart, as it comes. Segments are typed, see
 * {@link TypedPath}; and of the words that stand at one place the first {@value #MAX_WORDS} are
 * told apart, so that names in paths ({@code /users/ada}) do not become an endpoint each for ever.
 * What the service does not know adds nothing: a scanner's guesses share one place.
 *
 * <p>Holds hashes, never text: at most {@value #MAX_PLACES} of them, 192 KiB. What comes beyond
 * shares an endpoint. Confined to one thread.
 */
public final class LiveEndpoints {

  static final int MAX_WORDS = 256;
  static final int MAX_PLACES = 8_192;

  private static final int SLOTS = 2 * MAX_PLACES;
  private static final long OTHERS = 0x2A2A_2A2A_2A2A_2A2AL;
  private static final String NUMBER = "{id}";

  private final long seed;

  /** Open addressed; 0 is empty. */
  private final long[] places = new long[SLOTS];

  /** How many words are told apart below each place. */
  private final int[] words = new int[SLOTS];

  private int size;

  /**
   * @param seed of the hashes
   */
  public LiveEndpoints(long seed) {
    this.seed = seed;
  }

  /**
   * @param target raw, as {@link TypedPath#of} takes it
   * @param known whether the service answered as one that has this path
   * @return a hash that names the endpoint in this process
   */
  public long endpoint(String method, String target, boolean known) {
    long place = Hash.of(seed, method);
    int at = TypedPath.pathStart(target);
    int end = TypedPath.pathEnd(target, at);
    for (int depth = 0; at <= end; depth++) {
      if (depth == TypedPath.MAX_SEGMENTS) {
        return Hash.mix(place ^ OTHERS);
      }
      int slash = target.indexOf('/', at);
      int next = slash < 0 || slash > end ? end : slash;
      place = below(place, target, at, next, known);
      at = next + 1;
    }
    return place;
  }

  private long below(long place, String target, int from, int to, boolean known) {
    long hash = place;
    boolean digits = from < to;
    for (int i = from; i < to; i++) {
      char character = target.charAt(i);
      hash = Hash.next(hash, character);
      digits &= character >= '0' && character <= '9';
    }
    long word = digits ? Hash.of(place, NUMBER) : Hash.mix(hash);
    if (!digits && places[slot(word)] != 0) {
      // A word that is known as one is typed as itself.
      return word;
    }
    if (!digits) {
      word = Hash.of(place, TypedPath.segment(target.substring(from, to)));
    }
    if (places[slot(word)] != 0) {
      return word;
    }
    return known && adds(place) ? add(word) : Hash.mix(place ^ OTHERS);
  }

  /** Whether there may be one more word there; if so it is counted. */
  private boolean adds(long place) {
    if (size >= MAX_PLACES - 1) {
      return false;
    }
    add(place);
    int slot = slot(place);
    if (words[slot] == MAX_WORDS) {
      return false;
    }
    words[slot]++;
    return true;
  }

  private long add(long place) {
    int slot = slot(place);
    if (places[slot] == 0) {
      places[slot] = place;
      size++;
    }
    return place;
  }

  private int slot(long place) {
    int slot = (int) place & (SLOTS - 1);
    while (places[slot] != 0 && places[slot] != place) {
      slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
  }

  int places() {
    return size;
  }
}
