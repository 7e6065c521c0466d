package dev.parallax.bench.leak.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallax.bench.leak.value.Canary;
import dev.parallax.bench.leak.value.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Digests without a key: no secret is hidden by one that anybody can compute. */
final class Digests {

  private Digests() {}

  /** Raw; the search decodes hex and base64 anyhow. */
  static List<byte[]> of(Secret secret) {
    Set<String> forms = new LinkedHashSet<>();
    for (String text : secret.texts()) {
      forms.add(text);
      forms.add(text.toLowerCase(Locale.ROOT));
      forms.add(text.replaceAll("[^0-9A-Za-z]", ""));
    }
    for (Canary canary : secret.canaries()) {
      if (canary.isGlobal()) {
        forms.add(canary.text());
      }
    }
    List<byte[]> digests = new ArrayList<>();
    for (String form : forms) {
      for (String algorithm : List.of("MD5", "SHA-1", "SHA-256")) {
        digests.add(digest(algorithm, form));
      }
    }
    return digests;
  }

  private static byte[] digest(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("part of every JDK", e);
    }
  }
}
