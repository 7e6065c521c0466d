package dev.parallax.proxy.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;

/**
 * How long a certificate of this proxy is good for.
 *
 * @param file that it was read from
 * @param notAfter the earliest of those in the file: peers refuse a chain with one that has expired
 */
public record CertificateLife(Path file, Instant notAfter) {

  static CertificateLife of(KeyFiles files, Identity identity) {
    return new CertificateLife(
        files.certificate(),
        identity.chain().stream()
            .map(X509Certificate::getNotAfter)
            .min(Comparator.naturalOrder())
            .orElseThrow()
            .toInstant());
  }

  CertificateLife shorter(CertificateLife other) {
    return other.notAfter.isBefore(notAfter) ? other : this;
  }
}
