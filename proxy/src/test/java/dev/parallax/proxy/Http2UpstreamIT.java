package dev.parallax.proxy;

import static dev.parallax.proxy.Http2Peer.DATA;
import static dev.parallax.proxy.Http2Peer.HEADERS;
import static dev.parallax.proxy.Http2Peer.RST_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Failure;
import dev.parallax.proxy.upstream.UpstreamProtocol;
import dev.parallax.recorder.raw.RawExchange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream of HTTP/2 without TLS, behind clients of either protocol. */
@Timeout(60)
class Http2UpstreamIT {

  /** Of the streams that the proxy opens. */
  private static final int FIRST = 3;

  private static final int NO_ERROR = 0;
  private static final int REFUSED_STREAM = 7;
  private static final int CANCEL = 8;
  private static final int CUSTOM = 0x1234;
  private static final int MAX_STREAMS = 3;

  private ProxyFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new ProxyFixture(tuning -> tuning.protocol = UpstreamProtocol.HTTP2);
  }

  @AfterEach
  void stop() throws Exception {
    fixture.close();
  }

  @Test
  void passesARequestOfHttp11OnAsHttp2AndItsResponseBack() throws Exception {
    try (Wire client = fixture.client()) {
      client.send(
          "POST /cart HTTP/1.1\r\nHost: Shop\r\nX-Own: Value\r\nContent-Length: 3\r\n\r\nabc");
      try (Http2Peer upstream = Http2Peer.server(fixture.upstream.next())) {
        Http2Peer.Frame head = upstream.next();
        assertThat(head.text())
            .isEqualTo(
                """
                :method: POST
                :scheme: http
                :authority: Shop
                :path: /cart
                x-own: Value
                content-length: 3
                x-forwarded-for: 127.0.0.1
                x-forwarded-proto: http
                x-forwarded-host: Shop
                via: 1.1 parallax
                """);
        Http2Peer.Frame body = upstream.next();
        assertThat(body.text()).isEqualTo("abc");
        assertThat(body.endsStream()).isTrue();

        upstream.headers(FIRST, false, ":status", "103", "link", "</a>");
        assertThat(client.readHead()).startsWith("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n");
        upstream.headers(FIRST, false, ":status", "200", "x-answer", "Yes");
        upstream.data(FIRST, "hello", false).headers(FIRST, true, "x-sum", "5");
        assertThat(client.readHead())
            .isEqualTo(
                "HTTP/1.1 200 OK\r\nx-answer: Yes\r\ntransfer-encoding: chunked\r\nvia: 2 parallax\r\n\r\n");
        assertThat(client.readUntil("\r\n\r\n")).isEqualTo("5\r\nhello\r\n0\r\nx-sum: 5\r\n\r\n");
      }
    }
    RawExchange exchange = fixture.capture.next();
    assertThat(exchange.failure()).isNull();
    assertThat(exchange.request().protocol()).isEqualTo("HTTP/1.1");
    assertThat(RecordingCapture.responseOf(exchange).protocol()).isEqualTo("HTTP/2");
    assertThat(
            new String(
                RecordingCapture.responseOf(exchange).body().content(), StandardCharsets.UTF_8))
        .isEqualTo("hello");
    fixture.capture.assertSettled();
  }

  @Test
  void sendsARequestWithoutBodyAsOneFrame() throws Exception {
    try (Wire client = fixture.client()) {
      client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
      try (Http2Peer upstream = Http2Peer.server(fixture.upstream.next())) {
        assertThat(upstream.next().endsStream()).isTrue();
        upstream.headers(FIRST, true, ":status", "200", "content-length", "77");
        assertThat(client.readHead()).contains("content-length: 77\r\n");
      }
    }
  }

  @Test
  void sharesAConnectionAsFarAsTheUpstreamLetsIt() throws Exception {
    try (Http2Peer client = Http2Peer.client(fixture.client())) {
      client.get(1, "/");
      try (Http2Peer first = Http2Peer.server(fixture.upstream.next(), 3, MAX_STREAMS)) {
        first.next();
        first.headers(FIRST, true, ":status", "200");
        assertThat(client.next().stream()).isEqualTo(1);
        for (int i = 0; i <= MAX_STREAMS; i++) {
          client.get(3 + 2 * i, "/" + i);
        }
        for (int i = 0; i < MAX_STREAMS; i++) {
          assertThat(first.next().text()).contains(":path: /" + i);
        }
        try (Http2Peer second = Http2Peer.server(fixture.upstream.next())) {
          assertThat(second.next().text()).contains(":path: /" + MAX_STREAMS);
        }
      }
    }
  }

  @Test
  void asksForNothingBeforeItKnowsHowMuchTheUpstreamTakes() throws Exception {
    try (Http2Peer client = Http2Peer.client(fixture.client())) {
      client.get(1, "/one").get(3, "/other");
      fixture.passBy();
      try (Http2Peer first = Http2Peer.server(fixture.upstream.next(), 3, 1)) {
        assertThat(first.next().text()).contains(":path: /one");
        try (Http2Peer second = Http2Peer.server(fixture.upstream.next(), 3, 1)) {
          assertThat(second.next().text()).contains(":path: /other");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void answersAllForAnUpstreamThatEndsBeforeItsFirstWord(boolean byReset) throws Exception {
    try (Http2Peer client = Http2Peer.client(fixture.client())) {
      client.get(1, "/one").get(3, "/other");
      fixture.passBy();
      fixture.capture.next();
      Wire upstream = fixture.upstream.next();
      if (byReset) {
        upstream.reset();
      } else {
        upstream.halfClose();
      }
      assertThat(client.next(HEADERS).text()).contains(":status: 502");
      assertThat(client.next(HEADERS).text()).contains(":status: 502");
      upstream.close();
    }
    for (int i = 0; i < 2; i++) {
      assertThat(RecordingCapture.failureOf(fixture.capture.next()).getKind())
          .isEqualTo(Failure.Kind.RESET);
    }
  }

  @Test
  void waitsForAnUpstreamThatTakesNothingYet() throws Exception {
    try (Http2Peer client = Http2Peer.client(fixture.client())) {
      client.get(1, "/one").get(3, "/other");
      fixture.passBy();
      try (Http2Peer upstream = Http2Peer.server(fixture.upstream.next(), 3, 0)) {
        fixture.passBy();
        upstream.settings(3, 2);
        assertThat(upstream.next().text()).contains(":path: /");
        assertThat(upstream.next().text()).contains(":path: /");
        upstream.headers(FIRST, true, ":status", "204").headers(FIRST + 2, true, ":status", "204");
        assertThat(client.next(HEADERS).text()).contains(":status: 204");
        assertThat(client.next(HEADERS).text()).contains(":status: 204");
      }
      assertThat(fixture.upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  void answersForAnUpstreamThatSpeaksNoHttp2() throws Exception {
    try (Wire client = fixture.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      try (Wire upstream = fixture.upstream.next()) {
        upstream.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        assertThat(client.readResponse()).startsWith("HTTP/1.1 502 ");
      }
    }
    assertThat(RecordingCapture.failureOf(fixture.capture.next()).getKind())
        .isEqualTo(Failure.Kind.MALFORMED);
  }

  @Test
  void tellsTheClientTheReasonOfAReset() throws Exception {
    try (Http2Peer client = Http2Peer.client(fixture.client())) {
      client.get(1, "/");
      try (Http2Peer upstream = Http2Peer.server(fixture.upstream.next())) {
        upstream.next();
        upstream.headers(FIRST, false, ":status", "200").data(FIRST, "part", false);
        assertThat(client.next(DATA).text()).isEqualTo("part");
        upstream.reset(FIRST, CUSTOM);
        Http2Peer.Frame reset = client.next();
        assertThat(reset.type()).isEqualTo(RST_STREAM);
        assertThat(reset.errorCode()).isEqualTo(CUSTOM);
      }
    }
    assertThat(RecordingCapture.failureOf(fixture.capture.next()).getKind())
        .isEqualTo(Failure.Kind.RESET);
  }

  @Test
  void tellsTheUpstreamTheReasonOfAReset() throws Exception {
    try (Http2Peer client = Http2Peer.client(fixture.client())) {
      client.get(1, "/");
      try (Http2Peer upstream = Http2Peer.server(fixture.upstream.next())) {
        upstream.next();
        client.reset(1, CUSTOM);
        assertThat(upstream.next(RST_STREAM).errorCode()).isEqualTo(CUSTOM);
      }
    }
  }

  @Test
  void opensNoStreamForARequestThatIsResetBeforeThereIsAConnection() throws Exception {
    try (Http2Peer client = Http2Peer.client(fixture.client())) {
      // In one piece, so that the reset is read while the connection is being opened.
      byte[] put =
          Http2Peer.frame(
              HEADERS,
              Http2Peer.END_HEADERS,
              1,
              Http2Peer.block(
                  ":method", "PUT", ":scheme", "http", ":authority", "a", ":path", "/never"));
      byte[] reset = Http2Peer.frame(RST_STREAM, 0, 1, new byte[] {0, 0, 0, CANCEL});
      client
          .wire()
          .send(ByteBuffer.allocate(put.length + reset.length).put(put).put(reset).array());
      assertThat(RecordingCapture.failureOf(fixture.capture.next()).getKind())
          .isEqualTo(Failure.Kind.CLIENT_ABORTED);
      client.get(3, "/last");
      try (Http2Peer upstream = Http2Peer.server(fixture.upstream.next())) {
        assertThat(upstream.next().text()).contains(":path: /last");
        upstream.headers(FIRST, true, ":status", "204");
        assertThat(client.next().stream()).isEqualTo(3);
      }
    }
  }

  @Test
  void sendsAgainWhatTheUpstreamRefusedUnprocessed() throws Exception {
    try (Wire client = fixture.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
      try (Http2Peer upstream = Http2Peer.server(fixture.upstream.next())) {
        upstream.next();
        upstream.reset(FIRST, REFUSED_STREAM);
        try (Http2Peer other = Http2Peer.server(fixture.upstream.next())) {
          assertThat(other.next().type()).isEqualTo(HEADERS);
          other.headers(FIRST, true, ":status", "200", "content-length", "0");
          assertThat(client.readResponse()).startsWith("HTTP/1.1 200 OK\r\n");
        }
      }
    }
  }

  @Test
  void sendsElsewhereWhatAFarewellLeavesOut() throws Exception {
    try (Http2Peer client = Http2Peer.client(fixture.client())) {
      client.get(1, "/first");
      try (Http2Peer leaving = Http2Peer.server(fixture.upstream.next())) {
        leaving.next();
        client.get(3, "/second");
        leaving.next();
        leaving.goAway(FIRST, NO_ERROR);
        try (Http2Peer other = Http2Peer.server(fixture.upstream.next())) {
          assertThat(other.next().text()).contains(":path: /second");
          other.headers(FIRST, true, ":status", "204");
          assertThat(client.next().stream()).isEqualTo(3);
        }
        // What came before the farewell is answered.
        leaving.headers(FIRST, true, ":status", "200");
        assertThat(client.next().stream()).isEqualTo(1);
      }
    }
  }

  @Test
  void sendsOnWhatOneFarewellAfterTheOtherLeavesOut() throws Exception {
    try (Wire client = fixture.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
      for (int i = 0; i < 3; i++) {
        try (Http2Peer leaving = Http2Peer.server(fixture.upstream.next())) {
          leaving.next();
          leaving.goAway(0, NO_ERROR);
          leaving.isClosed();
        }
      }
      try (Http2Peer last = Http2Peer.server(fixture.upstream.next())) {
        last.next();
        last.headers(FIRST, true, ":status", "200", "content-length", "0");
        assertThat(client.readResponse()).startsWith("HTTP/1.1 200 OK\r\n");
      }
    }
    assertThat(fixture.capture.next().failure()).isNull();
  }

  @Test
  void takesNoLengthForABodyThatDoesNotCome() throws Exception {
    try (Wire client = fixture.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      try (Http2Peer upstream = Http2Peer.server(fixture.upstream.next())) {
        upstream.next();
        upstream.headers(FIRST, true, ":status", "200", "content-length", "100");
        assertThat(client.readResponse()).startsWith("HTTP/1.1 502 ");
      }
    }
    assertThat(RecordingCapture.failureOf(fixture.capture.next()).getKind())
        .isEqualTo(Failure.Kind.MALFORMED);
  }

  @Test
  void passesOnAWholeAnswerThoughTheRequestIsStopped() throws Exception {
    try (Http2Peer client = Http2Peer.client(fixture.client())) {
      client.post(1, "/").data(1, "begun", false);
      try (Http2Peer upstream = Http2Peer.server(fixture.upstream.next())) {
        upstream.next();
        upstream.headers(FIRST, false, ":status", "413");
        upstream.data(FIRST, "too much", true).reset(FIRST, NO_ERROR);
        assertThat(client.body(1)).isEqualTo("too much");
      }
    }
    assertThat(fixture.capture.next().failure()).isNull();
  }

  @Test
  void takesAResetForOneThoughTheClientHasEndedItsSide() throws Exception {
    try (Wire client = fixture.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").halfClose();
      try (Http2Peer upstream = Http2Peer.server(fixture.upstream.next())) {
        upstream.next();
        upstream.reset(FIRST, CUSTOM);
        assertThat(client.readResponse()).startsWith("HTTP/1.1 502 ");
      }
    }
    assertThat(RecordingCapture.failureOf(fixture.capture.next()).getKind())
        .isEqualTo(Failure.Kind.RESET);
  }

  @Test
  void takesNoPush() throws Exception {
    try (Wire client = fixture.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      try (Http2Peer upstream = Http2Peer.server(fixture.upstream.next())) {
        upstream.next();
        byte[] block =
            Http2Peer.block(
                ":method", "GET", ":scheme", "http", ":authority", "a", ":path", "/pushed");
        byte[] promise = new byte[4 + block.length];
        promise[3] = 2;
        System.arraycopy(block, 0, promise, 4, block.length);
        upstream.send(Http2Peer.PUSH_PROMISE, Http2Peer.END_HEADERS, FIRST, promise);
        assertThat(client.readResponse()).startsWith("HTTP/1.1 502 ");
      }
    }
  }

  @Test
  void stopsAnUploadThatIsAnsweredEarly() throws Exception {
    try (Http2Peer client = Http2Peer.client(fixture.client())) {
      client.post(1, "/").data(1, "begun", false);
      try (Http2Peer upstream = Http2Peer.server(fixture.upstream.next())) {
        upstream.next();
        upstream.next();
        upstream.headers(FIRST, true, ":status", "413");
        Http2Peer.Frame head = client.next();
        assertThat(head.text()).contains(":status: 413\n");
        assertThat(head.endsStream()).isTrue();
        assertThat(client.next(RST_STREAM).errorCode()).isEqualTo(NO_ERROR);
        assertThat(upstream.next(RST_STREAM).errorCode()).isIn((long) NO_ERROR, (long) CANCEL);
      }
    }
  }
}
