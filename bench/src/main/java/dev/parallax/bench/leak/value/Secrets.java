package dev.parallax.bench.leak.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Keys, tokens, sessions, and what nobody can tell the kind of. */
final class Secrets {

  private static final String UPPER_LOWER_DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private Secrets() {}

  static Secret jwt(Symbols symbols) {
    String subject = symbols.token(16);
    String signature = symbols.of(UPPER_LOWER_DIGITS, 43);
    String payload =
        "{\"sub\":\"%s\",\"email\":\"ada.%s@mail.invalid\",\"exp\":1893456000}"
            .formatted(subject, subject);
    return Secret.of(
        part("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + '.' + part(payload) + '.' + signature,
        Canary.token(subject),
        Canary.token(signature),
        Canary.token(part(payload).substring(12, 34)));
  }

  private static String part(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }

  /** In the forms that their issuers document. */
  static Secret apiKey(Symbols symbols, String issuer) {
    String random =
        switch (issuer) {
          case "aws" -> symbols.of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16);
          case "google" -> symbols.of(UPPER_LOWER_DIGITS, 35);
          case "github" -> symbols.of(UPPER_LOWER_DIGITS, 36);
          case "slack" -> symbols.of(UPPER_LOWER_DIGITS, 24);
          case "gitlab" -> symbols.of(UPPER_LOWER_DIGITS, 20);
          default -> symbols.of(UPPER_LOWER_DIGITS, 24);
        };
    String text =
        switch (issuer) {
          case "aws" -> "AKIA" + random;
          case "google" -> "AIza" + random;
          case "github" -> "ghp_" + random;
          case "slack" -> "xoxb-%s-%s-%s".formatted(symbols.digits(12), symbols.digits(12), random);
          case "gitlab" -> "glpat-" + random;
          default -> "sk_live_" + random;
        };
    return Secret.of(text, Canary.token(random));
  }

  static Secret random(Symbols symbols) {
    String random = symbols.of(UPPER_LOWER_DIGITS, 40);
    return Secret.of(random, Canary.token(random));
  }

  static Secret randomHex(Symbols symbols) {
    String random = symbols.hex(64);
    return Secret.of(random, Canary.hex(random));
  }

  static Secret randomBytes(Symbols symbols) {
    String bytes = symbols.hex(64);
    return Secret.of(
        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(bytes)),
        Canary.token(
            Base64.getEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(bytes))));
  }

  static Secret password(Symbols symbols) {
    String random = symbols.token(13);
    return Secret.of("Tr0u8-" + random + "!&x", Canary.token(random));
  }

  static Secret session(Symbols symbols) {
    String random = symbols.hex(32).toUpperCase(Locale.ROOT);
    return Secret.of(random, Canary.hex(random));
  }

  static Secret uuid(Symbols symbols) {
    String hex = symbols.hex(12) + "4" + symbols.hex(3) + symbols.of("89ab", 1) + symbols.hex(15);
    return Secret.of(
        hex.replaceAll("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"), Canary.hex(hex));
  }

  static Secret ipv6(Symbols symbols) {
    String rest = symbols.of("123456789abcdef", 24);
    return Secret.of("2001:db8:" + rest.replaceAll("(.{4})(?=.)", "$1:"), Canary.hex(rest));
  }

  static Secret mac(Symbols symbols, String separator) {
    String hex = "02" + symbols.hex(10);
    int group = separator.equals(".") ? 4 : 2;
    return Secret.of(
        hex.replaceAll("(.{" + group + "})(?=.)", "$1" + separator), new Canary(hex, 12, 9));
  }

  static Secret freeText(Symbols symbols) {
    String random = symbols.token(16);
    return Secret.of("Please call " + random + " before noon, thank you", Canary.token(random));
  }

  static Secret userName(Symbols symbols) {
    String random = symbols.token(14);
    return new Secret(List.of("u" + random), List.of(Canary.token(random)), 1);
  }
}
