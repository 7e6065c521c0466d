package dev.parallax.recorder.sanitize.detect;

/** How check characters follow from the others, for several countries alike. */
final class CheckDigits {

  private static final int[][] DIHEDRAL = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
    {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
    {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
    {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
    {4, 0, 1, 2, 3, 9, 5, 6, 7, 8},
    {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
    {6, 5, 9, 8, 7, 1, 0, 4, 3, 2},
    {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
    {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
    {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}
  };

  private static final int[] TURN = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

  private CheckDigits() {}

  static int digit(String text, int at) {
    return text.charAt(at) - '0';
  }

  /** The sum of digits, each with its weight, from {@code start} on. */
  static int weighted(String text, int start, int... weights) {
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * digit(text, start + i);
    }
    return sum;
  }

  /** Without its last character, and that one instead. */
  static String ending(String text, char last) {
    return text.substring(0, text.length() - 1) + last;
  }

  /** ISO/IEC 7812: doubles every second digit from the right. */
  static String luhn(String text) {
    return ending(text, Cards.checkDigit(text.substring(0, text.length() - 1)));
  }

  /** EAN-13. */
  static String ean(String text) {
    int sum = weighted(text, 0, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3);
    return ending(text, (char) ('0' + (10 - sum % 10) % 10));
  }

  /** Verhoeff: the dihedral group of order ten, each place turned once more. */
  static String verhoeff(String text) {
    int check = 0;
    for (int i = text.length() - 2, place = 1; i >= 0; i--, place++) {
      int turned = digit(text, i);
      for (int turn = 0; turn < place % 8; turn++) {
        turned = TURN[turned];
      }
      check = DIHEDRAL[check][turned];
    }
    int inverse = check == 0 || check > 4 ? check : 5 - check;
    return ending(text, (char) ('0' + inverse));
  }

  /** ISO/IEC 7064, MOD 11,10. */
  static String mod11And10(String text) {
    int product = 10;
    for (int i = 0; i < text.length() - 1; i++) {
      int sum = (digit(text, i) + product) % 10;
      product = 2 * (sum == 0 ? 10 : sum) % 11;
    }
    return ending(text, (char) ('0' + (11 - product) % 10));
  }
}
