package dev.parallax.proxy;

import static dev.parallax.proxy.RecordingCapture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Failure;
import dev.parallax.proto.LedgerEntry.Fate;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before it reaches the upstream, and with which status. */
@ExtendWith(FailOnLeak.class)
class BadRequestIT {

  private static final String HOST = "Host: a\r\n";

  private static ProxyFixture fixture;

  @BeforeAll
  static void start() throws IOException {
    fixture = new ProxyFixture(t -> t.maxHeaderBytes = 1024);
  }

  @AfterAll
  static void stop() throws IOException {
    fixture.close();
  }

  static Stream<Arguments> badRequests() {
    return Stream.of(
        bad(400, "both lengths", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n")),
        bad(400, "differing lengths", post("Content-Length: 5\r\nContent-Length: 6\r\n")),
        bad(400, "repeated length", post("Content-Length: 5\r\nContent-Length: 5\r\n")),
        bad(400, "list of lengths", post("Content-Length: 5, 6\r\n")),
        bad(400, "signed length", post("Content-Length: +5\r\n")),
        bad(400, "hexadecimal length", post("Content-Length: 0x5\r\n")),
        bad(400, "negative length", post("Content-Length: -1\r\n")),
        bad(400, "huge length", post("Content-Length: 99999999999999999999\r\n")),
        bad(400, "chunked not last", post("Transfer-Encoding: chunked, identity\r\n")),
        bad(400, "chunked twice", post("Transfer-Encoding: chunked, chunked\r\n")),
        bad(501, "further transfer coding", post("Transfer-Encoding: gzip, chunked\r\n")),
        bad(400, "unknown transfer coding", post("Transfer-Encoding: xchunked\r\n")),
        bad(400, "space before the colon", post("Transfer-Encoding : chunked\r\n")),
        bad(400, "vertical tab in coding", post("Transfer-Encoding: \u000bchunked\r\n")),
        bad(400, "coding in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"),
        bad(
            400,
            "differing lengths in HTTP/1.0",
            "POST / HTTP/1.0\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n"),
        bad(400, "no host", "GET / HTTP/1.1\r\n\r\n"),
        bad(400, "two hosts", "GET / HTTP/1.1\r\n" + HOST + HOST + "\r\n"),
        bad(400, "host with path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
        bad(400, "host with user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n"),
        bad(400, "list of hosts", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"),
        bad(400, "header without a colon", get("Nonsense\r\n")),
        bad(400, "header with a space", get("X Y: z\r\n")),
        bad(400, "header without a name", get(": z\r\n")),
        bad(400, "control character in a value", get("X: a\u0000b\r\n")),
        bad(400, "bare CR in a value", get("X: a\rb\r\n")),
        bad(400, "bare LF", "GET / HTTP/1.1\nHost: a\n\n"),
        bad(400, "folded first header", "GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
        bad(400, "space in the target", "GET /a b HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "control character in the target", "GET /a\u0001 HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "relative target", "GET a HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "asterisk target", "GET * HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "foreign scheme", "GET ftp://a/ HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "absolute target without host", "GET http:///x HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(400, "no version", "GET /\r\n\r\n"),
        bad(400, "odd version", "GET / HTTP/1.11\r\n" + HOST + "\r\n"),
        bad(505, "half a preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nno"),
        bad(400, "TLS", "\u0016\u0003\u0001\u0002\u0000\r\n\r\n"),
        bad(400, "hidden body", get("Sec-WebSocket-Key1: 1\r\nSec-WebSocket-Key2: 2\r\n")),
        bad(501, "tunnel", "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n"),
        bad(403, "replayed request", get("X-Parallax-Run: 1\r\n")),
        bad(414, "long line", "GET /" + "a".repeat(2000) + " HTTP/1.1\r\n" + HOST + "\r\n"),
        bad(431, "large headers", get("X: " + "a".repeat(2000) + "\r\n")));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("badRequests")
  void refusesAndCloses(int status, String name, String request) throws Exception {
    try (Wire client = fixture.client()) {
      client.send(request);
      assertThat(client.readAll())
          .as(name)
          .startsWith("HTTP/1.1 " + status + " ")
          .contains("Proxy-Status: parallax; error=http_request_")
          .contains("connection: close")
          .containsOnlyOnce("HTTP/1.1");
    }
    assertThat(fixture.upstream.connections()).isZero();
    // Each is accounted for, read or not.
    assertThat(fixture.capture.takeFates()).as(name).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\nNonsense\r\n\r\n", "GET /\r\n\r\n"})
  void countsOnceWhatItRefusesUnread(String request) throws Exception {
    try (ProxyFixture own = new ProxyFixture();
        Wire client = own.client()) {
      client.send(request);
      assertThat(client.readAll()).startsWith("HTTP/1.1 400 ");
      assertThat(own.capture.counted(Fate.REFUSED_UNREAD)).isEqualTo(1);
      own.capture.assertSettled();
    }
  }

  @Test
  void countsAHeadThatStalls() throws Exception {
    try (ProxyFixture own = new ProxyFixture(t -> t.header = Duration.ofMillis(200));
        Wire client = own.client()) {
      client.send("GET / HTTP/1.1\r\nHost:");
      assertThat(client.readAll()).startsWith("HTTP/1.1 408 ");
      assertThat(own.capture.counted(Fate.REFUSED_UNREAD)).isEqualTo(1);
      own.capture.assertSettled();
    }
  }

  @Test
  void passesAnUpgradeOnAsAnOrdinaryRequest() throws Exception {
    try (ProxyFixture own = new ProxyFixture();
        Wire client = own.client()) {
      client.send(get("Connection: Upgrade\r\nUpgrade: websocket\r\n"));
      assertThat(own.upstream.next().readHead()).doesNotContainIgnoringCase("upgrade");
    }
  }

  @Test
  void recordsARefusedRequestWithoutAResponse() throws Exception {
    try (ProxyFixture own = new ProxyFixture();
        Wire client = own.client()) {
      client.send(get("x-parallax-run: 1\r\n"));
      client.readAll();
      var exchange = own.capture.next();
      assertThat(exchange.failure()).extracting(Failure::getKind).isEqualTo(Failure.Kind.REFUSED);
      assertThat(exchange.response()).isNull();
      own.capture.assertSettled();
    }
  }

  @Test
  void refusesAMalformedChunkAndReusesNothing() throws Exception {
    try (ProxyFixture own = new ProxyFixture();
        Wire client = own.client()) {
      client.send(post("Transfer-Encoding: chunked\r\n"));
      Wire upstream = own.upstream.next();
      upstream.readHead();
      client.send("5;\n\r\nabcde");
      assertThat(client.readAll()).startsWith("HTTP/1.1 400 ");
      assertThat(upstream.readAll()).doesNotContain("0\r\n\r\n");
      assertThat(failureOf(own.capture.next()).getKind()).isEqualTo(Failure.Kind.MALFORMED);
    }
  }

  private static Arguments bad(int status, String name, String request) {
    return Arguments.of(status, name, request);
  }

  private static String get(String headers) {
    return "GET / HTTP/1.1\r\n" + HOST + headers + "\r\n";
  }

  private static String post(String headers) {
    return "POST / HTTP/1.1\r\n" + HOST + headers + "\r\n";
  }
}
