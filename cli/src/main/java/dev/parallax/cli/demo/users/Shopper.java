package dev.parallax.cli.demo.users;

import dev.parallax.cli.demo.secrets.Canary;
import dev.parallax.cli.demo.secrets.PlantedSecrets;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Somebody who does not exist. All that tells who it is was planted as a secret, and holds what
 * stands nowhere by chance: 64 random bits or more, but for card and phone, whose digits have no
 * room for them.
 */
record Shopper(
    String name, String email, String password, String card, String phone, String street) {

  private static final List<String> FIRST_NAMES =
      List.of("Ada", "Grace", "Alan", "Zoë", "Edsger", "Barbara", "Niklaus", "Radia", "Jürgen");

  /** A range of numbers that the card companies publish for tests. */
  private static final String TEST_BIN = "424242";

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  private static final String DIGITS = "0123456789";

  static Shopper of(RandomGenerator random, PlantedSecrets secrets) {
    String first = FIRST_NAMES.get(random.nextInt(FIRST_NAMES.size()));
    String last = capital(string(random, LETTERS, 14));
    String mailbox = string(random, LETTERS + DIGITS, 16);
    String password = string(random, LETTERS + LETTERS.toUpperCase(Locale.ROOT) + DIGITS, 16);
    String street = capital(string(random, LETTERS, 14)) + "street " + random.nextInt(1, 200);
    return new Shopper(
        secrets.plant("name", first + ' ' + last, Canary.letters(last)),
        secrets.plant(
            "e-mail",
            first.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")
                + '.'
                + mailbox
                + "@mail.example",
            Canary.token(mailbox)),
        secrets.plant("password", password, Canary.token(password)),
        card(random, secrets),
        phone(random, secrets),
        secrets.plant("street", street, Canary.letters(street.substring(0, 14))));
  }

  private static String card(RandomGenerator random, PlantedSecrets secrets) {
    String payload = TEST_BIN + string(random, DIGITS, 9);
    String digits = payload + luhn(payload);
    String spaced = digits.replaceAll("(.{4})(?!$)", "$1 ");
    String written = random.nextBoolean() ? digits : spaced;
    return secrets.plant(
        "card",
        written,
        Canary.digits(digits),
        Canary.whole(spaced),
        Canary.whole(spaced.replace(' ', '-')));
  }

  /** Of the range that Ofcom keeps for drama: 07700 900000 to 900999. */
  private static String phone(RandomGenerator random, PlantedSecrets secrets) {
    String subscriber = "900" + string(random, DIGITS, 3);
    String written = "+44 7700 " + subscriber;
    return secrets.plant(
        "phone", written, Canary.whole(written), Canary.whole("447700" + subscriber));
  }

  /** The check digit of a card number (ISO/IEC 7812-1, annex B). */
  static int luhn(String payload) {
    int sum = 0;
    for (int i = 0; i < payload.length(); i++) {
      int digit = payload.charAt(payload.length() - 1 - i) - '0';
      int doubled = 2 * digit;
      sum += i % 2 == 1 ? digit : doubled > 9 ? doubled - 9 : doubled;
    }
    return (10 - sum % 10) % 10;
  }

  private static String string(RandomGenerator random, String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
