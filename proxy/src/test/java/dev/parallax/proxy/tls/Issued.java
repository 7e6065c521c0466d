package dev.parallax.proxy.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** A certificate and its key. */
public record Issued(X509Certificate certificate, PrivateKey key) {

  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  /** Writes both as PEM: {@code name.pem} and {@code name.key}. */
  public KeyFiles write(Path directory, String name) {
    return new KeyFiles(
        write(certificate, directory.resolve(name + ".pem")),
        write(directory.resolve(name + ".key"), "PRIVATE KEY", key.getEncoded()));
  }

  /** Writes one as PEM. */
  public static Path write(Certificate certificate, Path file) {
    try {
      return write(file, "CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  static Path write(Path file, String label, byte[] der) {
    try {
      return Files.writeString(file, pem(label, der));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String pem(String label, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, LINES.encodeToString(der), label);
  }
}
