package dev.parallax.recorder.sanitize.detect;

/** International bank account numbers (ISO 13616), in blocks or without, in either case. */
public final class Ibans implements Detector {

  private static final int MIN_LENGTH = 15;
  private static final int MAX_LENGTH = 34;

  @Override
  public Trait trait() {
    return Trait.IBAN;
  }

  @Override
  public void find(Reading reading) {
    String text = reading.text();
    for (int at = 0; at < text.length(); at++) {
      if (startsAt(text, at) && reading.wordStarts(at)) {
        int end = end(text, at);
        if (end > 0) {
          reading.add(at, end, Kind.IBAN);
          at = end - 1;
        }
      }
    }
  }

  /** Where the number that starts at {@code start} ends; -1 if there is none. */
  private static int end(String text, int start) {
    StringBuilder compact = new StringBuilder(MAX_LENGTH);
    int end = -1;
    for (int i = start; i < text.length() && compact.length() < MAX_LENGTH; i++) {
      char c = text.charAt(i);
      if (!alphanumeric(c) && c != ' ' && c != '-') {
        break;
      }
      if (alphanumeric(c)) {
        compact.append(Character.toUpperCase(c));
        boolean wordEnds = i + 1 == text.length() || !alphanumeric(text.charAt(i + 1));
        if (wordEnds && compact.length() >= MIN_LENGTH && remainder(compact) == 1) {
          end = i + 1;
        }
      }
    }
    return end;
  }

  private static boolean startsAt(String text, int at) {
    return at + MIN_LENGTH <= text.length()
        && letter(text.charAt(at))
        && letter(text.charAt(at + 1))
        && digit(text.charAt(at + 2))
        && digit(text.charAt(at + 3));
  }

  /** The two check digits of a country and an account, both upper-case and without blanks. */
  public static String checkDigits(String country, String account) {
    int check = 98 - remainder(country + "00" + account);
    return check < 10 ? "0" + check : Integer.toString(check);
  }

  private static int remainder(CharSequence iban) {
    int remainder = 0;
    for (int i = 0; i < iban.length(); i++) {
      int value = Character.digit(iban.charAt((i + 4) % iban.length()), 36);
      remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return remainder;
  }

  private static boolean alphanumeric(char c) {
    return letter(c) || digit(c);
  }

  private static boolean letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
