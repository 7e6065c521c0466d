package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.sanitize.detect.Kind;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of strings and numbers in JSON wherever they stand, as {@link ValueSanitiser}
 * decided before. Safe on any thread.
 */
final class JsonValues {

  private static final int MAX_SHORT = 8192;
  private static final int MAX_SHORT_BYTES = 64;

  /** Text is replaced at some 30 ns a character: worth a place, but for a few. */
  private static final int MAX_LONG = 256;

  private static final int MAX_LONG_BYTES = 1024;

  private final ValueSanitiser values;
  private final Table denied = new Table();
  private final Table detected = new Table();

  JsonValues(ValueSanitiser values) {
    this.values = values;
  }

  /**
   * @param json as it is to be written
   * @param kind what is said of it; null if the value passes
   * @param personal whether its form tells that surely, whatever it is called
   */
  @SuppressWarnings("ArrayRecordComponent") // Never handed out.
  record Fate(byte[] json, @Nullable String kind, boolean personal, boolean injective) {

    static Fate of(byte[] json, @Nullable Replacement replacement) {
      return replacement == null
          ? new Fate(json, null, false, true)
          : new Fate(
              json,
              replacement.kind(),
              Kind.personal(replacement.kind()).isPresent(),
              replacement.injective());
    }
  }

  /** Of one rule, since the same value has another fate under the other. */
  private static final class Table {
    private final ByteMemo<Fate> strings = new ByteMemo<>(MAX_SHORT);
    private final ByteMemo<Fate> texts = new ByteMemo<>(MAX_LONG);
    private final ByteMemo<Fate> numbers = new ByteMemo<>(MAX_SHORT);
  }

  /**
   * A string in {@code [from, to)}, in UTF-8 and without escapes, that is neither JSON itself nor,
   * in strict mode, called like a secret.
   *
   * @param deny whether all of it is replaced, and not only what is recognised
   */
  Fate string(boolean deny, int hash, byte[] bytes, int from, int to) throws JsonOddity {
    Table table = deny ? denied : detected;
    ByteMemo<Fate> memo = to - from <= MAX_SHORT_BYTES ? table.strings : table.texts;
    Fate known = memo.find(hash, bytes, from, to);
    if (known != null) {
      return known;
    }
    String value = JsonText.decode(bytes, from, to);
    Replacement replacement = values.anywhere(deny, value);
    String text = replacement == null ? value : replacement.text();
    Fate fate = Fate.of(JsonText.quoted(text), replacement);
    if (to - from <= MAX_LONG_BYTES) {
      memo.put(hash, bytes, from, to, fate);
    }
    return fate;
  }

  /** A number in {@code [from, to)}, as written. */
  Fate number(boolean deny, int hash, byte[] bytes, int from, int to) {
    Table table = deny ? denied : detected;
    Fate known = table.numbers.find(hash, bytes, from, to);
    if (known != null) {
      return known;
    }
    String value = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    Replacement replacement = values.numberAnywhere(deny, value);
    String text = replacement == null ? value : replacement.text();
    Fate fate = Fate.of(text.getBytes(StandardCharsets.UTF_8), replacement);
    table.numbers.put(hash, bytes, from, to, fate);
    return fate;
  }
}
