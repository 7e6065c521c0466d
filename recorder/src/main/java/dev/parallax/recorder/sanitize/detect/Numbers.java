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
      if (end > 0) {
        at = end - 1;
      }
    }
  }

  /** Where the longest number of a known kind ends that starts here; -1 if there is none. */
  private int longest(Reading reading, int start) {
    String text = reading.text();
    boolean goesOn = start > 1 && digit(text.charAt(start - 2));
    char before = start == 0 ? ' ' : text.charAt(start - 1);
    int quadEnd = addresses && !(goesOn && before == '.') ? Addresses.ipv4End(text, start) : -1;
    if (quadEnd > 0 && reading.wordEnds(quadEnd)) {
      reading.add(start, quadEnd, Kind.IP);
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
    return phones && separated && !within && Phones.is(text.substring(start, end), count)
        ? Kind.PHONE
        : null;
  }

  private static boolean inNumber(char c) {
    return digit(c) || c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '/';
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
