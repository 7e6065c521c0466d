package dev.parallax.recorder.sanitize.pseudonym;

import dev.parallax.recorder.sanitize.detect.Cards;
import dev.parallax.recorder.sanitize.detect.Ibans;
import dev.parallax.recorder.sanitize.detect.Phones;

/** Pseudonyms of ids, decimals, cards, telephone and account numbers: digits go, form stays. */
final class Numbers {

  /** The first digit of card numbers that no scheme issues (ISO/IEC 7812: national use). */
  private static final char UNISSUED = '9';

  private static final int MIN_INJECTIVE_CARD = 15;

  private final Keyed keyed;
  private final Digits digits;

  Numbers(Keyed keyed) {
    this.keyed = keyed;
    this.digits = new Digits(keyed);
  }

  Digits digits() {
    return digits;
  }

  Pseudonym id(String value) {
    String sign = value.startsWith("-") ? "-" : "";
    return new Pseudonym(sign + digits.integer("id", value.substring(sign.length())), true);
  }

  /** Sign, dot, exponent and the number of digits stay; a leading zero neither comes nor goes. */
  Pseudonym decimal(String value) {
    KeyedStream stream = keyed.stream("decimal", value);
    StringBuilder out = new StringBuilder(value.length());
    boolean leading = true;
    boolean exponent = false;
    int exponentDigits = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      exponent |= c == 'e' || c == 'E';
      exponentDigits += exponent && isDigit(c) ? 1 : 0;
      boolean kept = !isDigit(c) || (leading && c == '0') || (exponent && exponentDigits <= 3);
      out.append(kept ? c : leading ? (char) ('1' + stream.below(9)) : digit(stream));
      leading &= !isDigit(c);
    }
    return new Pseudonym(out.toString(), false);
  }

  /** Passes the Luhn test and belongs to nobody. */
  Pseudonym card(String value) {
    String number = digitsOf(value);
    String middle =
        digits.any("card " + number.charAt(0), number.substring(1, number.length() - 1));
    String payload = UNISSUED + middle;
    String card = payload + Cards.checkDigit(payload);
    return new Pseudonym(refill(value, card), number.length() >= MIN_INJECTIVE_CARD);
  }

  /** The calling code stays; so do the separators. */
  Pseudonym phone(String value) {
    String number = digitsOf(value);
    int code = value.startsWith("+") ? Phones.callingCodeDigits(value) : 0;
    String subscriber = digits.any("phone " + number.substring(0, code), number.substring(code));
    return new Pseudonym(refill(value, number.substring(0, code) + subscriber), true);
  }

  /** Country and length stay, the check digits are right. */
  Pseudonym iban(String value) {
    String compact = compact(value);
    String country = compact.substring(0, 2);
    String account = compact.substring(4);
    boolean numeric = account.chars().allMatch(c -> isDigit((char) c));
    Pseudonym replaced =
        numeric
            ? new Pseudonym(digits.any("iban " + country, account), true)
            : Characters.replace(keyed.stream("iban", compact), account);
    String iban = country + Ibans.checkDigits(country, replaced.text()) + replaced.text();
    StringBuilder out = new StringBuilder(value.length());
    int next = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == ' ') {
        out.append(c);
      } else {
        char fresh = iban.charAt(next++);
        out.append(c >= 'a' && c <= 'z' ? (char) (fresh | 0x20) : fresh);
      }
    }
    return new Pseudonym(out.toString(), replaced.injective());
  }

  static String digitsOf(String value) {
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      if (isDigit(value.charAt(i))) {
        out.append(value.charAt(i));
      }
    }
    return out.toString();
  }

  /** {@code form} with its digits replaced by {@code digits}, one by one. */
  static String refill(String form, String digits) {
    StringBuilder out = new StringBuilder(form.length());
    int next = 0;
    for (int i = 0; i < form.length(); i++) {
      out.append(isDigit(form.charAt(i)) ? digits.charAt(next++) : form.charAt(i));
    }
    return out.toString();
  }

  private static String compact(String iban) {
    StringBuilder out = new StringBuilder(iban.length());
    for (int i = 0; i < iban.length(); i++) {
      char c = iban.charAt(i);
      if (c != ' ') {
        out.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
      }
    }
    return out.toString();
  }

  private static char digit(KeyedStream stream) {
    return (char) ('0' + stream.below(10));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
