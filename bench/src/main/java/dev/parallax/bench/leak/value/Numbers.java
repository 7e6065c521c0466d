package dev.parallax.bench.leak.value;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/** Cards and bank accounts, with their check digits. */
final class Numbers {

  /** Issuer numbers that payment services publish for tests, and lengths. */
  enum Brand {
    VISA("424242", 16),
    MASTERCARD("555555", 16),
    AMEX("378282", 15),
    DISCOVER("601111", 16),
    JCB("353011", 16),
    DINERS("385200", 14),
    UNIONPAY("620000", 16);

    private final String issuer;
    private final int length;

    Brand(String issuer, int length) {
      this.issuer = issuer;
      this.length = length;
    }
  }

  private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

  private Numbers() {}

  static Secret card(Symbols symbols, Brand brand, String separator) {
    String number =
        symbols.fresh(
            () -> {
              String body = brand.issuer + symbols.digits(brand.length - brand.issuer.length() - 1);
              return body + luhn(body);
            });
    return Secret.of(
        grouped(number, separator),
        new Canary(number, 13, 13),
        Canary.account(number.substring(brand.issuer.length())));
  }

  /** 4-4-4-4, or 4-6-5 and 4-6-4. */
  private static String grouped(String number, String separator) {
    return number.length() == 16
        ? String.join(
            separator,
            number.substring(0, 4),
            number.substring(4, 8),
            number.substring(8, 12),
            number.substring(12))
        : String.join(
            separator, number.substring(0, 4), number.substring(4, 10), number.substring(10));
  }

  /** The check digit that goes behind. */
  static int luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int twice = i % 2 == 0 ? digit * 2 : digit;
      sum += twice > 9 ? twice - 9 : twice;
    }
    return (10 - sum % 10) % 10;
  }

  static Secret iban(Symbols symbols, String format) {
    String account =
        symbols.fresh(
            () ->
                symbols.one(
                    withCheck("DE", "999999" + symbols.digits(12)),
                    withCheck("GB", "TEST" + symbols.digits(14)),
                    withCheck("NL", "TEST" + symbols.digits(10)),
                    withCheck("FR", "99999" + symbols.digits(18)),
                    withCheck("CH", "99999" + symbols.digits(12))));
    String digits = account.substring(8);
    String spaced = account.replaceAll("(.{4})(?=.)", "$1 ");
    String text =
        switch (format) {
          case "plain" -> account;
          case "spaces" -> spaced;
          default -> spaced.toLowerCase(Locale.ROOT);
        };
    return Secret.of(text, digits.length() < 13 ? Canary.whole(digits) : Canary.digits(digits));
  }

  private static String withCheck(String country, String account) {
    StringBuilder numeric = new StringBuilder();
    for (char symbol : (account + country + "00").toCharArray()) {
      numeric.append(Character.digit(symbol, 36));
    }
    int check = 98 - new BigInteger(numeric.toString()).mod(NINETY_SEVEN).intValue();
    return country + "%02d".formatted(check) + account;
  }

  static Secret number(Symbols symbols) {
    String digits = symbols.fresh(() -> symbols.of("123456789", 1) + symbols.digits(14));
    return new Secret(List.of(digits), List.of(Canary.digits(digits)), 1);
  }
}
