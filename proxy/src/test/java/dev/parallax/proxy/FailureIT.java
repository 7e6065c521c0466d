package dev.parallax.proxy;

import static dev.parallax.proxy.RecordingCapture.failureOf;
import static dev.parallax.proxy.RecordingCapture.responseOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.proto.Failure;
import dev.parallax.recorder.raw.RawExchange;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client sees and what is recorded when an end fails. */
@ExtendWith(FailOnLeak.class)
class FailureIT {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
  private static final Duration SHORT = Duration.ofMillis(200);

  @Test
  void answers502WhereNobodyListens() throws Exception {
    int port;
    try (ServerSocket unused = new ServerSocket(0)) {
      port = unused.getLocalPort();
    }
    assertAnswer(
        URI.create("http://127.0.0.1:" + port), 502, "connection_refused", "CONNECT_REFUSED");
  }

  @Test
  void answers502WhereTheNameIsUnknown() throws Exception {
    assertAnswer(URI.create("http://nowhere.invalid"), 502, "dns_error", "NAME_UNRESOLVED");
  }

  @Test
  void answers504WhereNobodyAccepts() throws Exception {
    // The kernel completes one connection more than the backlog says, then drops what arrives.
    List<Socket> fill = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 2; i++) {
        fill.add(new Socket(full.getInetAddress(), full.getLocalPort()));
      }
      assertAnswer(
          URI.create("http://127.0.0.1:" + full.getLocalPort()),
          504,
          "connection_timeout",
          "CONNECT_TIMEOUT");
    } finally {
      for (Socket socket : fill) {
        socket.close();
      }
    }
  }

  private static void assertAnswer(URI upstream, int status, String error, String kind)
      throws Exception {
    RecordingCapture capture = new RecordingCapture();
    ProxySettings settings =
        ProxyFixture.settings(upstream, t -> t.connect = Duration.ofMillis(500));
    try (ProxyServer proxy = ProxyServer.start(settings, capture)) {
      assertThat(proxy.unreachableUpstreams()).hasSize(1);
      try (Wire client = Wire.to(proxy.address())) {
        client.send(GET);
        assertThat(client.readResponse())
            .startsWith("HTTP/1.1 " + status)
            .contains("Proxy-Status: parallax; error=" + error);
        RawExchange exchange = capture.next();
        assertThat(failureOf(exchange).getKind().name()).isEqualTo(kind);
        assertThat(exchange.response()).isNull();
        // The connection is still good for the next request.
        client.send(GET);
        assertThat(client.readResponse()).startsWith("HTTP/1.1 " + status);
      }
    }
  }

  @Test
  void answers504WhenNoResponseComes() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.response = SHORT);
        Wire client = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      assertThat(client.readResponse())
          .startsWith("HTTP/1.1 504")
          .contains("http_response_timeout");
      assertThat(upstream.isAtEnd()).isTrue();
      assertFailed(fixture, Failure.Kind.RESPONSE_TIMEOUT);
    }
  }

  @Test
  void answers408WhenTheRequestStalls() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.idle = SHORT);
        Wire client = fixture.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
      assertThat(client.readAll()).startsWith("HTTP/1.1 408");
      assertFailed(fixture, Failure.Kind.CLIENT_ABORTED);
    }
  }

  @Test
  void answers408WhenTheRequestComesByteByByte() throws Exception {
    try (ProxyFixture fixture =
            new ProxyFixture(
                t -> {
                  t.idle = Duration.ofMillis(500);
                  t.minBodyRate = 1000;
                });
        Wire client = fixture.client();
        Dripping drip = new Dripping(client, "a", Duration.ofMillis(20))) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\n\r\n");
      drip.start();
      assertThat(client.readResponse()).startsWith("HTTP/1.1 408").contains("connection: close");
      assertFailed(fixture, Failure.Kind.CLIENT_ABORTED);
    }
  }

  @Test
  void closesAnIdleClient() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.idle = SHORT);
        Wire client = fixture.client()) {
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "HTTP/1.1 abc OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
      })
  void answers502WhenTheResponseIsMalformed(String response) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture();
        Wire client = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(response);
      assertThat(client.readResponse()).startsWith("HTTP/1.1 502").contains("http_protocol_error");
      assertFailed(fixture, Failure.Kind.MALFORMED);
    }
  }

  @ParameterizedTest
  @CsvSource({"''", "HTTP/1.1 200", "'HTTP/1.1 200 OK\r\nX-A: b\r\n'"})
  void answers502WhenTheUpstreamClosesBeforeTheHead(String part) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture();
        Wire client = fixture.client()) {
      client.send(GET);
      try (Wire upstream = fixture.upstream.next()) {
        upstream.readHead();
        upstream.send(part);
      }
      assertThat(client.readResponse())
          .startsWith("HTTP/1.1 502")
          .contains("connection_terminated");
      assertFailed(fixture, Failure.Kind.RESET);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 9\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"})
  void neverEndsATruncatedBodyCleanly(String headersAndPart) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture();
        Wire client = fixture.client()) {
      client.send(GET);
      try (Wire upstream = fixture.upstream.next()) {
        upstream.readHead();
        upstream.send("HTTP/1.1 200 OK\r\n" + headersAndPart);
        client.readHead();
        assertThat(client.readUntil("abc")).endsWith("abc");
      }
      assertThat(client.readAll()).doesNotContain("0\r\n");
      RawExchange exchange = fixture.capture.next();
      assertThat(failureOf(exchange).getKind()).isEqualTo(Failure.Kind.RESET);
      assertThat(responseOf(exchange).body().content()).asString().isEqualTo("abc");
      assertThat(responseOf(exchange).body().truncated()).isTrue();
      fixture.capture.assertSettled();
    }
  }

  @Test
  void resetsAClientThatOnlyTheEndOfTheConnectionTellsTheLength() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture();
        Wire client = fixture.client()) {
      client.send("GET / HTTP/1.0\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
      client.readHead();
      client.read(3);
      upstream.close();
      assertThatThrownBy(client::readAll)
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(EOFException.class);
    }
  }

  @Test
  void closesTheUpstreamRequestWhenTheClientIsReset() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture()) {
      Wire client = fixture.client();
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      client.reset();
      assertThat(upstream.isAtEnd()).isTrue();
      assertFailed(fixture, Failure.Kind.CLIENT_ABORTED);
    }
  }

  @Test
  void closesTheUpstreamRequestWhenTheClientEndsWhileServed() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture();
        Wire client = fixture.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.read(3);
      client.halfClose();
      assertThat(upstream.isAtEnd()).isTrue();
      RawExchange exchange = fixture.capture.next();
      assertThat(failureOf(exchange).getKind()).isEqualTo(Failure.Kind.CLIENT_ABORTED);
      assertThat(exchange.request().body().truncated()).isTrue();
      assertThat(exchange.request().body().length()).isEqualTo(3);
      fixture.capture.assertSettled();
    }
  }

  @Test
  void recordsThePartialResponseOfAClientThatLeaves() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture()) {
      Wire client = fixture.client();
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
      client.readHead();
      client.read(3);
      client.reset();
      assertThat(upstream.isAtEnd()).isTrue();
      RawExchange exchange = fixture.capture.next();
      assertThat(failureOf(exchange).getKind()).isEqualTo(Failure.Kind.CLIENT_ABORTED);
      assertThat(responseOf(exchange).body().truncated()).isTrue();
    }
  }

  @Test
  void sendsAnIdempotentRequestAgainWhenAReusedConnectionWasStale() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture();
        Wire client = fixture.client()) {
      Wire stale = serveOne(fixture, client);
      client.send(GET);
      stale.readHead();
      stale.close();
      Wire fresh = fixture.upstream.next();
      fresh.readHead();
      fresh.send(OK);
      assertThat(client.readResponse()).endsWith("hi");
      RawExchange exchange = fixture.capture.next();
      assertThat(exchange.failure()).isNull();
      assertThat(exchange.timings().getConnectionReused()).isFalse();
    }
  }

  @Test
  void sendsARequestAgainOnlyOnce() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture();
        Wire client = fixture.client()) {
      Wire stale = serveOne(fixture, client);
      client.send(GET);
      stale.readHead();
      stale.close();
      Wire fresh = fixture.upstream.next();
      fresh.readHead();
      fresh.close();
      assertThat(client.readResponse()).startsWith("HTTP/1.1 502");
      assertThat(fixture.upstream.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"POST, 0, ''", "PUT, 1, x"})
  void neverSendsAgainWhatMayHaveHadAnEffect(String method, int length, String body)
      throws Exception {
    try (ProxyFixture fixture = new ProxyFixture();
        Wire client = fixture.client()) {
      Wire stale = serveOne(fixture, client);
      client.send(
          method + " / HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n" + body);
      stale.readHead();
      stale.read(length);
      stale.close();
      assertThat(client.readResponse()).startsWith("HTTP/1.1 502");
      assertThat(fixture.upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  void takesNothingFromAConnectionThatSaidMoreThanItWasAsked() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture();
        Wire client = fixture.client()) {
      client.send(GET + GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(OK + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
      assertThat(client.readResponse()).endsWith("hi");
      Wire fresh = fixture.upstream.next();
      fresh.readHead();
      fresh.send(OK);
      assertThat(client.readResponse()).endsWith("hi");
    }
  }

  @Test
  void saysWhenThePortIsInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ProxySettings settings =
          ProxyFixture.settings(
              URI.create("http://127.0.0.1:1"),
              t -> t.listen = (InetSocketAddress) taken.getLocalSocketAddress());
      assertThatThrownBy(() -> ProxyServer.start(settings, new RecordingCapture()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("proxy.listen: can't listen on")
          .hasMessageContaining("another process");
    }
  }

  private static Wire serveOne(ProxyFixture fixture, Wire client) throws Exception {
    client.send(GET);
    Wire upstream = fixture.upstream.next();
    upstream.readHead();
    upstream.send(OK);
    client.readResponse();
    fixture.capture.next();
    return upstream;
  }

  private static void assertFailed(ProxyFixture fixture, Failure.Kind kind) throws Exception {
    RawExchange exchange = fixture.capture.next();
    assertThat(failureOf(exchange).getKind()).isEqualTo(kind);
    assertThat(exchange.response()).isNull();
    fixture.capture.assertSettled();
  }
}
