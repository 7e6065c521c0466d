package dev.parallax.recorder.sanitize.detect;

import static dev.parallax.recorder.sanitize.detect.CheckDigits.digit;
import static dev.parallax.recorder.sanitize.detect.CheckDigits.ending;
import static dev.parallax.recorder.sanitize.detect.CheckDigits.weighted;

import java.time.Month;

/**
 * How check characters follow from the others, country by country: the number with the right ones,
 * or an empty text if there is no such number.
 */
final class CountryChecks {

  private static final String FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY";

  /** What an Italian letter or digit counts in odd places, in the order of the alphabet. */
  private static final int[] ITALIAN_ODD = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
  };

  static final String IRISH = "WABCDEFGHIJKLMNOPQRSTUV";

  static final String ITALIAN_MONTHS = "ABCDEHLMPRST";

  private CountryChecks() {}

  static String two(long check) {
    return check < 10 ? "0" + check : Long.toString(check);
  }

  static String digitOrNone(String text, int check) {
    return check == 10 ? "" : ending(text, (char) ('0' + check));
  }

  static String french(String nir, String digits) {
    return nir.substring(0, 13) + two(97 - Long.parseLong(digits) % 97);
  }

  /** Among the first ten digits one comes twice or three times, and no other more than once. */
  static boolean oneDigitTwice(String id) {
    int[] counts = new int[10];
    for (int i = 0; i < 10; i++) {
      counts[digit(id, i)]++;
    }
    int repeated = 0;
    int most = 0;
    for (int count : counts) {
      repeated += count > 1 ? 1 : 0;
      most = Math.max(most, count);
    }
    return repeated == 1 && most <= 3;
  }

  /** The letter counts as its two digits; of each product, its digits. */
  static String pension(String number) {
    String letter = two(number.charAt(8) - 'A' + 1L);
    String digits = number.substring(0, 8) + letter + number.substring(9, 11);
    int[] weights = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      int product = weights[i] * digit(digits, i);
      sum += product / 10 + product % 10;
    }
    return ending(number, (char) ('0' + sum % 10));
  }

  /** Days of women are 40 more. */
  static String italian(String code) {
    int day = Integer.parseInt(code.substring(9, 11)) % 40;
    int month = ITALIAN_MONTHS.indexOf(code.charAt(8)) + 1;
    if (day == 0 || day > Month.of(month).maxLength()) {
      return "";
    }
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      char c = code.charAt(i);
      int value = c <= '9' ? c - '0' : c - 'A';
      sum += i % 2 == 0 ? ITALIAN_ODD[value] : value;
    }
    return ending(code, (char) ('A' + sum % 26));
  }

  /**
   * @param serial where the three digits are
   */
  static String finnish(String hetu, int serial) {
    int number = Integer.parseInt(hetu.substring(0, 6) + hetu.substring(serial, serial + 3));
    return ending(hetu, FINNISH.charAt(number % 31));
  }

  static String belgian(String number, String century) {
    String nine = number.substring(0, 9);
    return nine + two(97 - Long.parseLong(century + nine) % 97);
  }

  static String brazilian(String cpf, int place) {
    int sum = 0;
    for (int i = 0; i < place; i++) {
      sum += (place + 1 - i) * digit(cpf, i);
    }
    return cpf.substring(0, place) + sum * 10 % 11 % 10 + cpf.substring(place + 1);
  }

  static String brazilianCompany(String cnpj, int place) {
    int sum = 0;
    for (int i = 0; i < place; i++) {
      sum += ((place - 1 - i) % 8 + 2) * digit(cnpj, i);
    }
    return cnpj.substring(0, place) + sum * 10 % 11 % 10 + cnpj.substring(place + 1);
  }

  static String austrian(String number) {
    int check = (weighted(number, 0, 3, 7, 9) + weighted(number, 4, 5, 8, 4, 2, 1, 6)) % 11;
    return check == 10 ? "" : number.substring(0, 3) + check + number.substring(4);
  }

  static String norwegian(String number) {
    int first = (11 - weighted(number, 0, 3, 7, 6, 1, 8, 9, 4, 5, 2) % 11) % 11;
    if (first == 10) {
      return "";
    }
    String ten = number.substring(0, 9) + first;
    int second = (11 - weighted(ten, 0, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11;
    return second == 10 ? "" : ten + second;
  }

  static String irish(String pps) {
    int second = IRISH.indexOf(pps.charAt(8));
    int sum = weighted(pps, 0, 8, 7, 6, 5, 4, 3, 2) + 9 * second;
    return pps.substring(0, 7) + IRISH.charAt(sum % 23) + pps.charAt(8);
  }

  static String czech(String number) {
    long check = Long.parseLong(number.substring(0, 9)) % 11 % 10;
    return ending(number, (char) ('0' + check));
  }

  static String singaporean(String id) {
    char first = id.charAt(0);
    int sum = weighted(id, 1, 2, 7, 6, 5, 4, 3, 2) + (first == 'T' || first == 'G' ? 4 : 0);
    String letters = first == 'S' || first == 'T' ? "JZIHGFEDCBA" : "XWUTRQPNMLK";
    return ending(id, letters.charAt(sum % 11));
  }

  static String mexican(String curp) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      char c = curp.charAt(i);
      // The alphabet has an Ñ behind the N.
      int value = c <= '9' ? c - '0' : c - 'A' + 10 + (c > 'N' ? 1 : 0);
      sum += (18 - i) * value;
    }
    return ending(curp, (char) ('0' + (10 - sum % 10) % 10));
  }
}
