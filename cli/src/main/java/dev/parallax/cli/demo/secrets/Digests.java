package dev.parallax.cli.demo.secrets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Digests without a key: no secret is hidden by one that anybody can compute. */
final class Digests {

  private static final List<String> ALGORITHMS = List.of("MD5", "SHA-1", "SHA-256");

  private Digests() {}

  /**
   * Of the value as it is, in lower case, and of its digits if it has many: hex, base64 and raw.
   */
  static List<byte[]> of(String value) {
    String digits = value.replaceAll("\\D", "");
    Set<String> forms = new LinkedHashSet<>(List.of(value));
    forms.add(value.toLowerCase(Locale.ROOT));
    if (digits.length() >= Canary.MIN_WINDOW) {
      forms.add(digits);
    }
    List<byte[]> digests = new ArrayList<>();
    for (String form : forms) {
      for (String algorithm : ALGORITHMS) {
        byte[] digest = digest(algorithm, form);
        digests.add(ascii(HexFormat.of().formatHex(digest)));
        digests.add(ascii(Base64.getEncoder().withoutPadding().encodeToString(digest)));
        digests.add(ascii(Base64.getUrlEncoder().withoutPadding().encodeToString(digest)));
        digests.add(digest);
      }
    }
    return digests;
  }

  private static byte[] digest(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("part of every JDK", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
