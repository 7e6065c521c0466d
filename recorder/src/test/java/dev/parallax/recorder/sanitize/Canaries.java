package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.sanitize.detect.Cards;
import dev.parallax.recorder.sanitize.detect.Ibans;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Unique secrets of each kind, and an oracle that looks for them without the sanitiser's code. */
final class Canaries {

  static final List<String> KINDS =
      List.of(
          "email",
          "card",
          "spaced card",
          "phone",
          "iban",
          "uuid",
          "id",
          "hex",
          "token",
          "base64",
          "letters",
          "ipv6",
          "text");

  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String DIGITS = "0123456789";
  private static final String BASE62 = LOWER + LOWER.toUpperCase(Locale.ROOT) + DIGITS;

  private Canaries() {}

  /**
   * @param value as it is planted
   * @param secret what of it must not be found anywhere
   */
  record Canary(String value, String secret) {}

  static Canary of(String kind, RandomGenerator random) {
    String letters = Properties.string(random, LOWER, 24);
    String digits = '7' + Properties.string(random, DIGITS, 14);
    return switch (kind) {
      case "email" -> new Canary(letters + "@canary.example", letters);
      case "card" -> whole(card(digits));
      case "spaced card" -> {
        String card = card(digits);
        yield new Canary(card.replaceAll("(.{4})(?!$)", "$1 "), card);
      }
      case "phone" -> {
        String subscriber = Integer.toString(1_000_000 + random.nextInt(9_000_000));
        yield new Canary("+49 171 " + subscriber, subscriber);
      }
      case "iban" -> {
        String account = digits.substring(0, 3) + digits;
        String iban = "DE" + Ibans.checkDigits("DE", account + '0') + account + '0';
        yield new Canary(iban, account);
      }
      case "uuid" -> whole(new UUID(random.nextLong(), random.nextLong()).toString());
      case "id" -> whole(digits);
      case "hex" -> whole("b7" + HexFormat.of().toHexDigits(random.nextLong()));
      case "token" -> whole("a1B2" + Properties.string(random, BASE62, 20));
      case "base64" ->
          whole(
              Base64.getEncoder()
                  .encodeToString((letters + "Zq7x").getBytes(StandardCharsets.UTF_8)));
      case "letters" -> whole(letters);
      case "ipv6" ->
          whole(
              "2a02:8071:%04x:%04x:%04x:%04x:aaaa:bbbb"
                  .formatted(
                      0x1000 + random.nextInt(0xefff),
                      0x1000 + random.nextInt(0xefff),
                      0x1000 + random.nextInt(0xefff),
                      0x1000 + random.nextInt(0xefff)));
      case "text" -> new Canary("Dear " + letters + ", hi", letters);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** Whether {@code recorded} holds the secret: plain, escaped, hexadecimal or in base64. */
  static boolean found(byte[] recorded, Canary canary) {
    String haystack = new String(recorded, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    String secret = canary.secret();
    return haystack.contains(secret.toLowerCase(Locale.ROOT))
        || haystack.replaceAll("[ .\\-]", "").contains(secret.toLowerCase(Locale.ROOT))
        || haystack.replace("%20", "").contains(secret.toLowerCase(Locale.ROOT))
        || haystack.contains(percent(secret))
        || haystack.contains(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8)))
        || inBase64(new String(recorded, StandardCharsets.ISO_8859_1), secret);
  }

  static String percent(String text) {
    StringBuilder out = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      out.append('%').append(HexFormat.of().toHexDigits(octet));
    }
    return out.toString();
  }

  /** At each of the three alignments, less the characters that neighbours share. */
  private static boolean inBase64(String haystack, String secret) {
    for (int shift = 0; shift < 3; shift++) {
      String shifted = "\0".repeat(shift) + secret;
      String encoded =
          Base64.getEncoder()
              .withoutPadding()
              .encodeToString(shifted.getBytes(StandardCharsets.UTF_8));
      String core = encoded.substring(shift == 0 ? 0 : shift + 1, encoded.length() - 2);
      if (haystack.contains(core) || haystack.contains(core.replace('+', '-').replace('/', '_'))) {
        return true;
      }
    }
    return false;
  }

  private static String card(String digits) {
    String payload = '4' + digits.substring(1);
    return payload + Cards.checkDigit(payload);
  }

  private static Canary whole(String secret) {
    return new Canary(secret, secret);
  }
}
