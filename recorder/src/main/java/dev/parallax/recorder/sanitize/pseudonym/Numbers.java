package dev.parallax.recorder.sanitize.pseudonym;

import dev.parallax.recorder.sanitize.detect.Cards;
import dev.parallax.recorder.sanitize.detect.Ibans;
import dev.parallax.recorder.sanitize.detect.NationalForm;
import dev.parallax.recorder.sanitize.detect.NationalIds;
import dev.parallax.recorder.sanitize.detect.Passports;
import dev.parallax.recorder.sanitize.detect.Phones;

/** Pseudonyms of numbers of all kinds: digits go, form stays. */
final class Numbers {

  /** The first digit of card numbers that no scheme issues (ISO/IEC 7812: national use). */
  private static final char UNISSUED = '9';

  private static final int MIN_INJECTIVE_CARD = 15;

  private final Keyed keyed;
  private final Digits digits;
  private final Passport passport;

  Numbers(Keyed keyed) {
    this.keyed = keyed;
    this.digits = new Digits(keyed);
    this.passport = new Passport(keyed, digits);
  }

  Digits digits() {
    return digits;
  }

  Pseudonym id(String value) {
    String sign = value.startsWith("-") ? "-" : "";
    return new Pseudonym(sign + digits.integer("id", value.substring(sign.length())), true);
  }

  /**
   * Sign, dot, exponent and the number of digits stay; a leading zero neither comes nor goes. What
   * may be degrees of latitude still may be, and so of longitude.
   */
  Pseudonym decimal(String value) {
    KeyedStream stream = keyed.stream("decimal", value);
    StringBuilder out = new StringBuilder(value.length());
    int whole = degrees(value, stream, out);
    boolean leading = whole == 0;
    boolean exponent = false;
    int exponentDigits = 0;
    for (int i = whole; i < value.length(); i++) {
      char c = value.charAt(i);
      exponent |= c == 'e' || c == 'E';
      exponentDigits += exponent && isDigit(c) ? 1 : 0;
      boolean kept = !isDigit(c) || (leading && c == '0') || (exponent && exponentDigits <= 3);
      out.append(kept ? c : leading ? (char) ('1' + stream.below(9)) : digit(stream));
      leading &= !isDigit(c);
    }
    return new Pseudonym(out.toString(), false);
  }

  /** Writes sign and whole part of two or three digits before a dot; 0 if there is none. */
  private static int degrees(String value, KeyedStream stream, StringBuilder out) {
    int start = value.startsWith("-") || value.startsWith("+") ? 1 : 0;
    int dot = value.indexOf('.');
    int digits = dot - start;
    boolean exponent = value.indexOf('e') >= 0 || value.indexOf('E') >= 0;
    if (digits < 2 || digits > 3 || exponent || value.charAt(start) == '0') {
      return 0;
    }
    int was = Integer.parseInt(value.substring(start, dot));
    int lowest = digits == 2 ? 10 : 100;
    int highest = was < 90 ? 89 : was < 100 ? 99 : was < 180 ? 179 : 999;
    out.append(value, 0, start).append(lowest + stream.below(highest - lowest + 1));
    return dot;
  }

  /** Both numbers as decimals are. */
  Pseudonym position(String value) {
    StringBuilder out = new StringBuilder(value.length());
    int start = 0;
    for (int i = 0; i <= value.length(); i++) {
      if (i == value.length() || ",; ".indexOf(value.charAt(i)) >= 0) {
        out.append(i == start ? "" : decimal(value.substring(start, i)).text());
        out.append(i < value.length() ? value.substring(i, i + 1) : "");
        start = i + 1;
      }
    }
    return new Pseudonym(out.toString(), false);
  }

  /** Another number of the same form, whose check characters are right. */
  Pseudonym national(String value) {
    NationalForm form = NationalIds.form(value);
    Passports.Line line = form == null ? Passports.line(value) : null;
    if (line != null) {
      return passport.line(line, value);
    }
    if (form == null) {
      return Characters.replace(keyed.stream("text", value), value);
    }
    String compact = NationalForm.compact(value);
    long index = form.index(compact);
    String domain = "national " + form.name();
    while (true) {
      index = digits.below(domain, form.size(), index);
      String number = form.number(index, compact);
      String written = number.isEmpty() ? "" : rewrite(value, number);
      // Written alike in another country, it might be theirs.
      if (NationalIds.form(written) == form) {
        return new Pseudonym(written, true);
      }
    }
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
    String compact = NationalForm.compact(value);
    String country = compact.substring(0, 2);
    String account = compact.substring(4);
    boolean numeric = account.chars().allMatch(c -> isDigit((char) c));
    Pseudonym replaced =
        numeric
            ? new Pseudonym(digits.any("iban " + country, account), true)
            : Characters.replace(keyed.stream("iban", compact), account);
    String iban = country + Ibans.checkDigits(country, replaced.text()) + replaced.text();
    return new Pseudonym(rewrite(value, iban), replaced.injective());
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

  /** {@code form} with its letters and digits replaced one by one, in its case. */
  private static String rewrite(String form, String upper) {
    StringBuilder out = new StringBuilder(form.length());
    int next = 0;
    for (int i = 0; i < form.length(); i++) {
      char c = form.charAt(i);
      boolean lower = c >= 'a' && c <= 'z';
      if (lower || isDigit(c) || (c >= 'A' && c <= 'Z')) {
        char fresh = upper.charAt(next++);
        out.append(lower && fresh >= 'A' ? (char) (fresh | 0x20) : fresh);
      } else {
        out.append(c);
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
