package dev.parallax.recorder.sanitize.pseudonym;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 (RFC 2104) under the epoch's key, apart by domain. Made of SHA-256 itself rather than
 * of the JDK's {@code Mac}: with the key's two blocks hashed beforehand, a short value takes half
 * the work, and short values are what there is most of.
 */
final class Keyed {

  private static final int BLOCK_BYTES = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  /** Keyed once; cloned for each use, which is safe on any thread. */
  private final MessageDigest inner;

  private final MessageDigest outer;
  private volatile boolean forgotten;

  Keyed(byte[] secret) {
    byte[] key = secret.length > BLOCK_BYTES ? sha256().digest(secret) : secret;
    inner = keyed(key, INNER);
    outer = keyed(key, OUTER);
  }

  /** 32 bytes for {@code domain || 0 || value}. */
  byte[] digest(String domain, byte[] value) {
    MessageDigest message = copy(inner);
    message.update(domain.getBytes(StandardCharsets.UTF_8));
    message.update((byte) 0);
    return copy(outer).digest(message.digest(value));
  }

  byte[] digest(String domain, String value) {
    byte[] message = (domain + '\0' + value).getBytes(StandardCharsets.UTF_8);
    return copy(outer).digest(copy(inner).digest(message));
  }

  /** For the pseudonym of this value, and nothing else. */
  KeyedStream stream(String domain, String value) {
    return new KeyedStream(digest(domain, value));
  }

  /**
   * Random bytes of which some tell nothing of the others: AES in counter mode, keyed by the
   * digest.
   */
  byte[] bytes(String domain, String value, int count) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      SecretKeySpec key = new SecretKeySpec(digest(domain, value), "AES");
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[cipher.getBlockSize()]));
      return cipher.doFinal(new byte[count]);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("AES is part of every JDK", missing);
    }
  }

  private static MessageDigest keyed(byte[] key, byte pad) {
    byte[] block = Arrays.copyOf(key, BLOCK_BYTES);
    for (int i = 0; i < BLOCK_BYTES; i++) {
      block[i] ^= pad;
    }
    MessageDigest digest = sha256();
    digest.update(block);
    Arrays.fill(block, (byte) 0);
    return digest;
  }

  /** Overwrites what the key left here; nothing can be digested any longer. */
  void forget() {
    forgotten = true;
    inner.reset();
    outer.reset();
  }

  private MessageDigest copy(MessageDigest digest) {
    // Without the key, a digest of a short value would tell the value.
    if (forgotten) {
      throw new IllegalStateException("the key was forgotten");
    }
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException("the JDK's SHA-256 can be cloned", impossible);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("SHA-256 is part of every JDK", missing);
    }
  }
}
