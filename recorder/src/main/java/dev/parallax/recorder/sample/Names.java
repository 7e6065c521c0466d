package dev.parallax.recorder.sample;

import dev.parallax.recorder.hash.Hash;

/**
 * Hashes names of parameters, members and headers so that ids in them make no difference: a run of
 * digits is as any other, and a name that looks like an id as a whole ({@code 4f1c…}, {@code
 * a@b.c}) is as any other such name.
 */
final class Names {

  private static final int MIN_ID_DIGITS = 4;
  private static final int MIN_TOKEN_LENGTH = 16;
  private static final int MAX_LENGTH = 64;
  private static final long ID = 0x6964_6964_6964_6964L;

  private long hash;
  private int length;
  private int digits;
  private boolean inDigits;
  private boolean address;

  static long hash(long seed, CharSequence text, int from, int to) {
    Names name = new Names();
    name.begin(seed);
    for (int i = from; i < to; i++) {
      name.next(text.charAt(i));
    }
    return name.end();
  }

  void begin(long seed) {
    hash = seed;
    length = 0;
    digits = 0;
    inDigits = false;
    address = false;
  }

  /** One more character, or byte. */
  void next(int character) {
    length++;
    boolean digit = character >= '0' && character <= '9';
    digits += digit ? 1 : 0;
    address |= character == '@';
    if (!digit || !inDigits) {
      hash = Hash.next(hash, digit ? '0' : character);
    }
    inDigits = digit;
  }

  long end() {
    boolean id =
        address
            || digits >= MIN_ID_DIGITS
            || length > MAX_LENGTH
            || (digits > 0 && length >= MIN_TOKEN_LENGTH);
    return id ? ID : Hash.mix(hash);
  }
}
