package dev.parallax.recorder.sanitize.detect;

import java.util.BitSet;

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
          run(reading, start, i);
        }
        start = i + 1;
      }
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
    if (random(text.substring(from, to), gibberish) && !embedded(text, from)) {
      reading.add(from, to, Kind.SECRET);
    }
  }

  private static boolean random(String run, int gibberish) {
    Census census = Census.of(run);
    boolean upper = run.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
    boolean lower = run.chars().anyMatch(c -> c >= 'a' && c <= 'z');
    boolean mixed = upper && lower;
    return census.digits() > 0
        && census.digits() + census.letters() >= MIN_LENGTH
        && (mixed || gibberish >= MIN_GIBBERISH_OF_ONE_CASE)
        && distinct(run) >= MIN_DISTINCT
        && !hexadecimal(run)
        && !ulid(run)
        && !run.regionMatches(true, 0, "sha", 0, 3);
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
