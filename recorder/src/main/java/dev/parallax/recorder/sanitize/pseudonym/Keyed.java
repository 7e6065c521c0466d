package dev.parallax.recorder.sanitize.pseudonym;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under the epoch's key, apart by domain. */
final class Keyed {

  private static final String ALGORITHM = "HmacSHA256";

  /** Keyed once; cloned for each use, which is cheaper than keying and safe on any thread. */
  private final Mac keyed;

  Keyed(byte[] secret) {
    try {
      keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(secret, ALGORITHM));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", missing);
    }
  }

  /** 32 bytes for {@code domain || 0 || value}. */
  byte[] digest(String domain, byte[] value) {
    try {
      Mac mac = (Mac) keyed.clone();
      mac.update(domain.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(value);
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("the JDK's HmacSHA256 can be cloned", impossible);
    }
  }

  byte[] digest(String domain, String value) {
    return digest(domain, value.getBytes(StandardCharsets.UTF_8));
  }

  KeyedStream stream(String domain, String value) {
    return new KeyedStream(this, digest(domain, value));
  }
}
