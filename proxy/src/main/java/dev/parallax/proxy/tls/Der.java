package dev.parallax.proxy.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** As much of DER (X.690) as makes PKCS#8 (RFC 5208) of what came before it. */
final class Der {

  private static final int INTEGER = 0x02;
  private static final int OCTET_STRING = 0x04;
  private static final int OBJECT_IDENTIFIER = 0x06;
  private static final int NULL = 0x05;
  private static final int SEQUENCE = 0x30;
  private static final int CONTEXT_0 = 0xa0;

  /** 1.2.840.113549.1.1.1. */
  private static final byte[] RSA = {
    0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01
  };

  /** 1.2.840.10045.2.1. */
  private static final byte[] EC = {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};

  private Der() {}

  /** PKCS#8 of an RSAPrivateKey. */
  static byte[] ofRsa(byte[] key) {
    return pkcs8(RSA, element(NULL), key);
  }

  /**
   * PKCS#8 of an ECPrivateKey.
   *
   * @throws IllegalArgumentException if it is none, or does not name its curve
   */
  static byte[] ofEc(byte[] key) {
    byte[] rest = content(key, 0, SEQUENCE);
    // version, privateKey, [0] parameters
    int at = end(rest, end(rest, 0));
    return pkcs8(EC, content(rest, at, CONTEXT_0), key);
  }

  private static byte[] pkcs8(byte[] algorithm, byte[] parameters, byte[] key) {
    return element(
        SEQUENCE,
        element(INTEGER, new byte[] {0}),
        element(SEQUENCE, element(OBJECT_IDENTIFIER, algorithm), parameters),
        element(OCTET_STRING, key));
  }

  private static byte[] element(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    int length = content.size();
    if (length < 0x80) {
      element.write(length);
    } else {
      int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
      element.write(0x80 | bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        element.write(length >>> (8 * i));
      }
    }
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }

  /** What the element that begins there holds. */
  private static byte[] content(byte[] der, int at, int tag) {
    if (at >= der.length || (der[at] & 0xff) != tag) {
      throw new IllegalArgumentException("tag");
    }
    return Arrays.copyOfRange(der, start(der, at), end(der, at));
  }

  private static int start(byte[] der, int at) {
    int first = byteAt(der, at + 1);
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static int end(byte[] der, int at) {
    int start = start(der, at);
    int length = byteAt(der, at + 1);
    if (length >= 0x80) {
      length = 0;
      for (int i = at + 2; i < start; i++) {
        length = length << 8 | byteAt(der, i);
      }
    }
    if (length < 0 || length > der.length - start) {
      throw new IllegalArgumentException("length");
    }
    return start + length;
  }

  private static int byteAt(byte[] der, int at) {
    if (at >= der.length) {
      throw new IllegalArgumentException("ends early");
    }
    return der[at] & 0xff;
  }
}
