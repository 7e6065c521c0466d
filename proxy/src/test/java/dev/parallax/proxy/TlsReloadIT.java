package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import dev.parallax.proxy.tls.CertificateAuthority;
import dev.parallax.proxy.tls.ClientCertificates;
import dev.parallax.proxy.tls.Issued;
import dev.parallax.proxy.tls.KeyFiles;
import dev.parallax.proxy.tls.TlsProvider;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are replaced while the proxy serves. */
@ExtendWith(FailOnLeak.class)
class TlsReloadIT {

  private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final int PART = 100_000;

  @TempDir private Path directory;

  @OnEachTlsProvider
  void showsTheNewOneToNewConnectionsAndServesTheOldOnesOn(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).serving("localhost");
    try (ProxyFixture fixture = new ProxyFixture(t -> t.tls = tls.settings(provider));
        TlsWire old = connect(fixture, tls)) {
      old.wire.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 200 OK\r\nContent-Length: " + 2 * PART + "\r\n\r\n");
      upstream.send("x".repeat(PART));
      old.wire.readHead();
      old.wire.read(PART);

      Issued next = tls.authority.issue("localhost");
      next.write(directory, "server0");
      fixture.proxy.reloadCertificates();

      assertThat(shown(fixture, tls)).isEqualTo(next.certificate().getSerialNumber());
      upstream.send("y".repeat(PART));
      assertThat(old.wire.read(PART)).endsWith("y");
      assertThat(old.certificate()).isNotEqualTo(next.certificate());
    }
  }

  @OnEachTlsProvider
  void seesByItselfThatALinkLeadsElsewhere(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory);
    // As Kubernetes mounts a secret: files are links through a link that is replaced as a whole.
    Issued first = tls.authority.issue("localhost");
    first.write(Files.createDirectory(directory.resolve("v1")), "tls");
    Path link = Files.createSymbolicLink(directory.resolve("data"), Path.of("v1"));
    tls.certificates.add(new KeyFiles(link.resolve("tls.pem"), link.resolve("tls.key")));
    try (ProxyFixture fixture = new ProxyFixture(t -> t.tls = tls.settings(provider))) {
      assertThat(shown(fixture, tls)).isEqualTo(first.certificate().getSerialNumber());
      Issued next = tls.authority.issue("localhost");
      next.write(Files.createDirectory(directory.resolve("v2")), "tls");
      Files.move(
          Files.createSymbolicLink(directory.resolve("data.new"), Path.of("v2")),
          link,
          StandardCopyOption.ATOMIC_MOVE);
      await().until(() -> shown(fixture, tls).equals(next.certificate().getSerialNumber()));
    }
  }

  @OnEachTlsProvider
  void keepsTheOldOneWhereTheNewOneCantBeUsed(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).serving("localhost");
    try (ProxyFixture fixture = new ProxyFixture(t -> t.tls = tls.settings(provider))) {
      BigInteger before = shown(fixture, tls);
      Issued next = tls.authority.issue("localhost");
      Issued.write(next.certificate(), directory.resolve("server0.pem"));
      // With the key of the one before.
      fixture.proxy.reloadCertificates();
      assertThat(shown(fixture, tls)).isEqualTo(before);

      next.write(directory, "server0");
      fixture.proxy.reloadCertificates();
      assertThat(shown(fixture, tls)).isEqualTo(next.certificate().getSerialNumber());

      Files.delete(directory.resolve("server0.key"));
      fixture.proxy.reloadCertificates();
      assertThat(shown(fixture, tls)).isEqualTo(next.certificate().getSerialNumber());
    }
  }

  @OnEachTlsProvider
  void asksTheNewAuthorityForClientsAndNoLongerTheOldOne(TlsProvider provider) throws Exception {
    TlsFixture tls =
        new TlsFixture(directory).serving("localhost").asking(ClientCertificates.REQUIRE);
    CertificateAuthority next = new CertificateAuthority();
    SSLContext oldClient = tls.authority.context(tls.authority.issue("client"));
    SSLContext newClient = tls.authority.context(next.issue("client"));
    try (ProxyFixture fixture = new ProxyFixture(t -> t.tls = tls.settings(provider))) {
      assertTaken(fixture, oldClient);
      Issued.write(next.certificate(), directory.resolve("ca.pem"));
      fixture.proxy.reloadCertificates();
      assertTaken(fixture, newClient);
      assertThatIOException().isThrownBy(() -> assertTaken(fixture, oldClient));
    }
  }

  @OnEachTlsProvider
  void trustsTheNewAuthorityOfUpstreams(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).trusting();
    CertificateAuthority next = new CertificateAuthority();
    ScriptedUpstream moved = new ScriptedUpstream(next.context(next.issue("localhost")));
    try (ProxyFixture fixture = new ProxyFixture(moved, t -> t.tls = tls.settings(provider));
        Wire client = fixture.client()) {
      client.send(GET);
      assertThatIOException().isThrownBy(moved.next()::readHead);
      assertThat(client.readResponse()).startsWith("HTTP/1.1 502");
      Issued.write(next.certificate(), directory.resolve("ca.pem"));
      fixture.proxy.reloadCertificates();
      client.send(GET);
      Wire upstream = moved.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
      assertThat(client.readResponse()).endsWith("hi");
    }
  }

  /** Requests that carry this are answered by the proxy itself. */
  private static void assertTaken(ProxyFixture fixture, SSLContext context) throws IOException {
    try (TlsWire client = TlsWire.to(fixture.proxy.address(), context)) {
      client.wire.send("GET / HTTP/1.1\r\nHost: a\r\nX-Parallax-Run: 1\r\n\r\n");
      assertThat(client.wire.readResponse()).startsWith("HTTP/1.1 403");
    }
  }

  private static BigInteger shown(ProxyFixture fixture, TlsFixture tls) throws IOException {
    try (TlsWire client = connect(fixture, tls)) {
      return client.certificate().getSerialNumber();
    }
  }

  private static TlsWire connect(ProxyFixture fixture, TlsFixture tls) throws IOException {
    return TlsWire.to(fixture.proxy.address(), tls.authority.context(null));
  }
}
