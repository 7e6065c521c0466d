package dev.parallax.recorder.sanitize.detect;

import dev.parallax.recorder.recent.Recent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a value is, by what it is called: the words of its name, and of the name around it where
 * that alone says too little. The words are in {@code telling-names.txt}, in four languages.
 *
 * <p>Decides whether a value is replaced where it would pass, and of which kind it is said to be;
 * never what stands for it.
 */
public final class Context {

  private static final int MAX_RECENT = 2048;
  private static final int MAX_NAME = 64;
  private static final int MAX_WORDS = 4;

  /** In the list, before a name that counts only as a whole. */
  private static final char WHOLE = '=';

  private static final Rules RULES = Rules.read();
  private static final Recent<Names, Optional<Kind>> RECENT = new Recent<>(MAX_RECENT);

  private record Names(String name, String parent) {}

  private Context() {}

  /**
   * Null if the names tell nothing.
   *
   * @param name as it is written: {@code firstName}, {@code billing_street}
   * @param parent of the object around it, or of the list that this is in; empty if there is none
   */
  public static @Nullable Kind of(String name, String parent) {
    if (name.isEmpty() || name.length() > MAX_NAME || parent.length() > MAX_NAME) {
      return null;
    }
    return RECENT.get(new Names(name, parent), Context::told).orElse(null);
  }

  /** Whether a word, in small letters, is one for somebody: {@code customer}. */
  public static boolean isPerson(String word) {
    return isPerson(List.of(word));
  }

  /** Whether a value that is called so can be of that kind. */
  public static boolean fits(Kind kind, String value) {
    Folded folded = Folded.of(value);
    Census census = Census.of(folded == null ? value : folded.text());
    boolean letters = value.codePoints().anyMatch(Character::isLetter);
    return switch (kind) {
      case PERSON -> letters && !literal(value);
      case ADDRESS -> (letters || census.digits() > 0) && !literal(value);
      case BIRTH_DATE -> census.digits() >= 2;
      case GEO -> census.digits() > 0 && census.letters() <= 4;
      case EMAIL -> value.indexOf('@') > 0;
      case MAC -> Macs.bare(value);
      case NATIONAL_ID, PHONE, IBAN -> census.digits() >= 5;
      case CARD -> census.digits() >= 12;
      default -> !literal(value);
    };
  }

  private static boolean literal(String value) {
    return value.equals("true") || value.equals("false") || value.equals("null");
  }

  private static Optional<Kind> told(Names names) {
    List<String> words = words(names.name);
    String joined = "";
    Kind told = null;
    for (int i = words.size() - 1, used = 0; i >= 0 && used < MAX_WORDS; i--, used++) {
      joined = words.get(i) + joined;
      Rule rule = RULES.byName.get(joined);
      if (rule != null && (!rule.whole || i == 0)) {
        told = rule.kind;
      }
    }
    if (RULES.names.contains(String.join("", words)) && isPerson(words(names.parent))) {
      told = Kind.PERSON;
    }
    return Optional.ofNullable(told);
  }

  /** By the last word, or the last two. */
  private static boolean isPerson(List<String> words) {
    String joined = "";
    for (int i = words.size() - 1; i >= Math.max(0, words.size() - 2); i--) {
      joined = words.get(i) + joined;
      if (RULES.persons.contains(joined) || RULES.persons.contains(singular(joined))) {
        return true;
      }
    }
    return false;
  }

  private static String singular(String word) {
    return word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
  }

  /** In lower case and without accents; a number at the end is none of them. */
  static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    String plain = plain(name);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      boolean letter = Character.isLetter(c);
      char before = i == 0 ? ' ' : plain.charAt(i - 1);
      boolean lowerNext = i + 1 < plain.length() && Character.isLowerCase(plain.charAt(i + 1));
      boolean hump =
          Character.isUpperCase(c)
              && (Character.isLowerCase(before) || (Character.isUpperCase(before) && lowerNext));
      if ((!letter || hump) && !word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
      if (letter) {
        word.append(Character.toLowerCase(c));
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private static String plain(String name) {
    if (name.chars().allMatch(c -> c < 0x80)) {
      return name;
    }
    return Normalizer.normalize(name.replace("ß", "ss"), Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "");
  }

  /**
   * @param kind null for names that would else be taken for others
   */
  private record Rule(@Nullable Kind kind, boolean whole) {}

  /**
   * @param names that tell of a person what they are called, if what is around is one
   */
  private record Rules(Map<String, Rule> byName, Set<String> names, Set<String> persons) {

    static Rules read() {
      Rules rules = new Rules(new HashMap<>(), new HashSet<>(), new HashSet<>());
      try (InputStream in = Context.class.getResourceAsStream("telling-names.txt")) {
        if (in == null) {
          throw new IllegalStateException("telling-names.txt is not on the class path");
        }
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .forEach(rules::take);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
      return rules;
    }

    private void take(String line) {
      int colon = line.indexOf(':');
      String title = line.substring(0, colon);
      for (String entry : line.substring(colon + 1).split(",", -1)) {
        String name = entry.strip().toLowerCase(Locale.ROOT).replace(" ", "");
        boolean whole = name.charAt(0) == WHOLE;
        String joined = whole ? name.substring(1) : name;
        switch (title) {
          case "names" -> names.add(joined);
          case "persons" -> persons.add(joined);
          case "none" -> byName.put(joined, new Rule(null, whole));
          default -> byName.put(joined, new Rule(Kind.personal(title).orElseThrow(), whole));
        }
      }
    }
  }
}
