package dev.parallax.replayer.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key that staging takes tokens of: a secret (HS256), or an RSA key (RS256); RFC 7518. */
sealed interface JwtKey {

  String algorithm();

  byte[] sign(byte[] content);

  /** Section 3.2 there: of fewer bits than the hash it is not taken by many. */
  int MIN_SECRET_BYTES = 32;

  Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /**
   * @param file for what is refused
   * @param text PEM, or a secret
   * @throws IllegalArgumentException if it is none, without saying what it is
   */
  static JwtKey parse(String file, String text) {
    Matcher pem = PKCS8.matcher(text);
    if (pem.find()) {
      return rsa(file, pem.group(1));
    }
    byte[] secret = text.strip().getBytes(UTF_8);
    if (text.contains("-----BEGIN") || secret.length < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "credentials.jwt.keyFile: %s: no key (expected: PEM, -----BEGIN PRIVATE KEY----- of RSA, not encrypted; or a secret of at least %d bytes)"
              .formatted(file, MIN_SECRET_BYTES));
    }
    return new Hmac(new SecretKeySpec(secret, "HmacSHA256"));
  }

  private static JwtKey rsa(String file, String base64) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
      return new Rsa((RSAPrivateKey) key);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "credentials.jwt.keyFile: %s: no RSA key (expected: PEM, PKCS#8)".formatted(file));
    }
  }

  /** HS256. */
  record Hmac(SecretKeySpec secret) implements JwtKey {
    @Override
    public String algorithm() {
      return "HS256";
    }

    @Override
    public byte[] sign(byte[] content) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(secret);
        return mac.doFinal(content);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java platform has HmacSHA256", e);
      }
    }

    @Override
    public String toString() {
      return algorithm();
    }
  }

  /** RS256. */
  record Rsa(RSAPrivateKey key) implements JwtKey {
    @Override
    public String algorithm() {
      return "RS256";
    }

    @Override
    public byte[] sign(byte[] content) {
      try {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(content);
        return signature.sign();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java platform has SHA256withRSA", e);
      }
    }

    @Override
    public String toString() {
      return algorithm();
    }
  }
}
