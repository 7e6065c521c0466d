package dev.parallax.proxy.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** The secret that an operator shows: only its digest is kept. */
public final class AdminToken {

  /** What a bearer token is made of, RFC 6750 section 2.1; long enough not to be guessed. */
  private static final Pattern TOKEN = Pattern.compile("[-._~+/A-Za-z0-9]{16,}=*");

  private final byte[] digest;

  private AdminToken(byte[] digest) {
    this.digest = digest;
  }

  /**
   * @throws IllegalArgumentException if it is too short, or can't stand in a header
   */
  public static AdminToken of(String secret) {
    if (!TOKEN.matcher(secret).matches()) {
      throw new IllegalArgumentException(
          "the token can't be used (expected: at least 16 letters, digits or - . _ ~ + /, such as"
              + " openssl rand -hex 24 makes)");
    }
    return new AdminToken(sha256(secret));
  }

  /** Takes as long whatever is presented, but for its length. */
  boolean matches(String presented) {
    return MessageDigest.isEqual(digest, sha256(presented));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each JDK has SHA-256", e);
    }
  }
}
