package dev.parallax.recorder.sanitize.detect;

/**
 * One pass over a value: counts by character class, from which is known what it cannot be.
 *
 * <p>It is made of every value that is new, so that it counts in a register: eight classes to a
 * word, eight bits each, in stretches that these have room for.
 */
public final class Census {

  private static final int STRETCH = 255;
  private static final int FIELD = 8;
  private static final int FIELD_MASK = 0xff;

  /** The last stands for all beyond ASCII. */
  private static final int SYMBOLS = 129;

  private static final long[] COUNTED = new long[SYMBOLS];
  private static final byte[] SEEN = new byte[SYMBOLS];
  private static final boolean[] IN_WORD = new boolean[SYMBOLS - 1];
  private static final int[] NONE = {};

  private static final int SIGN_AT = 1;
  private static final int COMMA = 2;
  private static final int SLASH = 4;
  private static final int EQUALS = 8;
  private static final int LESS = 16;
  private static final int BEYOND = 32;
  private static final int UNDERSCORE = 64;

  /** Of keys without a digit, that have no other joint than their letters. */
  private static final int MANY_CAPITALS = 8;

  /** Of one word of a machine, besides letters and digits. */
  private static final String JOINTS = "_+~-./=";

  static {
    for (int c = 0; c < SYMBOLS; c++) {
      boolean upper = c >= 'A' && c <= 'Z';
      boolean lower = c >= 'a' && c <= 'z';
      COUNTED[c] =
          field(0, digit(c))
              | field(1, (upper || lower) && (c | 0x20) <= 'f')
              | field(2, upper)
              | field(3, lower)
              | field(4, c == '.')
              | field(5, c == ':')
              | field(6, c == '-')
              | field(7, c == ' ' || c == '\t' || c == '\n' || c == '\r');
    }
    for (int c = 0; c < IN_WORD.length; c++) {
      IN_WORD[c] = (COUNTED[c] & 0xffff_ffffL) != 0 || JOINTS.indexOf(c) >= 0;
    }
    SEEN['@'] = SIGN_AT;
    SEEN[','] = COMMA;
    SEEN[';'] = COMMA;
    SEEN['/'] = SLASH;
    SEEN['='] = EQUALS;
    SEEN['<'] = LESS;
    SEEN['_'] = UNDERSCORE;
    SEEN[SYMBOLS - 1] = BEYOND;
  }

  private final String value;
  private final int length;
  private final int digits;
  private final int hexLetters;
  private final int upper;
  private final int lower;
  private final int dots;
  private final int colons;
  private final int dashes;
  private final int blanks;
  private final int seen;

  private Census(String value) {
    this.value = value;
    length = value.length();
    int met = 0;
    long counts = 0;
    int[] total = length > STRETCH ? new int[Long.SIZE / FIELD] : NONE;
    for (int from = 0; from < length; from += STRETCH) {
      int to = Math.min(length, from + STRETCH);
      counts = 0;
      for (int i = from; i < to; i++) {
        int c = Math.min(value.charAt(i), SYMBOLS - 1);
        counts += COUNTED[c];
        met |= SEEN[c];
      }
      for (int field = 0; field < total.length; field++) {
        total[field] += field(counts, field);
      }
    }
    boolean one = total.length == 0;
    seen = met;
    digits = one ? field(counts, 0) : total[0];
    hexLetters = one ? field(counts, 1) : total[1];
    upper = one ? field(counts, 2) : total[2];
    lower = one ? field(counts, 3) : total[3];
    dots = one ? field(counts, 4) : total[4];
    colons = one ? field(counts, 5) : total[5];
    dashes = one ? field(counts, 6) : total[6];
    blanks = one ? field(counts, 7) : total[7];
  }

  public static Census of(String value) {
    return new Census(value);
  }

  private static long field(int index, boolean set) {
    return (set ? 1L : 0L) << (FIELD * index);
  }

  private static int field(long fields, int index) {
    return (int) (fields >>> (FIELD * index)) & FIELD_MASK;
  }

  public int digits() {
    return digits;
  }

  public int letters() {
    return upper + lower;
  }

  public int longestDigitRun() {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < length; i++) {
      run = digit(value.charAt(i)) ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  /** Whether a word of a machine has such characters: letters, digits, and what joins them. */
  static boolean inWord(char c) {
    return c < IN_WORD.length && IN_WORD[c];
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
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
    return length > 0 && blanks == 0 && !beyondAscii();
  }

  boolean beyondAscii() {
    return has(BEYOND);
  }

  private boolean has(int symbol) {
    return (seen & symbol) != 0;
  }

  /** The bits of the {@link Trait}s that the value has. */
  int traits() {
    int traits = 0;
    if (seen != 0) {
      traits |= has(SIGN_AT) && (dots > 0 || colons > 0) ? Trait.EMAIL.bit() : 0;
      traits |= has(SIGN_AT) && has(SLASH) && colons >= 2 ? Trait.USERINFO.bit() : 0;
      traits |= has(LESS) && upper >= 2 && length >= 30 ? Trait.PASSPORT.bit() : 0;
    }
    if (colons > 0 || has(EQUALS)) {
      traits |= length >= Assignments.MIN_LENGTH ? Trait.ASSIGNMENT.bit() : 0;
      traits |= colons >= 2 ? Trait.IPV6.bit() : 0;
    }
    if (blanks > 0 && length >= Credentials.MIN_LENGTH) {
      traits |= dashes >= 10 ? Trait.PRIVATE_KEY.bit() : 0;
      traits |= digits > 0 || upper >= 3 ? Trait.CREDENTIALS.bit() : 0;
    }
    if (length >= KnownTokens.MIN_LENGTH && upper + lower > 0) {
      boolean joined = has(UNDERSCORE) || dashes > 0 || upper >= MANY_CAPITALS;
      traits |= digits > 0 || joined ? Trait.TOKEN.bit() : 0;
      traits |= dots >= 2 && upper >= 1 && length >= 20 ? Trait.WEB_TOKEN.bit() : 0;
    }
    return digits + hexLetters < 4 ? traits : traits | traitsOfNumbers();
  }

  private int traitsOfNumbers() {
    int traits = 0;
    traits |= digits >= 7 || (dots >= 3 && digits >= 4) ? Trait.NUMBER.bit() : 0;
    traits |= mayBeNational() ? Trait.NATIONAL_ID.bit() : 0;
    traits |= digits >= 10 && upper + lower >= 2 && length >= 15 ? Trait.IBAN.bit() : 0;
    if (digits + hexLetters >= 12 && length >= 14) {
      traits |= colons >= 5 || dashes >= 5 || dots >= 2 ? Trait.MAC.bit() : 0;
    }
    if (dots >= 2 && digits >= 10) {
      traits |= has(COMMA) || blanks > 0 ? Trait.POSITION.bit() : 0;
    }
    return traits;
  }

  private boolean mayBeNational() {
    if (digits == length) {
      return NationalIds.isBareLength(length);
    }
    return length >= 8 && (digits >= 6 || (digits >= 4 && upper >= 6));
  }
}
