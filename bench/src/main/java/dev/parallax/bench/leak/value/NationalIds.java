package dev.parallax.bench.leak.value;

import java.util.Locale;
import java.util.function.Function;

/** Numbers that states give to people, of random digits with their check digits. */
final class NationalIds {

  private NationalIds() {}

  static Secret unitedStates(Symbols symbols) {
    return of(
        symbols,
        one ->
            "%03d-%02d-%04d"
                .formatted(one.between(1, 665), one.between(1, 99), one.between(1000, 9999)));
  }

  static Secret unitedKingdom(Symbols symbols) {
    return of(
        symbols,
        one -> one.of("ABCEGHJ", 1) + one.of("ABCEGHJ", 1) + one.digits(6) + one.of("ABCD", 1));
  }

  /** Check digit by ISO 7064, MOD 11,10; of the first ten digits, one comes twice. */
  static Secret germany(Symbols symbols) {
    return of(
        symbols,
        one -> {
          StringBuilder pool = new StringBuilder("0123456789");
          StringBuilder digits = new StringBuilder();
          while (digits.length() < 9) {
            int at = one.between(0, pool.length() - 1);
            if (!digits.isEmpty() || pool.charAt(at) != '0') {
              digits.append(pool.charAt(at));
              pool.deleteCharAt(at);
            }
          }
          digits.insert(one.between(2, 8), digits.charAt(0));
          int product = 10;
          for (char digit : digits.toString().toCharArray()) {
            int sum = (digit - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
          }
          return digits.toString() + (11 - product) % 10;
        });
  }

  static Secret france(Symbols symbols) {
    return of(
        symbols,
        one -> {
          String body =
              "%d%02d%02d%02d%s"
                  .formatted(
                      one.between(1, 2),
                      one.between(10, 99),
                      one.between(1, 12),
                      one.between(10, 89),
                      one.digits(6));
          return body + "%02d".formatted(97 - Long.parseLong(body) % 97);
        });
  }

  static Secret spain(Symbols symbols) {
    return of(
        symbols,
        one -> {
          String digits = one.digits(8);
          return digits + "TRWAGMYFPDXBNJZSQVHLCKE".charAt(Integer.parseInt(digits) % 23);
        });
  }

  static Secret italy(Symbols symbols) {
    return of(
        symbols,
        one -> {
          String consonants = "BCDFGLMNPRSTV";
          String body =
              one.of(consonants, 6)
                  + one.digits(2)
                  + one.of("ABCDEHLMPRST", 1)
                  + "%02d".formatted(one.between(1, 28))
                  + one.of("ABCDEFGHL", 1)
                  + one.digits(3);
          return body + italianCheck(body);
        });
  }

  private static char italianCheck(String body) {
    int[] odd = {
      1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      char symbol = body.charAt(i);
      int value = symbol <= '9' ? symbol - '0' : symbol - 'A';
      sum += i % 2 == 0 ? odd[value] : value;
    }
    return (char) ('A' + sum % 26);
  }

  static Secret netherlands(Symbols symbols) {
    return of(
        symbols,
        one -> {
          while (true) {
            String body = one.of("123456789", 1) + one.digits(7);
            int sum = 0;
            for (int i = 0; i < 8; i++) {
              sum += (9 - i) * (body.charAt(i) - '0');
            }
            if (sum % 11 < 10) {
              return body + sum % 11;
            }
          }
        });
  }

  static Secret brazil(Symbols symbols) {
    return of(
        symbols,
        one -> {
          String nine = one.digits(9);
          String ten = nine + brazilianCheck(nine);
          String all = ten + brazilianCheck(ten);
          return "%s.%s.%s-%s"
              .formatted(
                  all.substring(0, 3), all.substring(3, 6), all.substring(6, 9), all.substring(9));
        });
  }

  private static int brazilianCheck(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += (digits.length() + 1 - i) * (digits.charAt(i) - '0');
    }
    return sum % 11 < 2 ? 0 : 11 - sum % 11;
  }

  static Secret poland(Symbols symbols) {
    return of(
        symbols,
        one -> {
          String body =
              "%02d%02d%02d%s"
                  .formatted(
                      one.between(40, 99), one.between(1, 12), one.between(1, 28), one.digits(4));
          int[] weights = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3};
          int sum = 0;
          for (int i = 0; i < 10; i++) {
            sum += weights[i] * (body.charAt(i) - '0');
          }
          return body + (10 - sum % 10) % 10;
        });
  }

  static Secret sweden(Symbols symbols) {
    return of(
        symbols,
        one -> {
          String body =
              "%02d%02d%02d%s"
                  .formatted(
                      one.between(40, 99), one.between(1, 12), one.between(1, 28), one.digits(3));
          return "19" + body.substring(0, 6) + '-' + body.substring(6) + Numbers.luhn(body);
        });
  }

  static Secret canada(Symbols symbols) {
    return of(
        symbols,
        one -> {
          String body = one.of("1234567", 1) + one.digits(7);
          String all = body + Numbers.luhn(body);
          return all.substring(0, 3) + ' ' + all.substring(3, 6) + ' ' + all.substring(6);
        });
  }

  static Secret finland(Symbols symbols) {
    return of(
        symbols,
        one -> {
          String date =
              "%02d%02d%02d".formatted(one.between(1, 28), one.between(1, 12), one.between(40, 99));
          String serial = "%03d".formatted(one.between(2, 899));
          return date
              + '-'
              + serial
              + "0123456789ABCDEFHJKLMNPRSTUVWXY".charAt(Integer.parseInt(date + serial) % 31);
        });
  }

  private static Secret of(Symbols symbols, Function<Symbols, String> source) {
    String text = symbols.fresh(() -> source.apply(symbols));
    return Secret.of(
        text, Canary.whole(text.replaceAll("[^0-9A-Za-z]", "").toLowerCase(Locale.ROOT)));
  }
}
