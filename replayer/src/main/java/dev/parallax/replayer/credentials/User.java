package dev.parallax.replayer.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** Somebody whom staging knows. */
public sealed interface User {

  /** As the header says it that he is known by. */
  HeaderLine header();

  /** One with a token, a key, or whatever else is sent as it is. */
  record ByHeader(HeaderLine header) implements User {}

  /**
   * One with a password: Basic, RFC 7617.
   *
   * @param password a secret
   */
  record ByPassword(String name, String password) implements User {

    @Override
    public HeaderLine header() {
      String pair = name + ':' + password;
      return new HeaderLine(
          HeaderLine.AUTHORIZATION,
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    }

    @Override
    public String toString() {
      return name + ":********";
    }
  }
}
