package dev.parallax.proxy;

import static dev.parallax.proxy.RecordingCapture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.parallax.proto.Failure;
import dev.parallax.proxy.tls.Issued;
import dev.parallax.proxy.tls.TlsProvider;
import dev.parallax.recorder.raw.RawExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Upstreams that are spoken to over TLS. */
@ExtendWith(FailOnLeak.class)
class TlsUpstreamIT {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  @TempDir private Path directory;

  @OnEachTlsProvider
  void servesFromOneConnectionWhoseHandshakeCounts(TlsProvider provider) throws Exception {
    try (ProxyFixture fixture = trusted(provider);
        Wire client = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      assertThat(upstream.readHead()).contains("X-Forwarded-Proto: http\r\n");
      upstream.send(OK);
      assertThat(client.readResponse()).endsWith("hi");
      client.send(GET);
      upstream.readHead();
      upstream.send(OK);
      assertThat(client.readResponse()).endsWith("hi");
      RawExchange first = fixture.capture.next();
      assertThat(first.scheme()).isEqualTo("http");
      assertThat(first.timings().getConnectNanos()).isPositive();
      assertThat(fixture.upstream.connections()).isEqualTo(1);
    }
  }

  @OnEachTlsProvider
  void refusesACertificateForAnotherName(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).trusting();
    assertNotAccepted(tls, provider, tls.authority.issue("other.example"));
  }

  @OnEachTlsProvider
  void refusesACertificateThatHasExpired(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).trusting();
    assertNotAccepted(tls, provider, tls.authority.issueExpired("localhost"));
  }

  @OnEachTlsProvider
  void refusesACertificateOfAnUnknownAuthority(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).trusting();
    assertNotAccepted(tls, provider, tls.authority.impostor().issue("localhost"));
  }

  @OnEachTlsProvider
  void refusesWhatTheJdkDoesNotTrust(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory);
    assertNotAccepted(tls, provider, tls.authority.issue("localhost"));
  }

  @OnEachTlsProvider
  void takesAnyCertificateWhereThatIsAskedFor(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory);
    tls.upstreamInsecure = true;
    Issued bad = tls.authority.issueExpired("other.example");
    try (ProxyFixture fixture = proxy(tls, provider, bad)) {
      assertServed(fixture);
    }
  }

  @OnEachTlsProvider
  void showsItsOwnCertificate(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).trusting();
    tls.upstreamIdentity = Optional.of(tls.authority.issue("proxy").write(directory, "proxy"));
    try (ProxyFixture fixture = proxy(tls, provider, tls.authority.issue("localhost"))) {
      fixture.upstream.requireCertificates();
      assertServed(fixture);
    }
  }

  @OnEachTlsProvider
  void saysThatTheUpstreamTookNoConnectionWithoutACertificate(TlsProvider provider)
      throws Exception {
    try (ProxyFixture fixture = trusted(provider);
        Wire client = fixture.client()) {
      fixture.upstream.requireCertificates();
      client.send(GET);
      assertThatIOException().isThrownBy(fixture.upstream.next()::readHead);
      assertThat(client.readResponse())
          .startsWith("HTTP/1.1 502")
          .contains("error=tls_protocol_error");
      assertThat(failureOf(fixture.capture.next()).getKind()).isEqualTo(Failure.Kind.TLS);
    }
  }

  @OnEachTlsProvider
  void saysThatTheUpstreamSpeaksNoTls(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory);
    try (ScriptedUpstream plain = new ScriptedUpstream();
        ProxyServer proxy =
            ProxyServer.start(
                ProxyFixture.settings(
                    URI.create("https://localhost:" + plain.address().getPort()),
                    t -> t.tls = tls.settings(provider)),
                new RecordingCapture());
        Wire client = Wire.to(proxy.address())) {
      client.send(GET);
      plain.next().send("HTTP/1.1 400 Bad Request\r\n\r\n");
      assertThat(client.readResponse())
          .startsWith("HTTP/1.1 502")
          .contains("error=tls_protocol_error");
    }
  }

  @OnEachTlsProvider
  void waitsForAHandshakeNoLongerThanForAConnection(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).trusting();
    try (ProxyFixture fixture =
            proxy(
                tls,
                provider,
                tls.authority.issue("localhost"),
                t -> t.connect = Duration.ofMillis(300));
        Wire client = fixture.client()) {
      client.send(GET);
      // Accepts, and never reads.
      fixture.upstream.next();
      assertThat(client.readResponse())
          .startsWith("HTTP/1.1 504")
          .contains("error=connection_timeout");
    }
  }

  @OnEachTlsProvider
  void takesTheEndOfTlsForThatOfAResponseWithoutLength(TlsProvider provider) throws Exception {
    try (ProxyFixture fixture = trusted(provider);
        Wire client = fixture.client()) {
      Wire upstream = asked(fixture, client);
      upstream.send("HTTP/1.1 200 OK\r\n\r\nup to the end").halfClose();
      client.readHead();
      assertThat(client.readUntil("0\r\n\r\n")).contains("up to the end");
      assertThat(fixture.capture.next().failure()).isNull();
    }
  }

  @OnEachTlsProvider
  void neverTakesALostConnectionForTheEndOfAResponse(TlsProvider provider) throws Exception {
    try (ProxyFixture fixture = trusted(provider);
        Wire client = fixture.client()) {
      Wire upstream = asked(fixture, client);
      upstream.send("HTTP/1.1 200 OK\r\n\r\nnot up to the end");
      client.readUntil("not up to the end");
      fixture.upstream.breakOff(upstream);
      assertThat(client.readAll()).doesNotContain("0\r\n\r\n");
      assertThat(failureOf(fixture.capture.next()).getKind()).isEqualTo(Failure.Kind.RESET);
    }
  }

  @OnEachTlsProvider
  void answersAClientThatIsDoneWithSending(TlsProvider provider) throws Exception {
    try (ProxyFixture fixture = trusted(provider);
        Wire client = fixture.client()) {
      client.send(GET).halfClose();
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      fixture.passBy();
      upstream.send(OK);
      assertThat(client.readAll()).contains("connection: close").endsWith("hi");
    }
  }

  private static void assertNotAccepted(TlsFixture tls, TlsProvider provider, Issued shown)
      throws Exception {
    try (ProxyFixture fixture = proxy(tls, provider, shown);
        Wire client = fixture.client()) {
      client.send(GET);
      assertThatIOException().isThrownBy(fixture.upstream.next()::readHead);
      assertThat(client.readResponse())
          .startsWith("HTTP/1.1 502")
          .contains("error=tls_certificate_error");
      assertThat(failureOf(fixture.capture.next()).getKind()).isEqualTo(Failure.Kind.TLS);
      fixture.capture.assertSettled();
    }
  }

  /** The upstream's end, once a request came there. */
  private static Wire asked(ProxyFixture fixture, Wire client) throws Exception {
    client.send(GET);
    Wire upstream = fixture.upstream.next();
    upstream.readHead();
    return upstream;
  }

  private ProxyFixture trusted(TlsProvider provider) throws IOException {
    TlsFixture tls = new TlsFixture(directory).trusting();
    return proxy(tls, provider, tls.authority.issue("localhost"));
  }

  private static void assertServed(ProxyFixture fixture) throws Exception {
    try (Wire client = fixture.client()) {
      Wire upstream = asked(fixture, client);
      upstream.send(OK);
      assertThat(client.readResponse()).endsWith("hi");
    }
  }

  private static ProxyFixture proxy(TlsFixture tls, TlsProvider provider, Issued shown)
      throws IOException {
    return proxy(tls, provider, shown, _ -> {});
  }

  private static ProxyFixture proxy(
      TlsFixture tls, TlsProvider provider, Issued shown, Consumer<Tuning> change)
      throws IOException {
    SSLContext context = tls.authority.context(shown);
    return new ProxyFixture(
        new ScriptedUpstream(context),
        t -> {
          t.tls = tls.settings(provider);
          change.accept(t);
        });
  }
}
