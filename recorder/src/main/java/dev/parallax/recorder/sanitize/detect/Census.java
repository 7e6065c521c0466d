package dev.parallax.recorder.sanitize.detect;

/** One pass over a value: counts by character class, from which is known what it cannot be. */
public final class Census {

  private final int length;
  private int digits;
  private int upper;
  private int lower;
  private int hexLetters;
  private int signsAt;
  private int dots;
  private int colons;
  private int blanks;
  private int beyondAscii;
  private int longestDigitRun;

  private Census(CharSequence value) {
    length = value.length();
    int run = 0;
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      run = c >= '0' && c <= '9' ? run + 1 : 0;
      longestDigitRun = Math.max(longestDigitRun, run);
      count(c);
    }
  }

  public static Census of(CharSequence value) {
    return new Census(value);
  }

  private void count(char c) {
    if (c >= '0' && c <= '9') {
      digits++;
    } else if (c >= 'a' && c <= 'z') {
      lower++;
      hexLetters += c <= 'f' ? 1 : 0;
    } else if (c >= 'A' && c <= 'Z') {
      upper++;
      hexLetters += c <= 'F' ? 1 : 0;
    } else if (c > 0x7f) {
      beyondAscii++;
    } else {
      switch (c) {
        case '@' -> signsAt++;
        case '.' -> dots++;
        case ':' -> colons++;
        case ' ', '\t', '\n', '\r' -> blanks++;
        default -> {}
      }
    }
  }

  public int digits() {
    return digits;
  }

  public int letters() {
    return upper + lower;
  }

  public int longestDigitRun() {
    return longestDigitRun;
  }

  public boolean allDigits() {
    return length > 0 && digits == length;
  }

  /** Nothing but hexadecimal digits of one case, both digits and letters among them. */
  public boolean hex() {
    return digits > 0
        && hexLetters > 0
        && digits + hexLetters == length
        && (upper == 0 || lower == 0);
  }

  /** No blanks and nothing beyond ASCII: one word of a machine, perhaps. */
  boolean compact() {
    return length > 0 && blanks == 0 && beyondAscii == 0;
  }

  boolean mayHoldEmail() {
    return signsAt > 0 && dots > 0;
  }

  boolean mayHoldCardOrPhone() {
    return digits >= 7;
  }

  boolean mayHoldIpv4() {
    return dots >= 3 && digits >= 4;
  }

  boolean mayHoldIpv6() {
    return colons >= 2;
  }

  boolean mayHoldIban() {
    return digits >= 10 && upper + lower >= 2 && length >= 15;
  }

  boolean mayHoldJwt() {
    return dots >= 2 && lower >= 2 && length >= 20;
  }
}
