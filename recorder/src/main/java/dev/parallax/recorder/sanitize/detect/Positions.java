package dev.parallax.recorder.sanitize.detect;

/**
 * Positions on earth as two numbers beside each other: {@code 52.5200,13.4050}. Both have four
 * digits behind the dot at least, which is some ten metres; the first is a latitude.
 */
final class Positions implements Detector {

  private static final int MIN_FRACTION = 4;
  private static final int MAX_FRACTION = 17;

  @Override
  public Trait trait() {
    return Trait.POSITION;
  }

  @Override
  public void find(Reading reading) {
    String text = reading.text();
    int dot = text.indexOf('.');
    while (dot >= 0) {
      int start = precise(text, dot) ? start(reading, dot) : -1;
      int latitude = start < 0 ? -1 : end(text, start, 90);
      int longitude = latitude < 0 ? -1 : end(text, behindSeparator(text, latitude), 180);
      if (longitude > 0 && reading.wordEnds(longitude)) {
        reading.add(start, longitude, Kind.GEO);
      }
      dot = text.indexOf('.', Math.max(dot + 1, longitude));
    }
  }

  /** Whether that dot has enough digits behind it. */
  private static boolean precise(String text, int dot) {
    for (int i = dot + 1; i <= dot + MIN_FRACTION; i++) {
      if (!digitAt(text, i)) {
        return false;
      }
    }
    return true;
  }

  /** Of the number around the dot, if it stands by itself; else -1. */
  private static int start(Reading reading, int dot) {
    String text = reading.text();
    int start = dot;
    while (start > 0 && dot - start < 3 && digit(text.charAt(start - 1))) {
      start--;
    }
    if (start > 0 && start < dot && "+-".indexOf(text.charAt(start - 1)) >= 0) {
      start--;
    }
    char before = start == 0 ? ' ' : text.charAt(start - 1);
    return ".+-".indexOf(before) < 0 && reading.wordStarts(start) ? start : -1;
  }

  /** Where the number ends that starts there; -1 if it is none of degrees up to {@code limit}. */
  private static int end(String text, int start, int limit) {
    int at = start;
    if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
      at++;
    }
    int whole = at;
    int degrees = 0;
    while (at < text.length() && at - whole < 3 && digit(text.charAt(at))) {
      degrees = 10 * degrees + text.charAt(at++) - '0';
    }
    if (at == whole || degrees > limit || at == text.length() || text.charAt(at) != '.') {
      return -1;
    }
    int fraction = ++at;
    boolean zero = true;
    while (at < text.length() && digit(text.charAt(at))) {
      zero &= text.charAt(at++) == '0';
    }
    boolean precise = at - fraction >= MIN_FRACTION && at - fraction <= MAX_FRACTION;
    boolean goesOn = at < text.length() && text.charAt(at) == '.' && digitAt(text, at + 1);
    return precise && !goesOn && (degrees < limit || zero) ? at : -1;
  }

  private static boolean digitAt(String text, int at) {
    return at < text.length() && digit(text.charAt(at));
  }

  /** A comma, a semicolon, blanks, or a comma and blanks. */
  private static int behindSeparator(String text, int from) {
    int at = from;
    while (at < text.length() && at - from < 3 && ",; ".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at == from ? text.length() : at;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
