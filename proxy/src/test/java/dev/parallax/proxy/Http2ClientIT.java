package dev.parallax.proxy;

import static dev.parallax.proxy.Http2Peer.DATA;
import static dev.parallax.proxy.Http2Peer.GOAWAY;
import static dev.parallax.proxy.Http2Peer.HEADERS;
import static dev.parallax.proxy.Http2Peer.RST_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Failure;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients of HTTP/2 without TLS, in front of an upstream of HTTP/1.1. */
@Timeout(60)
class Http2ClientIT {

  private ProxyFixture fixture;
  private Http2Peer client;

  @BeforeEach
  void start() throws Exception {
    fixture = new ProxyFixture();
    client = Http2Peer.client(fixture.client());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    fixture.close();
  }

  @Test
  void passesARequestOnAsHttp11AndItsResponseBack() throws Exception {
    client.headers(
        1,
        true,
        ":method",
        "GET",
        ":scheme",
        "http",
        ":authority",
        "shop.example:81",
        ":path",
        "/cart?x=1",
        "cookie",
        "a=1",
        "cookie",
        "b=2",
        "x-own",
        "Value");
    try (Wire upstream = fixture.upstream.next()) {
      assertThat(upstream.readHead())
          .isEqualTo(
              """
              GET /cart?x=1 HTTP/1.1\r
              x-own: Value\r
              cookie: a=1; b=2\r
              host: shop.example:81\r
              X-Forwarded-For: 127.0.0.1\r
              X-Forwarded-Proto: http\r
              X-Forwarded-Host: shop.example:81\r
              via: 2 parallax\r
              \r
              """);
      upstream.send(
          "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\n"
              + "X-Answer: Yes\r\n\r\nhello");

      Http2Peer.Frame head = client.next();
      assertThat(head.type()).isEqualTo(HEADERS);
      assertThat(head.text())
          .isEqualTo(":status: 200\ncontent-length: 5\nx-answer: Yes\nvia: 1.1 parallax\n");
      Http2Peer.Frame body = client.next();
      assertThat(body.text()).isEqualTo("hello");
      assertThat(body.endsStream()).isTrue();
    }
    RawExchange exchange = fixture.capture.next();
    assertThat(exchange.failure()).isNull();
    assertThat(exchange.authority()).isEqualTo("shop.example:81");
    assertThat(exchange.request().protocol()).isEqualTo("HTTP/2");
    assertThat(exchange.request().headers())
        .containsExactly(new RawHeader("x-own", "Value"), new RawHeader("cookie", "a=1; b=2"));
    assertThat(RecordingCapture.responseOf(exchange).protocol()).isEqualTo("HTTP/1.1");
    fixture.capture.assertSettled();
  }

  @Test
  void passesABodyWithoutLengthAndTrailersBothWays() throws Exception {
    client.post(1, "/upload", "te", "trailers").data(1, "one", false).data(1, "two", false);
    client.headers(1, true, "x-sum", "6");
    try (Wire upstream = fixture.upstream.next()) {
      String head = upstream.readHead();
      assertThat(head).contains("transfer-encoding: chunked\r\n", "te: trailers\r\n");
      assertThat(upstream.readUntil("\r\n\r\n")).endsWith("0\r\nx-sum: 6\r\n\r\n");
      upstream.send(
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nGrpc-Status: 0\r\n\r\n");
      assertThat(client.next().text()).doesNotContain("transfer-encoding");
      assertThat(client.next().text()).isEqualTo("abc");
      Http2Peer.Frame trailers = client.next();
      assertThat(trailers.text()).isEqualTo("grpc-status: 0\n");
      assertThat(trailers.endsStream()).isTrue();
    }
    RawExchange exchange = fixture.capture.next();
    assertThat(new String(exchange.request().body().content(), StandardCharsets.UTF_8))
        .isEqualTo("onetwo");
    assertThat(exchange.request().trailers()).containsExactly(new RawHeader("x-sum", "6"));
    assertThat(RecordingCapture.responseOf(exchange).trailers())
        .containsExactly(new RawHeader("Grpc-Status", "0"));
  }

  @Test
  void servesStreamsInTheOrderOfTheirAnswers() throws Exception {
    client.get(1, "/slow").get(3, "/fast");
    try (Wire first = fixture.upstream.next();
        Wire second = fixture.upstream.next()) {
      boolean firstIsSlow = first.readHead().contains("/slow");
      second.readHead();
      (firstIsSlow ? second : first).send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfast");
      Http2Peer.Frame head = client.next();
      assertThat(head.stream()).isEqualTo(3);
      assertThat(client.body(3)).isEqualTo("fast");
      (firstIsSlow ? first : second).send("HTTP/1.1 204 No Content\r\n\r\n");
      Http2Peer.Frame slow = client.next();
      assertThat(slow.stream()).isEqualTo(1);
      assertThat(slow.endsStream()).isTrue();
    }
  }

  @Test
  void endsAStreamWhoseUpstreamDiedMidBodyByAReset() throws Exception {
    client.get(1, "/");
    try (Wire upstream = fixture.upstream.next()) {
      upstream.readHead();
      upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart");
      assertThat(client.next(DATA).text()).isEqualTo("part");
    }
    Http2Peer.Frame reset = client.next();
    assertThat(reset.type()).isEqualTo(RST_STREAM);
    assertThat(reset.errorCode()).isEqualTo(2);
    assertThat(RecordingCapture.failureOf(fixture.capture.next()).getKind())
        .isEqualTo(Failure.Kind.RESET);
    // The connection serves on.
    client.get(3, "/");
    try (Wire upstream = fixture.upstream.next()) {
      upstream.readHead();
      upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      assertThat(client.next().endsStream()).isTrue();
    }
  }

  @Test
  void letsGoOfTheUpstreamWhenTheClientResetsItsStream() throws Exception {
    client.get(1, "/");
    try (Wire upstream = fixture.upstream.next()) {
      upstream.readHead();
      client.reset(1, 8);
      assertThat(upstream.isAtEnd()).isTrue();
    }
    assertThat(RecordingCapture.failureOf(fixture.capture.next()).getKind())
        .isEqualTo(Failure.Kind.CLIENT_ABORTED);
  }

  @Test
  void takesAClientThatEndsItsSideForGone() throws Exception {
    client.get(1, "/");
    try (Wire upstream = fixture.upstream.next()) {
      upstream.readHead();
      client.wire().halfClose();
      assertThat(upstream.isAtEnd()).isTrue();
    }
    assertThat(RecordingCapture.failureOf(fixture.capture.next()).getKind())
        .isEqualTo(Failure.Kind.CLIENT_ABORTED);
  }

  @Test
  void stopsARequestOnlyBehindItsWholeAnswer() throws Exception {
    client.post(1, "/", "x-parallax-run", "1");
    assertThat(client.next().text()).contains(":status: 403\n");
    Http2Peer.Frame body = client.next();
    assertThat(body.type()).isEqualTo(DATA);
    assertThat(body.endsStream()).isTrue();
    Http2Peer.Frame stop = client.next();
    assertThat(stop.type()).isEqualTo(RST_STREAM);
    assertThat(stop.errorCode()).isZero();
  }

  @Test
  void tellsOneClientTooManySoAndThenFarewell() throws Exception {
    try (ProxyFixture one = new ProxyFixture(tuning -> tuning.maxConnections = 1);
        Wire _ = one.client();
        Http2Peer tooMany = Http2Peer.client(one.client())) {
      tooMany.get(1, "/");
      assertThat(tooMany.next(HEADERS).text()).contains(":status: 503\n");
      assertThat(tooMany.isClosed()).isTrue();
    }
  }

  @Test
  void answersForAnUpstreamThatIsAway() throws Exception {
    fixture.upstream.close();
    client.get(1, "/");
    Http2Peer.Frame head = client.next();
    assertThat(head.text())
        .contains(":status: 502\n", "proxy-status: parallax; error=connection_")
        .doesNotContain("connection:");
    assertThat(client.next().endsStream()).isTrue();
  }

  @Test
  void answersHeadWithoutABody() throws Exception {
    fixture.upstream.close();
    client.headers(
        1, true, ":method", "HEAD", ":scheme", "http", ":authority", "shop", ":path", "/");
    Http2Peer.Frame head = client.next();
    assertThat(head.text()).contains(":status: 502\n", "content-length: ");
    assertThat(head.endsStream()).isTrue();
  }

  @Test
  void tellsAClientTwiceThatItDrainsAndServesWhatIsUnderWay() throws Exception {
    client.get(1, "/");
    try (Wire upstream = fixture.upstream.next()) {
      upstream.readHead();
      Thread drain = Thread.ofVirtual().start(() -> fixture.proxy.drain());
      Http2Peer.Frame first = client.next();
      assertThat(first.type()).isEqualTo(GOAWAY);
      assertThat(first.lastStream()).isEqualTo(Integer.MAX_VALUE);
      Http2Peer.Frame second = client.next();
      assertThat(second.type()).isEqualTo(GOAWAY);
      assertThat(second.lastStream()).isEqualTo(1);
      upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
      assertThat(client.body(1)).isEqualTo("ok");
      assertThat(client.isClosed()).isTrue();
      drain.join();
    }
  }
}
