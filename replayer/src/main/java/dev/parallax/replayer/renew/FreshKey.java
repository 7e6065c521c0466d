package dev.parallax.replayer.renew;

import dev.parallax.recorder.hash.Hash;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another key of the same shape: a server that knows the recorded one, or that of another attempt,
 * would answer from its memory.
 *
 * <p>Letters become letters of their case, digits digits, hexadecimal stays that; whatever else
 * there is stays, and so do the version and the variant of a UUID, and the first character of a XX
 */
final class FreshKey {

  /** Headers that say: this is the same request again. */
  private static final Set<String> HEADERS =
      Set.of("idempotency-key", "x-idempotency-key", "x-request-id");

  private static final Pattern UUID =
      Pattern.compile(
          "\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");
  private static final int UUID_CHARS = 36;

  /** Where its version and its variant stand. */
  private static final Set<Integer> KEPT_OF_UUIDS = Set.of(14, 19);

  private static final Pattern ULID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{2,}");
  private static final Pattern HEX =
      Pattern.compile("[^g-zA-Z]*[0-9][^g-zA-Z]*|[^a-zG-Z]*[0-9][^a-zG-Z]*");

  private static final int NONE = -1;

  private static final String DIGITS = "0123456789";
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  private static final String OF_ULIDS = "abcdefghjkmnpqrstvwxyz";
  private static final String HEX_DIGITS = "0123456789abcdef";

  private final String recorded;
  private final int uuidFrom;
  private final boolean ulid;
  private final boolean hex;
  private final boolean large;

  private FreshKey(String recorded) {
    this.recorded = recorded;
    Matcher uuid = UUID.matcher(recorded);
    this.uuidFrom = uuid.find() ? uuid.start() : NONE;
    this.ulid = ULID.matcher(recorded).matches();
    this.large = recorded.chars().anyMatch(FreshKey::isLarge);
    this.hex = HEX.matcher(recorded).matches() && recorded.chars().anyMatch(FreshKey::isLetter);
  }

  static boolean isIn(String header) {
    return HEADERS.contains(header.toLowerCase(Locale.ROOT));
  }

  /**
   * @param drawn of run, leg and attempt: the same key is the same again there
   */
  static String of(String recorded, Drawn drawn) {
    return new FreshKey(recorded).shifted(drawn.seed());
  }

  private String shifted(long seed) {
    StringBuilder out = new StringBuilder(recorded.length());
    long hash = seed;
    for (int i = 0; i < recorded.length(); i++) {
      char c = recorded.charAt(i);
      out.append(stays(i) ? c : shifted(c, alphabet(i), Hash.mix(hash)));
      hash = Hash.next(hash, c);
    }
    return out.toString();
  }

  private boolean stays(int index) {
    boolean first = index == 0 && (ulid || NUMBER.matcher(recorded).matches());
    return first || (isInUuid(index) && KEPT_OF_UUIDS.contains(index - uuidFrom));
  }

  private boolean isInUuid(int index) {
    return uuidFrom != NONE && index >= uuidFrom && index < uuidFrom + UUID_CHARS;
  }

  private char shifted(char c, String alphabet, long by) {
    int at = alphabet.indexOf(Character.toLowerCase(c));
    if (at < 0) {
      return c;
    }
    char other = alphabet.charAt(Math.floorMod(at + (by >>> 8), alphabet.length()));
    return isLarge(c) || (large && !isLetter(c)) ? Character.toUpperCase(other) : other;
  }

  private String alphabet(int index) {
    if (hex || isInUuid(index)) {
      return HEX_DIGITS;
    }
    if (!isLetter(recorded.charAt(index))) {
      return DIGITS;
    }
    return ulid ? OF_ULIDS : LETTERS;
  }

  private static boolean isLarge(int c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || isLarge(c);
  }
}
