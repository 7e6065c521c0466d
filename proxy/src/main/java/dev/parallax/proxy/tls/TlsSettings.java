package dev.parallax.proxy.tls;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What TLS is made of. Nothing is read here.
 *
 * @param certificates shown to clients: by the name that they ask for, else the first. Empty: no
 *     TLS with clients
 * @param clientCa who may have issued clients' certificates
 * @param upstreamCa who may have issued upstreams' certificates; empty for those that the JDK
 *     trusts
 * @param upstreamInsecure whether upstreams' certificates are not looked at
 * @param upstreamIdentity shown to upstreams that ask for it
 */
public record TlsSettings(
    TlsProvider provider,
    List<KeyFiles> certificates,
    Optional<Path> clientCa,
    ClientCertificates clientCertificates,
    Optional<Path> upstreamCa,
    boolean upstreamInsecure,
    Optional<KeyFiles> upstreamIdentity) {

  public TlsSettings {
    certificates = List.copyOf(certificates);
    if (clientCertificates != ClientCertificates.NONE && clientCa.isEmpty()) {
      throw new IllegalArgumentException(
          "proxy.tls.clientAuth: %s without proxy.tls.clientCa (expected: a file of who may issue them)"
              .formatted(clientCertificates.name().toLowerCase(Locale.ROOT)));
    }
    if (clientCertificates == ClientCertificates.NONE && clientCa.isPresent()) {
      throw new IllegalArgumentException(
          "proxy.tls.clientCa: set, but proxy.tls.clientAuth is none (expected: optional or require)");
    }
    if (certificates.isEmpty() && clientCa.isPresent()) {
      throw new IllegalArgumentException(
          "proxy.tls.clientCa: set without proxy.tls.cert (expected: a certificate and its key)");
    }
    if (upstreamInsecure && upstreamCa.isPresent()) {
      throw new IllegalArgumentException(
          "proxy.tls.upstreamCa: set, but proxy.tls.upstreamInsecure is too (expected: one of them)");
    }
  }

  /** No TLS with clients, and with upstreams what a JDK does by itself. */
  public static TlsSettings none() {
    return new TlsSettings(
        TlsProvider.AUTO,
        List.of(),
        Optional.empty(),
        ClientCertificates.NONE,
        Optional.empty(),
        false,
        Optional.empty());
  }

  /** All files that are read. */
  List<Path> files() {
    Stream<KeyFiles> identities = Stream.concat(certificates.stream(), upstreamIdentity.stream());
    return Stream.of(
            identities.flatMap(files -> Stream.of(files.certificate(), files.key())),
            clientCa.stream(),
            upstreamCa.stream())
        .flatMap(each -> each)
        .toList();
  }
}
