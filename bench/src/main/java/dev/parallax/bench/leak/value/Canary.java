package dev.parallax.bench.leak.value;

/**
 * What of a value gives it away, in ASCII and without its separators.
 *
 * @param text as it is looked for; letters of either case
 * @param global so many symbols of it in a row are found anywhere, at least {@value #MIN_GLOBAL};
 *     {@value #NOWHERE} if it stands elsewhere by chance, and is looked for only in what was
 *     recorded of its own exchange
 * @param local so many are found in its own exchange
 * @param weak so few there are suspicious, and a leak where it happens more often than by chance; 0
 *     for none
 */
public record Canary(String text, int global, int local, int weak) {

  /** A rolling window of the search holds eight bytes. */
  public static final int MIN_GLOBAL = 8;

  static final int NOWHERE = Integer.MAX_VALUE;

  public Canary {
    if (text.length() < local
        || local < 1
        || (global != NOWHERE && (global < MIN_GLOBAL || global > text.length()))
        || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "canary of %d symbols, windows %d and %d (expected: ASCII, windows within it)"
              .formatted(text.length(), global, local));
    }
  }

  Canary(String text, int global, int local) {
    this(text, global, local, 0);
  }

  /**
   * Random letters and digits: eight of them are 41 bits, ten 51. What is no text and is decoded as
   * if it were base64 has eight of somebody's now and then, among a hundred megabytes.
   */
  static Canary token(String text) {
    return new Canary(text, Math.min(10, text.length()), 8);
  }

  /** Letters as words have them, with little entropy each. */
  static Canary letters(String text) {
    return new Canary(text, text.length() < 14 ? NOWHERE : 14, Math.min(8, text.length()));
  }

  /** Random digits: thirteen of them are 43 bits. */
  static Canary digits(String text) {
    return new Canary(text, text.length() < 13 ? NOWHERE : 13, Math.min(8, text.length()));
  }

  /** The digits of a card behind its issuer's number, which a pseudonym may share. */
  static Canary account(String text) {
    return new Canary(text, NOWHERE, 8, 6);
  }

  /** Random hexadecimal digits. */
  static Canary hex(String text) {
    return new Canary(text, text.length() < 12 ? NOWHERE : 12, Math.min(9, text.length()));
  }

  /** Given away by all of it, in its own exchange. */
  static Canary whole(String text) {
    return new Canary(text, NOWHERE, text.length());
  }

  public boolean isGlobal() {
    return global != NOWHERE;
  }
}
