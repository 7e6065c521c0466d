package dev.parallax.proxy.tls;

import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/**
 * Reads private keys: PKCS#8, which the JDK knows, and what OpenSSL wrote before it, of RSA
 * (PKCS#1, RFC 8017 A.1.2) and of elliptic curves (RFC 5915), which become PKCS#8 by a few bytes in
 * front.
 */
final class PrivateKeys {

  private static final String EXPECTED =
      " (expected: a PEM block BEGIN PRIVATE KEY, BEGIN RSA PRIVATE KEY or BEGIN EC PRIVATE KEY)";
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  private PrivateKeys() {}

  /**
   * @throws TlsFault if there is no key that can be used
   */
  static PrivateKey read(Path file) throws TlsFault {
    for (Pem block : Pem.read(file)) {
      if (block.label().endsWith("PRIVATE KEY")) {
        return key(file, block);
      }
    }
    throw new TlsFault(file + ": holds no private key" + EXPECTED);
  }

  private static PrivateKey key(Path file, Pem block) throws TlsFault {
    if (block.label().startsWith("ENCRYPTED") || block.isEncrypted()) {
      throw new TlsFault(
          "%s: the key is encrypted (expected: one without a passphrase: openssl pkey -in %s)"
              .formatted(file, file));
    }
    try {
      byte[] content = block.content();
      return decode(
          file,
          switch (block.label()) {
            case "PRIVATE KEY" -> content;
            case "RSA PRIVATE KEY" -> Der.ofRsa(content);
            case "EC PRIVATE KEY" -> Der.ofEc(content);
            default -> throw new TlsFault(file + ": a key of an unknown kind" + EXPECTED);
          });
    } catch (IllegalArgumentException e) {
      throw new TlsFault(file + ": the private key is damaged" + EXPECTED);
    }
  }

  private static PrivateKey decode(Path file, byte[] pkcs8) throws TlsFault {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException | NoSuchAlgorithmException e) {
        // One of the others, then.
      }
    }
    throw new TlsFault(
        file
            + ": the private key is damaged, or of an unknown algorithm (expected: RSA, EC or EdDSA)");
  }
}
