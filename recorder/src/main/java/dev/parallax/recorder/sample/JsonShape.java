package dev.parallax.recorder.sample;

import dev.parallax.recorder.hash.Hash;

/**
 * Hashes the structure of JSON in one pass over its bytes, without values: the set of places, each
 * with the types that stand there, and of each list whether it has no item, one or more. Items of
 * one list share their places, so that lists of like items are alike however long they are. Takes
 * what is malformed as far as it goes, and says so.
 *
 * <p>Bounded: {@value #MAX_BYTES} bytes, {@value #MAX_DEPTH} levels, {@value PlaceSet#MAX_PLACES}
 * places; what lies beyond makes no difference. Confined to one thread.
 */
final class JsonShape {

  static final int MAX_BYTES = 32 << 10;
  static final int MAX_DEPTH = 32;

  private static final long ITEM = 0x5B69_7465_6D5D_0001L;

  private final long seed;
  private final PlaceSet places = new PlaceSet();
  private final Names name = new Names();
  private final long[] parents = new long[MAX_DEPTH];
  private final boolean[] lists = new boolean[MAX_DEPTH];
  private final int[] items = new int[MAX_DEPTH];
  private int depth;

  /** Of the member whose value is next; outside of all objects, of each value. */
  private long member;

  private boolean nameIsNext;

  JsonShape(long seed) {
    this.seed = seed;
  }

  /**
   * @param length how many of the bytes are JSON
   */
  long of(byte[] json, int length) {
    places.begin();
    depth = 0;
    member = seed;
    nameIsNext = false;
    int end = Math.min(length, MAX_BYTES);
    int at = 0;
    while (at >= 0 && at < end) {
      at = token(json, at, end);
    }
    // Of what was cut, too: how many items a list has is known so far.
    while (depth > 0) {
      close();
    }
    return places.sum();
  }

  /**
   * @return where the next token begins; -1 if there is nothing more to be made of it
   */
  private int token(byte[] json, int at, int end) {
    return switch (json[at]) {
      case ' ', '\t', '\r', '\n', ':' -> at + 1;
      case ',' -> {
        nameIsNext = depth > 0 && !lists[depth - 1];
        yield at + 1;
      }
      case '{', '[' -> open(json[at] == '[') ? at + 1 : -1;
      case '}', ']' -> {
        if (depth == 0 || lists[depth - 1] != (json[at] == ']')) {
          yield malformed();
        }
        close();
        yield at + 1;
      }
      case '"' -> nameIsNext ? name(json, at + 1, end) : string(json, at + 1, end);
      case 't', 'f' -> word('t', json, at, end);
      case 'n' -> word('n', json, at, end);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> word('0', json, at, end);
      default -> malformed();
    };
  }

  private int malformed() {
    places.add(Hash.mix(seed ^ '!'));
    return -1;
  }

  private boolean open(boolean list) {
    long place = value(list ? '[' : '{');
    if (depth == MAX_DEPTH) {
      return false;
    }
    parents[depth] = place;
    lists[depth] = list;
    items[depth] = 0;
    depth++;
    nameIsNext = !list;
    return true;
  }

  private void close() {
    depth--;
    if (lists[depth]) {
      places.add(Hash.mix(parents[depth] ^ ('#' + Math.min(items[depth], 2))));
    }
    nameIsNext = false;
    member = seed;
  }

  /** Adds a value of that type where one is due. */
  private long value(int type) {
    long place = member;
    if (depth > 0 && lists[depth - 1]) {
      place = Hash.mix(parents[depth - 1] ^ ITEM);
      items[depth - 1]++;
    }
    places.add(Hash.mix(place ^ type));
    return place;
  }

  private int string(byte[] json, int from, int end) {
    value('"');
    int at = from;
    while (at < end && json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private int name(byte[] json, int from, int end) {
    name.begin(parents[depth - 1]);
    int at = from;
    while (at < end && json[at] != '"') {
      name.next(json[at]);
      at++;
      if (json[at - 1] == '\\' && at < end) {
        name.next(json[at]);
        at++;
      }
    }
    member = Hash.mix(parents[depth - 1] ^ name.end());
    nameIsNext = false;
    return at + 1;
  }

  /** A value that has no marks at its end. */
  private int word(int type, byte[] json, int from, int end) {
    value(type);
    int at = from + 1;
    while (at < end && !ends(json[at])) {
      at++;
    }
    return at;
  }

  private static boolean ends(byte character) {
    return character <= ' '
        || character == ','
        || character == ']'
        || character == '}'
        || character == ':';
  }
}
