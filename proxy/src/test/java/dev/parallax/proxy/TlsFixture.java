package dev.parallax.proxy;

import dev.parallax.proxy.tls.CertificateAuthority;
import dev.parallax.proxy.tls.ClientCertificates;
import dev.parallax.proxy.tls.Issued;
import dev.parallax.proxy.tls.KeyFiles;
import dev.parallax.proxy.tls.TlsProvider;
import dev.parallax.proxy.tls.TlsSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Settings of TLS with files that an authority of the test issued, open to change one by one. */
final class TlsFixture {

  final CertificateAuthority authority = new CertificateAuthority();
  final Path directory;

  final List<KeyFiles> certificates = new ArrayList<>();
  Optional<Path> clientCa = Optional.empty();
  ClientCertificates clientCertificates = ClientCertificates.NONE;
  Optional<Path> upstreamCa = Optional.empty();
  boolean upstreamInsecure;
  Optional<KeyFiles> upstreamIdentity = Optional.empty();

  TlsFixture(Path directory) {
    this.directory = directory;
  }

  /** Clients are spoken to over TLS, by one more certificate. */
  TlsFixture serving(String... hosts) {
    Issued issued = authority.issue(hosts);
    certificates.add(issued.write(directory, "server" + certificates.size()));
    return this;
  }

  /** Clients show certificates of the authority. */
  TlsFixture asking(ClientCertificates how) {
    clientCertificates = how;
    clientCa = Optional.of(ca());
    return this;
  }

  /** Upstreams are trusted that the authority vouches for. */
  TlsFixture trusting() {
    upstreamCa = Optional.of(ca());
    return this;
  }

  /** The authority's own certificate. */
  Path ca() {
    return Issued.write(authority.certificate(), directory.resolve("ca.pem"));
  }

  TlsSettings settings(TlsProvider provider) {
    return new TlsSettings(
        provider,
        certificates,
        clientCa,
        clientCertificates,
        upstreamCa,
        upstreamInsecure,
        upstreamIdentity);
  }
}
