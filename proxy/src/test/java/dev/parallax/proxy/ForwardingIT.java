package dev.parallax.proxy;

import static dev.parallax.proxy.RecordingCapture.responseOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What passes, both ways, byte by byte. */
@ExtendWith(FailOnLeak.class)
class ForwardingIT {

  private static final String GET = "GET /a?b=c HTTP/1.1\r\nHost: shop.example\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  private ProxyFixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = new ProxyFixture();
  }

  @AfterEach
  void stop() throws IOException {
    fixture.close();
  }

  @Test
  void passesRequestAndResponseAndRecordsThemAsSent() throws Exception {
    try (Wire client = fixture.client()) {
      client.send(
          lines(
              "POST /a?b=c HTTP/1.1",
              "Host: shop.example",
              "X-One: 1",
              "Connection: x-one",
              "content-length: 3",
              "",
              "abc"));
      Wire upstream = fixture.upstream.next();
      assertThat(upstream.readHead())
          .isEqualTo(
              lines(
                  "POST /a?b=c HTTP/1.1",
                  "Host: shop.example",
                  "content-length: 3",
                  "X-Forwarded-For: 127.0.0.1",
                  "X-Forwarded-Proto: http",
                  "X-Forwarded-Host: shop.example",
                  "via: 1.1 parallax",
                  "",
                  ""));
      assertThat(upstream.read(3)).isEqualTo("abc");
      upstream.send("HTTP/1.1 201 Made\r\nX-Two: 2\r\nContent-Length: 2\r\n\r\nhi");
      assertThat(client.readResponse())
          .isEqualTo(
              "HTTP/1.1 201 Made\r\nX-Two: 2\r\nContent-Length: 2\r\nvia: 1.1 parallax\r\n\r\nhi");

      RawExchange exchange = fixture.capture.next();
      assertThat(exchange.authority()).isEqualTo("shop.example");
      assertThat(exchange.clientAddress()).isEqualTo("127.0.0.1");
      assertThat(exchange.failure()).isNull();
      assertThat(exchange.request().target()).isEqualTo("/a?b=c");
      assertThat(exchange.request().headers())
          .containsExactly(
              new RawHeader("Host", "shop.example"),
              new RawHeader("X-One", "1"),
              new RawHeader("Connection", "x-one"),
              new RawHeader("content-length", "3"));
      assertThat(exchange.request().body().content()).asString().isEqualTo("abc");
      assertThat(responseOf(exchange).status()).isEqualTo(201);
      assertThat(responseOf(exchange).reason()).isEqualTo("Made");
      assertThat(responseOf(exchange).headers())
          .containsExactly(new RawHeader("X-Two", "2"), new RawHeader("Content-Length", "2"));
      assertThat(responseOf(exchange).body().content()).asString().isEqualTo("hi");
      assertThat(exchange.timings().getConnectionReused()).isFalse();
      assertThat(exchange.timings().getLastByteNanos())
          .isGreaterThanOrEqualTo(exchange.timings().getFirstByteNanos());
      fixture.capture.assertSettled();
    }
  }

  @Test
  void passesBytesBeyondAsciiUnchanged() throws Exception {
    String utf8 = new String("Zoë€".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    try (Wire client = fixture.client()) {
      client.send("GET /" + utf8 + " HTTP/1.1\r\nHost: a\r\nX-Name: " + utf8 + "\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      assertThat(upstream.readHead())
          .startsWith("GET /" + utf8 + " HTTP/1.1\r\n")
          .contains("X-Name: " + utf8 + "\r\n");
      upstream.send(
          "HTTP/1.1 200 " + utf8 + "\r\nX-Name: " + utf8 + "\r\nContent-Length: 0\r\n\r\n");
      assertThat(client.readHead())
          .startsWith("HTTP/1.1 200 " + utf8 + "\r\n")
          .contains("X-Name: " + utf8 + "\r\n");
    }
  }

  @Test
  void reusesTheUpstreamConnection() throws Exception {
    try (Wire client = fixture.client();
        Wire other = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(OK);
      client.readResponse();
      other.send(GET);
      upstream.readHead();
      upstream.send(OK);
      other.readResponse();
      fixture.capture.next();
      assertThat(fixture.capture.next().timings().getConnectionReused()).isTrue();
    }
    assertThat(fixture.upstream.connections()).isEqualTo(1);
  }

  @Test
  void answersPipelinedRequestsInOrder() throws Exception {
    try (Wire client = fixture.client()) {
      client.send(
          "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx"
              + "GET /3 HTTP/1.1\r\nHost: a\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      for (int i = 1; i <= 3; i++) {
        assertThat(upstream.readHead()).contains(" /" + i + " ");
        if (i == 2) {
          upstream.read(1);
        }
        upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + i);
      }
      for (int i = 1; i <= 3; i++) {
        assertThat(client.readResponse()).endsWith("\r\n\r\n" + i);
      }
    }
  }

  @Test
  void passesChunkedBodiesAndTrailersBothWays() throws Exception {
    try (Wire client = fixture.client()) {
      client.send(
          lines(
              "POST / HTTP/1.1",
              "Host: a",
              "TE: trailers",
              "Trailer: X-Sum",
              "Transfer-Encoding: chunked",
              "",
              "3",
              "abc",
              "0",
              "X-Sum: 9",
              "",
              ""));
      Wire upstream = fixture.upstream.next();
      assertThat(upstream.readHead())
          .contains("Trailer: X-Sum\r\n")
          .contains("transfer-encoding: chunked\r\n")
          .contains("te: trailers\r\n")
          .contains("connection: te\r\n");
      assertThat(upstream.readUntil("\r\n\r\n")).isEqualTo("3\r\nabc\r\n0\r\nX-Sum: 9\r\n\r\n");
      upstream.send(
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Sum: 7\r\n\r\n");
      assertThat(client.readHead()).contains("transfer-encoding: chunked\r\n");
      assertThat(client.readUntil("\r\n\r\n")).isEqualTo("2\r\nhi\r\n0\r\nX-Sum: 7\r\n\r\n");
      RawExchange exchange = fixture.capture.next();
      assertThat(exchange.request().trailers()).containsExactly(new RawHeader("X-Sum", "9"));
      assertThat(responseOf(exchange).trailers()).containsExactly(new RawHeader("X-Sum", "7"));
      assertThat(exchange.request().body().truncated()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HEAD, 200 OK, Content-Length: 5",
    "HEAD, 200 OK, Transfer-Encoding: chunked",
    "GET, 204 No Content, X-A: b",
    "GET, 304 Not Modified, Content-Length: 5",
  })
  void responsesWithoutBodyLeaveBothConnectionsUsable(String method, String status, String header)
      throws Exception {
    try (Wire client = fixture.client()) {
      client.send(method + " / HTTP/1.1\r\nHost: a\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 " + status + "\r\n" + header + "\r\n\r\n");
      assertThat(client.readHead()).startsWith("HTTP/1.1 " + status);
      client.send(GET);
      upstream.readHead();
      upstream.send(OK);
      assertThat(client.readResponse()).endsWith("hi");
      assertThat(responseOf(fixture.capture.next()).body().truncated()).isFalse();
    }
  }

  @Test
  void passesInterimResponsesOn() throws Exception {
    try (Wire client = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n");
      assertThat(client.readHead()).startsWith("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n");
      upstream.send(OK);
      assertThat(client.readResponse()).startsWith("HTTP/1.1 200 OK").endsWith("hi");
      assertThat(responseOf(fixture.capture.next()).status()).isEqualTo(200);
    }
  }

  @Test
  void letsTheUpstreamDecideAboutExpect() throws Exception {
    try (Wire client = fixture.client()) {
      client.send("PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      assertThat(upstream.readHead()).contains("Expect: 100-continue");
      upstream.send("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(client.readHead()).startsWith("HTTP/1.1 100 Continue");
      client.send("ab");
      assertThat(upstream.read(2)).isEqualTo("ab");
      upstream.send(OK);
      assertThat(client.readResponse()).endsWith("hi");
    }
  }

  @Test
  void passesAFinalResponseInPlaceOf100AndCloses() throws Exception {
    try (Wire client = fixture.client()) {
      client.send("PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n");
      assertThat(client.readAll()).startsWith("HTTP/1.1 417 No").contains("connection: close");
      assertThat(upstream.isAtEnd()).isTrue();
      RawExchange exchange = fixture.capture.next();
      assertThat(exchange.failure()).isNull();
      assertThat(exchange.request().body().truncated()).isTrue();
    }
  }

  @Test
  void passesAnEarlyResponseWhileTheRequestStillStreams() throws Exception {
    try (Wire client = fixture.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nabc");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.read(3);
      upstream.send("HTTP/1.1 413 Large\r\nContent-Length: 3\r\n\r\nbig");
      assertThat(client.readResponse()).startsWith("HTTP/1.1 413").endsWith("big");
      // What is still sent must not reset the connection before the response was read.
      client.send("more");
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void streamsBothWaysAtTheSameTime() throws Exception {
    try (Wire client = fixture.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.readUntil("1\r\na\r\n");
      upstream.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nA\r\n");
      client.readHead();
      assertThat(client.readUntil("\r\nA\r\n")).isEqualTo("1\r\nA\r\n");
      client.send("1\r\nb\r\n0\r\n\r\n");
      assertThat(upstream.readUntil("0\r\n\r\n")).isEqualTo("1\r\nb\r\n0\r\n\r\n");
      upstream.send("1\r\nB\r\n0\r\n\r\n");
      assertThat(client.readAll()).isEqualTo("1\r\nB\r\n0\r\n\r\n");
      assertThat(responseOf(fixture.capture.next()).body().content()).asString().isEqualTo("AB");
    }
  }

  @Test
  void framesACloseDelimitedResponseAnew() throws Exception {
    try (Wire client = fixture.client()) {
      client.send(GET);
      try (Wire upstream = fixture.upstream.next()) {
        upstream.readHead();
        upstream.send("HTTP/1.0 200 OK\r\n\r\nhi");
      }
      assertThat(client.readHead())
          .startsWith("HTTP/1.1 200 OK")
          .contains("transfer-encoding: chunked")
          .contains("via: 1.0 parallax");
      assertThat(client.readUntil("0\r\n\r\n")).isEqualTo("2\r\nhi\r\n0\r\n\r\n");
      assertThat(fixture.capture.next().failure()).isNull();
    }
  }

  @Test
  void servesClientsOfHttp10() throws Exception {
    try (Wire client = fixture.client()) {
      client.send("GET / HTTP/1.0\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      assertThat(upstream.readHead())
          .startsWith("GET / HTTP/1.1\r\n")
          .contains("host: " + fixture.upstream.uri().getAuthority() + "\r\n")
          .contains("via: 1.0 parallax");
      upstream.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n");
      assertThat(client.readAll())
          .contains("connection: close")
          .doesNotContain("chunked")
          .endsWith("\r\n\r\nhi");
    }
  }

  @Test
  void keepsAConnectionOfHttp10AliveOnRequest() throws Exception {
    try (Wire client = fixture.client()) {
      client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(OK);
      assertThat(client.readResponse()).contains("connection: keep-alive");
      client.send("GET / HTTP/1.0\r\n\r\n");
      upstream.readHead();
      upstream.send(OK);
      assertThat(client.readAll()).endsWith("hi");
    }
  }

  @Test
  void usesTheAuthorityOfAnAbsoluteTarget() throws Exception {
    try (Wire client = fixture.client()) {
      client.send("GET http://real.example:80?q HTTP/1.1\r\nHost: REAL.example:80\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      assertThat(upstream.readHead())
          .startsWith("GET /?q HTTP/1.1\r\n")
          .contains("host: real.example:80\r\n")
          .doesNotContain("REAL");
      upstream.send(OK);
      client.readResponse();
      assertThat(fixture.capture.next().authority()).isEqualTo("real.example:80");
    }
  }

  @Test
  void takesAnUpgradeForAnOrdinaryRequest() throws Exception {
    try (Wire client = fixture.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      assertThat(upstream.readHead()).doesNotContainIgnoringCase("upgrade");
      upstream.send(OK);
      assertThat(client.readResponse()).endsWith("hi");
    }
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines);
  }
}
