package dev.parallax.recorder.sanitize;

import java.util.Arrays;

/** The names of members, as {@link NameSanitiser} decided before. Safe on any thread. */
final class JsonNames {

  private static final int MAX_NAMES = 1024;

  private final NameSanitiser names;
  private final ByteMemo<Name> recent = new ByteMemo<>(MAX_NAMES);

  JsonNames(NameSanitiser names) {
    this.names = names;
  }

  /**
   * A name as it may be recorded.
   *
   * @param json with quotes and colon
   * @param raw as it came, without escapes, and one word more
   * @param length of what came; -1 if it can't come without escapes
   */
  @SuppressWarnings("ArrayRecordComponent") // Never handed out.
  record Name(String text, byte[] json, byte[] raw, int length) {

    /** Whether this very name and its closing quote are there. */
    boolean isAt(byte[] bytes, int at) {
      return length >= 0
          && at + length + Long.BYTES <= bytes.length
          && JsonScan.equal(raw, bytes, at, length)
          && bytes[at + length] == '"';
    }
  }

  /** The name in {@code [from, to)}, in UTF-8 and without escapes. */
  Name get(Scope scope, int hash, byte[] bytes, int from, int to) throws JsonOddity {
    Name known = recent.find(hash, bytes, from, to);
    if (known != null) {
      return known;
    }
    String text = names.name(scope, JsonText.decode(bytes, from, to));
    byte[] quoted = JsonText.quoted(text);
    byte[] json = Arrays.copyOf(quoted, quoted.length + 1);
    json[quoted.length] = ':';
    Name name = new Name(text, json, raw(bytes, from, to), plain(bytes, from, to) ? to - from : -1);
    recent.put(hash, bytes, from, to, name);
    return name;
  }

  private static byte[] raw(byte[] bytes, int from, int to) {
    byte[] raw = new byte[to - from + Long.BYTES];
    System.arraycopy(bytes, from, raw, 0, to - from);
    return raw;
  }

  private static boolean plain(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '"' || bytes[i] == '\\' || (bytes[i] >= 0 && bytes[i] < ' ')) {
        return false;
      }
    }
    return true;
  }
}
