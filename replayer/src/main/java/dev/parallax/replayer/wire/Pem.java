package dev.parallax.replayer.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads certificates and keys in PEM (RFC 7468). What is refused is named by its setting and its
 * file, never by what stands in it.
 */
final class Pem {

  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private Pem() {}

  /**
   * @return at least one; the first is the owner's where it is a chain
   * @throws IllegalArgumentException if there is none
   */
  static List<X509Certificate> certificates(String key, Path file) {
    try {
      InputStream in = new ByteArrayInputStream(Files.readAllBytes(file));
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    } catch (CertificateException e) {
      // Said below, with what is expected.
    } catch (IOException e) {
      throw unreadable(key, file, e);
    }
    throw new IllegalArgumentException(
        "%s: %s holds no certificate (expected: PEM, -----BEGIN CERTIFICATE-----)"
            .formatted(key, file));
  }

  /**
   * The private key of a certificate: RSA, EC or EdDSA, in PKCS#8, not encrypted.
   *
   * @throws IllegalArgumentException if there is none, or another's
   */
  static PrivateKey privateKey(String key, Path file, X509Certificate owner) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw unreadable(key, file, e);
    }
    Matcher pem = PKCS8.matcher(text);
    if (!pem.find()) {
      throw new IllegalArgumentException(
          "%s: %s holds no private key (expected: PEM, -----BEGIN PRIVATE KEY-----, not encrypted)"
              .formatted(key, file));
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
      PrivateKey found =
          KeyFactory.getInstance(owner.getPublicKey().getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(encoded));
      if (belong(found, owner)) {
        return found;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Said below: a key of another kind is another's, too.
    }
    throw new IllegalArgumentException(
        "%s: %s is not the key of the certificate (expected: the one of target.cert)"
            .formatted(key, file));
  }

  private static boolean belong(PrivateKey key, X509Certificate owner)
      throws GeneralSecurityException {
    byte[] probe = "parallax".getBytes(StandardCharsets.US_ASCII);
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(probe);
    byte[] signed = signature.sign();
    signature.initVerify(owner);
    signature.update(probe);
    return signature.verify(signed);
  }

  private static IllegalArgumentException unreadable(String key, Path file, IOException e) {
    String why = e instanceof NoSuchFileException ? "no such file" : "can't be read";
    return new IllegalArgumentException(
        "%s: %s: %s (expected: a PEM file)".formatted(key, file, why), e);
  }
}
