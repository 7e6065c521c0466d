package dev.parallax.bench.leak.run;

import java.util.Map;

/**
 * Which kind of {@code sanitise.undetected} knows which family of values. With it switched off, the
 * cells of its family that did not leak have to: a detector that does nothing could hide otherwise.
 * What is a JWT is a secret as well, and replaced as such where no JWT is looked for.
 */
final class Blinded {

  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("email", "email"),
          Map.entry("card", "card"),
          Map.entry("phone", "phone"),
          Map.entry("iban", "iban"),
          Map.entry("ip", "ip"),
          Map.entry("mac", "mac"),
          Map.entry("jwt", "jwt, secret"),
          Map.entry("secret", "secret"),
          Map.entry("national id", "national-id"),
          Map.entry("geo", "geo"),
          Map.entry("birth", "birth-date"),
          Map.entry("name", "person"),
          Map.entry("address", "address"));

  private Blinded() {}

  /** Kinds by the family of values that they know. */
  static Map<String, String> kinds() {
    return KINDS;
  }
}
