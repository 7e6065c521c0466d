package dev.parallax.recorder.sanitize.detect;

import java.util.Base64;

/** What follows {@code Bearer} or {@code Basic} within text (RFC 6750, RFC 7617). */
final class Credentials implements Detector {

  /** Of scheme, blank and what follows. */
  static final int MIN_LENGTH = 14;

  private static final int MIN_TOKEN = 8;

  /** Without their first letter, whose case differs. */
  private static final String BEARER = "earer ";

  private static final String BASIC = "asic ";

  @Override
  public Trait trait() {
    return Trait.CREDENTIALS;
  }

  @Override
  public void find(Reading reading) {
    find(reading, BEARER);
    find(reading, BASIC);
  }

  private static void find(Reading reading, String scheme) {
    String text = reading.text();
    int at = text.indexOf(scheme);
    while (at >= 0) {
      int start = at + scheme.length();
      int end = start;
      while (end < text.length() && token68(text.charAt(end))) {
        end++;
      }
      while (end > start && ".~-_".indexOf(text.charAt(end - 1)) >= 0) {
        end--;
      }
      boolean named =
          at > 0 && "bB".indexOf(text.charAt(at - 1)) >= 0 && reading.wordStarts(at - 1);
      if (named && end - start >= MIN_TOKEN) {
        String token = text.substring(start, end);
        if (scheme.equals(BEARER) ? looksRandom(token) : pair(token)) {
          reading.add(start, end, Kind.SECRET);
        }
      }
      at = text.indexOf(scheme, Math.max(end, start));
    }
  }

  private static boolean looksRandom(String token) {
    return Census.of(token).digits() > 0 || Gibberish.is(token);
  }

  /** User and password with a colon between. */
  private static boolean pair(String token) {
    try {
      for (byte b : Base64.getDecoder().decode(token)) {
        if (b == ':') {
          return true;
        }
      }
      return false;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static boolean token68(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || "-._~+/=".indexOf(c) >= 0;
  }
}
