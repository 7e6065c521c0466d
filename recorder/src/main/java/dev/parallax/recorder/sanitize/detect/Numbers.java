package dev.parallax.recorder.sanitize.detect;

import org.jspecify.annotations.Nullable;

/** What people write in digits and the signs between them: cards, telephone numbers, IPv4. */
final class Numbers implements Detector {

  private static final int MAX_CHARS = 32;
  private static final int MIN_DIGITS = 7;
  private static final int MIN_CARD = 13;

  private final boolean cards;
  private final boolean phones;
  private final boolean addresses;

  Numbers(boolean cards, boolean phones, boolean addresses) {
    this.cards = cards;
    this.phones = phones;
    this.addresses = addresses;
  }

  @Override
  public Trait trait() {
    return Trait.NUMBER;
  }

  @Override
  public void find(Reading reading) {
    String text = reading.text();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean begins = (digit(c) || c == '+' || c == '(') && reading.wordStarts(at);
      int end = begins ? longest(reading, at) : -1;
      if (end < 0 && cards && digit(c) && (at == 0 || !digit(text.charAt(at - 1)))) {
        end = glued(reading, at);
      }
      if (end > 0) {
        at = end - 1;
      }
    }
  }

  /** Where a card ends that starts here, letters before or behind it; -1 if there is none. */
  private static int glued(Reading reading, int start) {
    String text = reading.text();
    int end = start + 1;
    while (end < text.length() && digit(text.charAt(end))) {
      end++;
    }
    boolean letters = !reading.wordStarts(start) || !reading.wordEnds(end);
    if (end - start < MIN_CARD || !letters || !Cards.is(text.substring(start, end))) {
      return -1;
    }
    int from = start;
    while (start - from < MAX_CHARS && !reading.wordStarts(from)) {
      from--;
    }
    int to = end;
    while (to - end < MAX_CHARS && !reading.wordEnds(to)) {
      to++;
    }
    if (text.substring(from, to).chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
      return -1; // Of an id or a hash.
    }
    reading.add(start, end, Kind.CARD);
    return end;
  }

  /** Where the longest number of a known kind ends that starts here; -1 if there is none. */
  private int longest(Reading reading, int start) {
    String text = reading.text();
    boolean goesOn = start > 1 && digit(text.charAt(start - 2));
    char before = start == 0 ? ' ' : text.charAt(start - 1);
    int quadEnd = addresses && !(goesOn && before == '.') ? Addresses.ipv4End(text, start) : -1;
    if (quadEnd > 0 && reading.wordEnds(quadEnd)) {
      if (!product(text, start, quadEnd)) {
        reading.add(start, quadEnd, Kind.IP);
      }
      return quadEnd;
    }
    int limit = Math.min(text.length(), start + MAX_CHARS);
    int end = start + 1;
    while (end < limit && digit(text.charAt(end))) {
      end++;
    }
    // Bare digits are no telephone number, and fewer than any card has.
    boolean bare = end == limit || !inNumber(text.charAt(end));
    if (bare && digit(text.charAt(start)) && end - start < MIN_CARD) {
      return -1;
    }
    while (end < limit && inNumber(text.charAt(end))) {
      end++;
    }
    if (end - start < MIN_DIGITS) {
      return -1;
    }
    StringBuilder digits = new StringBuilder(MAX_CHARS);
    for (int i = start; i < end; i++) {
      if (digit(text.charAt(i))) {
        digits.append(text.charAt(i));
      }
    }
    for (; digits.length() >= MIN_DIGITS; end--) {
      if (!digit(text.charAt(end - 1))) {
        continue;
      }
      if (reading.wordEnds(end)) {
        boolean within =
            goesOn
                && ("./-".indexOf(before) >= 0 || (before == ' ' && text.startsWith("00", start)));
        Kind kind = kind(text, start, end, digits, within);
        if (kind != null) {
          reading.add(start, end, kind);
          return end;
        }
      }
      digits.setLength(digits.length() - 1);
    }
    return -1;
  }

  /**
   * @param within whether it goes on with what other digits began, as the second half of a date or
   *     a block of an account
   */
  private @Nullable Kind kind(
      String text, int start, int end, StringBuilder digits, boolean within) {
    int count = digits.length();
    if (cards && count >= MIN_CARD && text.charAt(start) != '+' && Cards.is(digits.toString())) {
      return Kind.CARD;
    }
    boolean separated = end - start > count;
    if (!phones || !separated || within) {
      return null;
    }
    String number = text.substring(start, end);
    return number.indexOf('_') < 0 && Phones.is(number, count) ? Kind.PHONE : null;
  }

  /** The version in {@code Chrome/120.0.0.0}, as browsers write it: no host ends in two zeros. */
  private static boolean product(String text, int start, int end) {
    return start >= 2
        && text.charAt(start - 1) == '/'
        && Character.isLetter(text.charAt(start - 2))
        && text.startsWith(".0.0", end - 4);
  }

  private static boolean inNumber(char c) {
    return digit(c) || " -./()_".indexOf(c) >= 0;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
