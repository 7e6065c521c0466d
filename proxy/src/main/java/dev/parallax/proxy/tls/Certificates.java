package dev.parallax.proxy.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Reads certificates. */
final class Certificates {

  private static final Integer DNS_NAME = 2;

  private Certificates() {}

  /**
   * All of a file, in their order.
   *
   * @throws TlsFault if there are none, or one can't be used
   */
  static List<X509Certificate> read(Path file) throws TlsFault {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Pem block : Pem.read(file)) {
      if (block.label().endsWith("CERTIFICATE")) {
        certificates.add(parse(file, block));
      }
    }
    if (certificates.isEmpty()) {
      throw new TlsFault(file + ": holds no certificate (expected: PEM blocks BEGIN CERTIFICATE)");
    }
    return certificates;
  }

  private static X509Certificate parse(Path file, Pem block) throws TlsFault {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.content()));
    } catch (CertificateException | IllegalArgumentException e) {
      throw new TlsFault(file + ": a certificate is damaged (expected: X.509 as PEM)");
    }
  }

  /** The names of hosts that it is for, perhaps {@code *.name}; lower-case. */
  static List<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      return alternatives == null
          ? List.of()
          : alternatives.stream()
              .filter(alternative -> DNS_NAME.equals(alternative.getFirst()))
              .map(alternative -> alternative.get(1).toString().toLowerCase(Locale.ROOT))
              .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }
}
