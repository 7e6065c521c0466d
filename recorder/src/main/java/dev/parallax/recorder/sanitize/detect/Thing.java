package dev.parallax.recorder.sanitize.detect;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is of a thing and nobody's, by what it is called, though its form is that of something
 * personal: a version of four numbers is no address, an article's number no card, a checksum no
 * key. The last words of the name decide, as in {@link Context}. It holds for a value that is
 * nothing else, so that an address within a word about versions is still one.
 */
public enum Thing {
  /** {@code 1.20.3.4}, and of what was built from a commit, its hash. */
  VERSION("version, ver, firmware, release, build, build number, kernel"),

  /** GTIN, EAN, UPC and ISBN. */
  ARTICLE(
      "ean, gtin, upc, isbn, barcode, sku, article, article number, article no, asin, jan,"
          + " mpn, artikelnummer"),

  /** Of what holds content, or a call, together. */
  DIGEST(
      "sha, md, shasum, mdsum, digest, checksum, etag, if match, if none match, integrity, content"
          + " hash, file hash, asset hash, git hash, commit hash, commit, commit id, revision, rev,"
          + " tree id, parent commit, head commit, trace, trace id, traceparent, span id, request"
          + " id, correlation id, cache key");

  private static final int MAX_WORDS = 2;
  private static final int MAX_NAME = 64;

  /** Of the numbers that are given to articles, the old ISBN among them. */
  private static final Set<Integer> ARTICLE_DIGITS = Set.of(8, 10, 12, 13, 14);

  /** Each between two commas. */
  private final String names;

  Thing(String names) {
    this.names = "," + names.replace(" ", "") + ",";
  }

  /**
   * Null if the name tells of none.
   *
   * @param name as it is written: {@code firmwareVersion}, {@code gtin_13}
   */
  public static @Nullable Thing of(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME || Context.of(name, "") != null) {
      return null;
    }
    List<String> words = Context.words(name);
    String joined = "";
    for (int i = words.size() - 1; i >= Math.max(0, words.size() - MAX_WORDS); i--) {
      joined = words.get(i) + joined;
      for (Thing thing : values()) {
        if (thing.names.contains("," + joined + ",")) {
          return thing;
        }
      }
    }
    return null;
  }

  /** Whether what was found in a value that is called so is nobody's. */
  public boolean explains(Find find, String value) {
    return switch (this) {
      case VERSION ->
          (find.kind() == Kind.IP && find.start() == 0 && !blank(value) && value.indexOf(':') < 0)
              || HexTokens.is(value, find);
      case ARTICLE ->
          (find.kind() == Kind.CARD || find.kind() == Kind.NATIONAL_ID || find.kind() == Kind.PHONE)
              && article(value);
      case DIGEST -> HexTokens.is(value, find);
    };
  }

  /** Digits alone, or with the dashes of an ISBN. */
  private static boolean article(String value) {
    Census census = Census.of(value);
    int dashes = (int) value.chars().filter(c -> c == '-').count();
    return ARTICLE_DIGITS.contains(census.digits()) && census.digits() + dashes == value.length();
  }

  private static boolean blank(String value) {
    return value.chars().anyMatch(Character::isWhitespace);
  }
}
