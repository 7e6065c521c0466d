package dev.parallax.recorder.sanitize.detect;

import org.jspecify.annotations.Nullable;

/**
 * The lines at the foot of passports, visas and identity cards that machines read (ICAO 9303): 44,
 * 36 or 30 characters, several of them one behind the other or each alone. A line of names is told
 * by its two fillers in a row, one of numbers by its check digits.
 */
public final class Passports implements Detector {

  private static final int[] LENGTHS = {44, 36, 30};
  private static final String CODES = "PVIAC";

  @Override
  public Trait trait() {
    return Trait.PASSPORT;
  }

  /** What a line tells, from which follows what of it is whose. */
  public enum Line {
    /** The kind of document, its country, and names. */
    NAMED,
    /** Of 44 or 36: document, country, birth, sex, expiry. */
    NUMBERED,
    /** Of 30: the kind of document, its country, and its number. */
    DOCUMENT,
    /** Of 30: birth, sex, expiry, country. */
    DATES,
    /** Of 30: names alone. */
    NAMES
  }

  @Override
  public void find(Reading reading) {
    String text = reading.text();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && sign(text.charAt(end))) {
        end++;
      }
      if (end - at >= 30) {
        lines(reading, at, end);
      }
      at = end + 1;
    }
  }

  private static void lines(Reading reading, int start, int end) {
    for (int length : LENGTHS) {
      if ((end - start) % length == 0 && (end - start) / length <= 3) {
        for (int at = start; at < end; at += length) {
          if (line(reading.text().substring(at, at + length)) != null) {
            reading.add(at, at + length, Kind.NATIONAL_ID);
          }
        }
        return;
      }
    }
  }

  /** Null if it is none. */
  public static @Nullable Line line(String line) {
    int length = line.length();
    boolean names = line.contains("<<") && line.chars().noneMatch(c -> c >= '0' && c <= '9');
    if (length == 30) {
      boolean document = CODES.indexOf(line.charAt(0)) >= 0 && checks(line, 5, 9);
      boolean dates = checks(line, 0, 6) && checks(line, 8, 6);
      return document ? Line.DOCUMENT : dates ? Line.DATES : names ? Line.NAMES : null;
    }
    if (length != 44 && length != 36) {
      return null;
    }
    if (names && CODES.indexOf(line.charAt(0)) >= 0) {
      return Line.NAMED;
    }
    return checks(line, 0, 9) && checks(line, 13, 6) && checks(line, 21, 6) ? Line.NUMBERED : null;
  }

  private static boolean checks(String line, int from, int length) {
    return line.charAt(from + length) == checkDigit(line.substring(from, from + length));
  }

  /** Weights 7, 3 and 1 in turn, letters counting from 10 and fillers 0. */
  public static char checkDigit(String field) {
    int sum = 0;
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      int value = c == '<' ? 0 : c <= '9' ? c - '0' : c - 'A' + 10;
      sum += value * (i % 3 == 0 ? 7 : i % 3 == 1 ? 3 : 1);
    }
    return (char) ('0' + sum % 10);
  }

  private static boolean sign(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '<';
  }
}
