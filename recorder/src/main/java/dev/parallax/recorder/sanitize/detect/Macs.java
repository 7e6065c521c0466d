package dev.parallax.recorder.sanitize.detect;

/**
 * Addresses of network interfaces: six or eight pairs of hexadecimal digits with the same sign
 * between, or three groups of four with dots. Those of nobody and of everybody are none.
 */
public final class Macs implements Detector {

  private static final int MAX_GROUPS = 8;

  @Override
  public Trait trait() {
    return Trait.MAC;
  }

  @Override
  public void find(Reading reading) {
    pairs(reading, ':');
    pairs(reading, '-');
    fours(reading);
  }

  private static void pairs(Reading reading, char sign) {
    String text = reading.text();
    int at = text.indexOf(sign);
    while (at >= 0) {
      int start = at - 2;
      int groups = start >= 0 && reading.wordStarts(start) ? groups(text, start, 2, sign) : 0;
      int end = start + 3 * groups - 1;
      if (groups == 6 || groups == 8) {
        add(reading, start, end);
      }
      at = text.indexOf(sign, Math.max(at, end) + 1);
    }
  }

  private static void fours(Reading reading) {
    String text = reading.text();
    for (int at = text.indexOf('.'); at >= 0; at = text.indexOf('.', at + 1)) {
      int start = at - 4;
      boolean three = start >= 0 && reading.wordStarts(start) && groups(text, start, 4, '.') == 3;
      if (three) {
        add(reading, start, start + 14);
      }
    }
  }

  private static void add(Reading reading, int start, int end) {
    if (reading.wordEnds(end) && somebodys(reading.text(), start, end)) {
      reading.add(start, end, Kind.MAC);
    }
  }

  /**
   * How many groups, or more than any has, of {@code size} hexadecimal digits with {@code sign}
   * between start there.
   */
  private static int groups(String text, int start, int size, char sign) {
    int groups = 0;
    int at = start;
    while (at + size <= text.length() && groups <= MAX_GROUPS) {
      for (int i = at; i < at + size; i++) {
        if (!hex(text.charAt(i))) {
          return groups;
        }
      }
      groups++;
      at += size;
      if (at == text.length() || text.charAt(at) != sign) {
        return groups;
      }
      at++;
    }
    return groups;
  }

  private static boolean somebodys(String text, int start, int end) {
    boolean zeros = true;
    boolean ones = true;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      zeros &= c == '0' || !hex(c);
      ones &= c == 'f' || c == 'F' || !hex(c);
    }
    return !zeros && !ones;
  }

  /** Twelve or sixteen hexadecimal digits, with or without signs between. */
  static boolean bare(String value) {
    int digits = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (hex(c)) {
        digits++;
      } else if (":-. ".indexOf(c) < 0) {
        return false;
      }
    }
    return digits == 12 || digits == 16;
  }

  private static boolean hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
