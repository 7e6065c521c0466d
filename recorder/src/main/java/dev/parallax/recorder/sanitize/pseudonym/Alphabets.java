package dev.parallax.recorder.sanitize.pseudonym;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which characters may stand for each other beyond ASCII: those of the same script, the same
 * general category (so: case), the same UTF-8 length, and on the same side of Latin-1's end.
 */
final class Alphabets {

  /** Enough to hide a character in; the Han script alone has 90 000. */
  private static final int MAX_SIZE = 2048;

  private Alphabets() {}

  /** The alphabet of a letter or number; an empty array for what is no secret: signs, emoji. */
  static int[] of(int codePoint) {
    return replaceable(codePoint)
        ? Loaded.ALPHABETS.getOrDefault(classOf(codePoint), new int[0])
        : new int[0];
  }

  private static boolean replaceable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER ->
          true;
      default -> false;
    };
  }

  private static CharacterClass classOf(int codePoint) {
    int utf8Bytes = codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    return new CharacterClass(
        UnicodeScript.of(codePoint), Character.getType(codePoint), utf8Bytes, codePoint < 0x100);
  }

  private record CharacterClass(UnicodeScript script, int type, int utf8Bytes, boolean latin1) {}

  /** Read off the JDK's Unicode tables when the first such character is met. */
  private static final class Loaded {
    static final Map<CharacterClass, int[]> ALPHABETS = load();

    private static Map<CharacterClass, int[]> load() {
      Map<CharacterClass, List<Integer>> found = new HashMap<>();
      for (int codePoint = 0x80; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
        if (replaceable(codePoint)) {
          List<Integer> members =
              found.computeIfAbsent(classOf(codePoint), created -> new ArrayList<>());
          if (members.size() < MAX_SIZE) {
            members.add(codePoint);
          }
        }
      }
      Map<CharacterClass, int[]> alphabets = new HashMap<>();
      found.forEach(
          (name, members) ->
              alphabets.put(name, members.stream().mapToInt(Integer::intValue).toArray()));
      return alphabets;
    }
  }
}
