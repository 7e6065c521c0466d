package dev.parallax.recorder.sanitize.pseudonym;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which characters may stand for each other beyond ASCII: those of the same script, the same
 * general category (so: case), the same UTF-8 length, and on the same side of Latin-1's end.
 * Letters in circles and the like are symbols to Unicode, and Braille is: those of one block are
 * alike.
 */
final class Alphabets {

  /** Enough to hide a character in; the Han script alone has 90 000. */
  private static final int MAX_SIZE = 2048;

  /** Which picture of a character is meant: part of emoji. */
  private static final int VARIATIONS = 0xfe00;

  private static final int VARIATIONS_END = 0xfe0f;

  private static final int FLAGS = 0x1f1e6;
  private static final int FLAGS_END = 0x1f1ff;

  /** In whose symbols words can be spelt. */
  private static final Set<@Nullable UnicodeBlock> SPELT =
      Set.of(
          UnicodeBlock.ENCLOSED_ALPHANUMERICS,
          UnicodeBlock.ENCLOSED_ALPHANUMERIC_SUPPLEMENT,
          UnicodeBlock.ENCLOSED_CJK_LETTERS_AND_MONTHS,
          UnicodeBlock.ENCLOSED_IDEOGRAPHIC_SUPPLEMENT,
          UnicodeBlock.CJK_COMPATIBILITY,
          UnicodeBlock.BRAILLE_PATTERNS);

  private Alphabets() {}

  /**
   * The alphabet of a letter, a mark, or a number; an empty array for what is no secret: signs,
   * emoji.
   */
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
          Character.OTHER_NUMBER,
          Character.COMBINING_SPACING_MARK ->
          true;
      case Character.NON_SPACING_MARK -> codePoint < VARIATIONS || codePoint > VARIATIONS_END;
      case Character.OTHER_SYMBOL -> SPELT.contains(UnicodeBlock.of(codePoint));
      default -> false;
    };
  }

  private static CharacterClass classOf(int codePoint) {
    boolean symbol = Character.getType(codePoint) == Character.OTHER_SYMBOL;
    int utf8Bytes = codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    return new CharacterClass(
        symbol ? UnicodeBlock.of(codePoint) : UnicodeScript.of(codePoint),
        Character.getType(codePoint),
        utf8Bytes,
        codePoint < 0x100 || (symbol && Character.isLowerCase(codePoint)),
        codePoint >= FLAGS && codePoint <= FLAGS_END);
  }

  /**
   * @param of a script, or a block of symbols
   * @param low of Latin-1, or a small letter in a circle
   * @param flag half of a flag
   */
  private record CharacterClass(Object of, int type, int utf8Bytes, boolean low, boolean flag) {}

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
