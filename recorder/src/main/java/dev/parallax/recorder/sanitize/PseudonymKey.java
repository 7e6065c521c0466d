package dev.parallax.recorder.sanitize;

import java.security.SecureRandom;
import java.util.Arrays;

/** The secret behind all pseudonyms of one epoch. Never printed, stored or sent. */
public final class PseudonymKey {

  /** Shorter secrets are refused: 16 bytes. */
  public static final int MIN_BYTES = 16;

  private final byte[] secret;
  private volatile boolean forgotten;

  private PseudonymKey(byte[] secret) {
    this.secret = secret;
  }

  public static PseudonymKey of(byte[] secret) {
    if (secret.length < MIN_BYTES) {
      throw new IllegalArgumentException(
          "pseudonym key: %d bytes (expected: >= %d)".formatted(secret.length, MIN_BYTES));
    }
    return new PseudonymKey(secret.clone());
  }

  /** A key that is forgotten with the process. */
  public static PseudonymKey random() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return new PseudonymKey(secret);
  }

  /**
   * A copy.
   *
   * @throws IllegalStateException if it was forgotten
   */
  byte[] secret() {
    if (forgotten) {
      throw new IllegalStateException("the key was forgotten");
    }
    return secret.clone();
  }

  /** Overwrites it. */
  void forget() {
    forgotten = true;
    Arrays.fill(secret, (byte) 0);
  }

  @Override
  public String toString() {
    return "PseudonymKey[masked]";
  }
}
