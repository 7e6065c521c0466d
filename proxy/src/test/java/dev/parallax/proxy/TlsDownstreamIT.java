package dev.parallax.proxy;

import static dev.parallax.proxy.RecordingCapture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.parallax.proto.Failure;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proxy.headers.Forwarding;
import dev.parallax.proxy.tls.ClientCertificates;
import dev.parallax.proxy.tls.Issued;
import dev.parallax.proxy.tls.TlsProvider;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are spoken to over TLS. */
@ExtendWith(FailOnLeak.class)
class TlsDownstreamIT {

  private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  @TempDir private Path directory;

  @OnEachTlsProvider
  void saysAndRecordsThatItWasHttps(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).serving("localhost");
    try (ProxyFixture fixture =
            proxy(
                tls,
                provider,
                t -> t.forwarding = new Forwarding(true, true, Forwarding.Trace.CONTINUE));
        TlsWire client = connect(fixture, tls)) {
      client.wire.send(GET);
      Wire upstream = fixture.upstream.next();
      assertThat(upstream.readHead())
          .contains("X-Forwarded-Proto: https\r\n", ";proto=https\r\n", "127.0.0.1");
      upstream.send(OK);
      assertThat(client.wire.readResponse()).endsWith("hi");
      assertThat(fixture.capture.next().scheme()).isEqualTo("https");

      client.wire.send("GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(client.wire.readAll()).startsWith("HTTP/1.1 400").contains("came over TLS");
    }
  }

  @OnEachTlsProvider
  void choosesTheCertificateByTheNameThatIsAskedFor(TlsProvider provider) throws Exception {
    TlsFixture tls =
        new TlsFixture(directory)
            .serving("first.example")
            .serving("*.shop.example", "shop.example")
            .serving("api.shop.example");
    try (ProxyFixture fixture = proxy(tls, provider)) {
      assertThat(named(fixture, tls, "first.example")).isEqualTo("first.example");
      assertThat(named(fixture, tls, "API.shop.example")).isEqualTo("api.shop.example");
      assertThat(named(fixture, tls, "www.shop.example")).isEqualTo("*.shop.example");
      assertThat(named(fixture, tls, "shop.example")).isEqualTo("*.shop.example");
      assertThat(named(fixture, tls, "a.www.shop.example")).isEqualTo("first.example");
      assertThat(named(fixture, tls, "other.example")).isEqualTo("first.example");
      assertThat(named(fixture, tls, "")).isEqualTo("first.example");
    }
  }

  @OnEachTlsProvider
  void letsNoClientBeginItsHandshakeAnew(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).serving("localhost");
    try (ProxyFixture fixture = proxy(tls, provider);
        TlsWire client =
            TlsWire.to(
                fixture.proxy.address(), tls.authority.context(null), "localhost", "TLSv1.2")) {
      assertServed(fixture, client);
      assertThatIOException()
          .isThrownBy(
              () -> {
                client.renegotiate();
                client.wire.send(GET);
                client.wire.readResponse();
              })
          .isNotInstanceOf(SocketTimeoutException.class);
    }
  }

  @OnEachTlsProvider
  void requiresACertificateOfAClient(TlsProvider provider) throws Exception {
    TlsFixture tls =
        new TlsFixture(directory).serving("localhost").asking(ClientCertificates.REQUIRE);
    try (ProxyFixture fixture = proxy(tls, provider)) {
      SSLContext known = tls.authority.context(tls.authority.issue("client"));
      try (TlsWire client = TlsWire.to(fixture.proxy.address(), known)) {
        assertServed(fixture, client);
      }
      assertRefused(fixture, tls.authority.context(null));
      assertRefused(fixture, stranger(tls));
    }
  }

  @OnEachTlsProvider
  void takesAnOptionalCertificateOnlyIfItIsValid(TlsProvider provider) throws Exception {
    TlsFixture tls =
        new TlsFixture(directory).serving("localhost").asking(ClientCertificates.OPTIONAL);
    try (ProxyFixture fixture = proxy(tls, provider)) {
      try (TlsWire client = TlsWire.to(fixture.proxy.address(), tls.authority.context(null))) {
        assertServed(fixture, client);
      }
      assertRefused(fixture, stranger(tls));
    }
  }

  @OnEachTlsProvider
  void servesVersion12AndNoneBefore(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).serving("localhost");
    try (ProxyFixture fixture = proxy(tls, provider)) {
      try (TlsWire client = connect(fixture, tls, "TLSv1.2")) {
        assertServed(fixture, client);
      }
      try (Wire client = fixture.client()) {
        // An alert (21) of the record protocol: fatal (2), protocol_version (70).
        assertThat(client.send(ClientHello.of(0x0302)).readAll())
            .startsWith("\u0015\u0003")
            .endsWith("\u0000\u0002\u0002F");
      }
      assertThat(fixture.capture.counted(Fate.REFUSED_UNREAD)).isEqualTo(1);
    }
  }

  @OnEachTlsProvider
  void endsTlsBehindTheLastResponse(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).serving("localhost");
    try (ProxyFixture fixture = proxy(tls, provider)) {
      for (String version : List.of("TLSv1.2", "TLSv1.3")) {
        try (TlsWire client = connect(fixture, tls, version)) {
          client.wire.send("GET / HTTP/1.0\r\n\r\n");
          Wire upstream = fixture.upstream.next();
          upstream.readHead();
          upstream.send("HTTP/1.0 200 OK\r\n\r\nup to the end");
          upstream.close();
          // An end without close_notify would be an exception.
          assertThat(client.wire.readAll()).endsWith("up to the end");
        }
      }
    }
  }

  @OnEachTlsProvider
  void neverEndsTlsBehindATruncatedResponse(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).serving("localhost");
    try (ProxyFixture fixture = proxy(tls, provider);
        TlsWire client = connect(fixture, tls)) {
      client.wire.send("GET / HTTP/1.0\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nnot whole\r\n");
      assertThat(client.wire.readUntil("not whole")).startsWith("HTTP/1.1 200");
      upstream.close();
      assertThatIOException().isThrownBy(client.wire::readAll);
      assertThat(failureOf(fixture.capture.next()).getKind()).isEqualTo(Failure.Kind.RESET);
    }
  }

  @OnEachTlsProvider
  void answersAClientThatIsStillSending(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).serving("localhost");
    try (ProxyFixture fixture = proxy(tls, provider)) {
      for (String version : List.of("TLSv1.2", "TLSv1.3")) {
        try (TlsWire client = connect(fixture, tls, version)) {
          client.wire.send(
              "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\nx");
          Wire upstream = fixture.upstream.next();
          upstream.readHead();
          upstream.send("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
          assertThat(client.wire.readHead()).startsWith("HTTP/1.1 413");
          for (int i = 0; i < 50; i++) {
            client.wire.send("x".repeat(100_000));
          }
          assertThat(client.wire.readAll()).isEqualTo("big");
        }
      }
    }
  }

  @OnEachTlsProvider
  void takesAClientThatEndsTlsForGone(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).serving("localhost");
    try (ProxyFixture fixture = proxy(tls, provider)) {
      TlsWire client = connect(fixture, tls);
      client.wire.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      client.wire.halfClose();
      assertThat(upstream.isAtEnd()).isTrue();
      assertThat(failureOf(fixture.capture.next()).getKind())
          .isEqualTo(Failure.Kind.CLIENT_ABORTED);
      client.close();
    }
  }

  private static ProxyFixture proxy(TlsFixture tls, TlsProvider provider) throws IOException {
    return proxy(tls, provider, _ -> {});
  }

  private static ProxyFixture proxy(TlsFixture tls, TlsProvider provider, Consumer<Tuning> change)
      throws IOException {
    return new ProxyFixture(
        t -> {
          t.tls = tls.settings(provider);
          change.accept(t);
        });
  }

  private static TlsWire connect(ProxyFixture fixture, TlsFixture tls) throws IOException {
    return connect(fixture, tls, "TLSv1.3");
  }

  private static TlsWire connect(ProxyFixture fixture, TlsFixture tls, String version)
      throws IOException {
    return TlsWire.to(fixture.proxy.address(), tls.authority.context(null), "localhost", version);
  }

  /** The first name in the certificate that is shown to who asks for a host. */
  private static String named(ProxyFixture fixture, TlsFixture tls, String host) throws Exception {
    try (TlsWire client =
        TlsWire.to(fixture.proxy.address(), tls.authority.context(null), host, "TLSv1.3")) {
      return client.certificate().getSubjectAlternativeNames().iterator().next().get(1).toString();
    }
  }

  /**
   * A client that trusts the server, with a certificate of an authority that is not the known one.
   */
  private static SSLContext stranger(TlsFixture tls) {
    Issued unknown = tls.authority.impostor().issue("client");
    return tls.authority.context(unknown);
  }

  private static void assertServed(ProxyFixture fixture, TlsWire client) throws Exception {
    client.wire.send(GET);
    Wire upstream = fixture.upstream.next();
    upstream.readHead();
    upstream.send(OK);
    assertThat(client.wire.readResponse()).endsWith("hi");
    upstream.close();
  }

  /** With TLS 1.3 a client learns only by its first read that it was not accepted. */
  private static void assertRefused(ProxyFixture fixture, SSLContext context) {
    int before = fixture.capture.counted(Fate.REFUSED_UNREAD);
    int connections = fixture.upstream.connections();
    assertThatIOException()
        .isThrownBy(
            () -> {
              try (TlsWire client = TlsWire.to(fixture.proxy.address(), context)) {
                client.wire.send(GET).readHead();
              }
            });
    assertThat(fixture.capture.counted(Fate.REFUSED_UNREAD)).isEqualTo(before + 1);
    assertThat(fixture.upstream.connections()).isEqualTo(connections);
  }
}
