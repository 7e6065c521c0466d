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
   */
  @SuppressWarnings("ArrayRecordComponent") // Never handed out.
  record Name(String text, byte[] json) {}

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
    Name name = new Name(text, json);
    recent.put(hash, bytes, from, to, name);
    return name;
  }
}
