package dev.parallax.recorder.sanitize.detect;

import java.util.BitSet;
import java.util.Locale;

/**
 * Runs of letters and digits that look random, 20 of them at least: keys and tokens that nothing
 * else tells. Hexadecimal digits are not among them, since hashes, ids of traces and UUIDs are what
 * they mostly are; nor are ULIDs, checksums that say so, and images within text.
 */
final class RandomTokens {

  static final int MIN_LENGTH = 20;

  /** What of it, in words of eight characters and more, is nobody's word. */
  private static final int MIN_GIBBERISH = 16;

  /** In one case, and with no more than digits: serial numbers have that, too. */
  private static final int MIN_GIBBERISH_OF_ONE_CASE = 20;

  /** Of all that 32 random bytes are in base64, one in 30,000 is above. */
  private static final double MAX_PADDED_SCORE = -6.2;

  /** Without padding it might be words, {@code Apple+MacBook+Pro+14+M3}. */
  private static final int MIN_UNPADDED = 40;

  private static final double MAX_UNPADDED_SCORE = -7;

  /** One random key of 40 characters in a thousand has no digit. */
  private static final int MIN_LETTERS = 24;

  /** Random letters of that number score less, whatever their case, but for one in a hundred. */
  private static final double MAX_LETTERS_SCORE = -5.5;

  private static final int MIN_DISTINCT = 10;
  private static final int ULID_LENGTH = 26;
  private static final String EMBEDDED = "base64,";
  private static final int MAX_MEDIA_TYPE = 64;

  private RandomTokens() {}

  /** Within one word, which dots part. */
  static void find(Reading reading, int from, int wordEnd) {
    String text = reading.text();
    int start = from;
    for (int i = from; i <= wordEnd; i++) {
      if (i == wordEnd || text.charAt(i) == '.') {
        if (i - start >= MIN_LENGTH) {
          packed(reading, start, i);
          run(reading, start, i);
        }
        start = i + 1;
      }
    }
  }

  /** Bytes in base64 that say so by their signs: whole, though pieces of it might be words. */
  private static void packed(Reading reading, int start, int end) {
    String text = reading.text();
    for (int at = start; at + MIN_LENGTH <= end; ) {
      int from = at;
      boolean plus = false;
      while (at < end && (alphanumeric(text.charAt(at)) || "+/".indexOf(text.charAt(at)) >= 0)) {
        plus |= text.charAt(at) == '+';
        at++;
      }
      int to = at;
      while (at < end && text.charAt(at) == '=') {
        at++;
      }
      boolean padded = at > to && at - to <= 2 && (at - from) % 4 == 0;
      if ((padded && to - from >= MIN_LENGTH) || (plus && to - from >= MIN_UNPADDED)) {
        packed(reading, from, to, at, padded ? MAX_PADDED_SCORE : MAX_UNPADDED_SCORE);
      }
      at = Math.max(at, from + 1);
    }
  }

  private static void packed(Reading reading, int from, int to, int end, double maxScore) {
    String text = reading.text();
    String joined = text.substring(from, to).replace("+", "").replace("/", "");
    boolean random =
        joined.length() >= MIN_LENGTH
            && Gibberish.score(joined, 0, joined.length()) < maxScore
            && random(joined, joined.length());
    if (random && !HexTokens.digest(text, from) && !embedded(text, from)) {
      reading.add(from, end, Kind.SECRET);
    }
  }

  /** From the first word of it that looks random to the last, and what can't be a word beside. */
  private static void run(Reading reading, int start, int end) {
    String text = reading.text();
    int from = -1;
    int to = -1;
    int gibberish = 0;
    for (int at = start; at < end; ) {
      int word = wordEnd(text, at, end);
      if (word - at >= 8 && Gibberish.is(text.substring(at, word))) {
        from = from < 0 ? at : from;
        to = word;
        gibberish += word - at;
      }
      at = word + 1;
    }
    if (gibberish < MIN_GIBBERISH) {
      return;
    }
    while (from > start && !plain(text, wordStart(text, from - 1, start), from - 1)) {
      from = wordStart(text, from - 1, start);
    }
    while (to < end && !plain(text, to + 1, wordEnd(text, to + 1, end))) {
      to = wordEnd(text, Math.min(to + 1, end), end);
    }
    boolean random = random(text.substring(from, to), gibberish);
    if (random && !checksum(text, start, from) && !embedded(text, from)) {
      reading.add(from, to, Kind.SECRET);
    }
  }

  private static boolean random(String run, int gibberish) {
    Census census = Census.of(run);
    boolean upper = run.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
    boolean lower = run.chars().anyMatch(c -> c >= 'a' && c <= 'z');
    boolean mixed = upper && lower;
    return (census.digits() > 0 || (mixed && letters(run)))
        && census.digits() + census.letters() >= MIN_LENGTH
        && (mixed || gibberish >= MIN_GIBBERISH_OF_ONE_CASE)
        && distinct(run) >= MIN_DISTINCT
        && !hexadecimal(run)
        && !ulid(run);
  }

  /** Whether it is nothing but letters, and nobody's words. */
  private static boolean letters(String run) {
    if (run.length() < MIN_LETTERS || !run.chars().allMatch(c -> alphanumeric((char) c))) {
      return false;
    }
    String lower = run.toLowerCase(Locale.ROOT);
    return Gibberish.score(lower, 0, lower.length()) < MAX_LETTERS_SCORE;
  }

  /** {@code sha384-oqVuAfXRKap7…}, of which the name may be the first word that looks random. */
  private static boolean checksum(String text, int start, int from) {
    int at = from;
    if (text.regionMatches(true, at, "sha", 0, 3)) {
      at = wordEnd(text, at, Math.min(at + 7, text.length())) + 1;
    }
    return at > start && HexTokens.digest(text, at);
  }

  private static int distinct(String run) {
    BitSet seen = new BitSet();
    run.chars().forEach(seen::set);
    return seen.cardinality();
  }

  private static boolean hexadecimal(String run) {
    return run.chars().allMatch(c -> Character.digit(c, 16) >= 0 || !Character.isLetterOrDigit(c));
  }

  /** Crockford's base 32 with 48 bits of time in front: 0 until the year 3084. */
  private static boolean ulid(String run) {
    return run.length() == ULID_LENGTH
        && run.charAt(0) == '0'
        && run.chars().allMatch(c -> "0123456789ABCDEFGHJKMNPQRSTVWXYZ".indexOf(c) >= 0);
  }

  /** Whether it is an image or a font, written in a URL. */
  private static boolean embedded(String text, int at) {
    int data = at - EMBEDDED.length();
    if (data < 0 || !text.startsWith(EMBEDDED, data)) {
      return false;
    }
    String before = text.substring(Math.max(0, at - MAX_MEDIA_TYPE), at);
    return before.contains("data:image/") || before.contains("data:font/");
  }

  private static int wordEnd(String text, int from, int limit) {
    int end = from;
    while (end < limit && alphanumeric(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int wordStart(String text, int end, int limit) {
    int start = end;
    while (start > limit && alphanumeric(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  /** Whether it might be a word: letters alone, in one case or with the first one upper. */
  private static boolean plain(String text, int from, int to) {
    if (to - from < 3) {
      return to > from;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean lower = c >= 'a' && c <= 'z';
      boolean upper = c >= 'A' && c <= 'Z';
      if (!lower && !(upper && (i == from || text.charAt(i - 1) <= 'Z'))) {
        return false;
      }
    }
    return true;
  }

  private static boolean alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
