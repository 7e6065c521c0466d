package dev.parallax.proxy;

import static dev.parallax.proxy.Http2Peer.DATA;
import static dev.parallax.proxy.Http2Peer.HEADERS;
import static dev.parallax.proxy.Http2Peer.RST_STREAM;
import static dev.parallax.proxy.Http2Peer.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proxy.Http2Peer.Frame;
import dev.parallax.proxy.upstream.UpstreamProtocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Flow control from end to end: a slow side slows its own stream, and holds no memory. */
@Timeout(120)
@ExtendWith(FailOnLeak.class)
class Http2FlowIT {

  private static final long TOTAL = Progress.MORE_THAN_BUFFERED;
  private static final int WINDOW = 65_535;

  /** Of the streams that the proxy opens. */
  private static final int FIRST = 3;

  @Test
  void aClientThatTakesNothingSlowsOnlyItsStream() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Http2Peer client = Http2Peer.client(fixture.client())) {
      // More for all of them, but no more for each.
      client.window(0, Integer.MAX_VALUE - WINDOW);
      client.get(1, "/large");
      try (Wire upstream = fixture.upstream.next()) {
        upstream.readHead();
        upstream.send("HTTP/1.1 200 OK\r\nContent-Length: " + TOTAL + "\r\n\r\n");
        Progress progress = new Progress(upstream, TOTAL);
        Future<Long> sent = threads.submit(progress);
        CRC32C received = new CRC32C();
        progress.awaitStall();
        assertThat(progress.bytes()).isLessThan(TOTAL);

        client.get(3, "/small");
        try (Wire other = fixture.upstream.next()) {
          other.readHead();
          other.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nsmall");
          assertThat(client.next(HEADERS).stream()).isEqualTo(1);
          assertThat(bodyBehind(client, 3, received)).isEqualTo("small");
        }
        assertThat(sent.isDone()).isFalse();

        client.window(1, Integer.MAX_VALUE - WINDOW);
        client.body(1, received::update);
        assertThat(received.getValue()).isEqualTo(sent.get());
      }
    }
  }

  @Test
  void anUpstreamThatTakesNothingSlowsOnlyItsStream() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.protocol = UpstreamProtocol.HTTP2);
        Http2Peer client = Http2Peer.client(fixture.client())) {
      client.post(1, "/large");
      try (Http2Peer upstream = Http2Peer.server(fixture.upstream.next())) {
        assertThat(upstream.next().stream()).isEqualTo(FIRST);
        // As much as may be sent before the window is opened, twice over: the proxy holds as much.
        int sent = sendUntilShut(client, 1);
        assertThat(sent).isLessThan(1 << 20);

        client.get(3, "/small");
        Frame small = upstream.next(HEADERS);
        assertThat(small.text()).contains(":path: /small");
        upstream.headers(small.stream(), true, ":status", "204");
        assertThat(client.next(HEADERS).stream()).isEqualTo(3);

        upstream.window(0, sent).window(FIRST, sent);
        assertThat(client.next(WINDOW_UPDATE)).isNotNull();
      }
    }
  }

  @Test
  void clientsThatTakeNothingLeaveTheirUpstreamToOthers() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.protocol = UpstreamProtocol.HTTP2);
        Http2Peer client = Http2Peer.client(fixture.client())) {
      client.settings(4, 0);
      client.get(1, "/large");
      try (Http2Peer upstream = Http2Peer.server(fixture.upstream.next())) {
        upstream.next(HEADERS);
        upstream.headers(FIRST, false, ":status", "200");
        // All that a stream may be sent, and, but for what was added, a connection.
        byte[] block = new byte[13_107];
        for (int i = 0; i < 5; i++) {
          upstream.send(DATA, 0, FIRST, block);
        }
        try (Wire other = fixture.client()) {
          other.send("GET /small HTTP/1.1\r\nHost: a\r\n\r\n");
          Frame small = upstream.next(HEADERS);
          assertThat(small.text()).contains(":path: /small");
          assertThat(upstream.windowOfAll()).isGreaterThan(WINDOW);
          upstream.headers(small.stream(), false, ":status", "200", "content-length", "2");
          upstream.data(small.stream(), "ok", true);
          assertThat(other.readResponse()).endsWith("ok");
        }
      }
    }
  }

  @Test
  void aWholeAnswerThatIsNotTakenIsLetGoAfterAnIdleTime() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.idle = Duration.ofMillis(500));
        Http2Peer client = Http2Peer.client(fixture.client())) {
      client.settings(4, 0);
      client.get(1, "/");
      try (Wire upstream = fixture.upstream.next()) {
        upstream.readHead();
        upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nsmall");
        assertThat(fixture.capture.next().failure()).isNull();
        assertThat(client.next(RST_STREAM).stream()).isEqualTo(1);
      }
    }
  }

  @Test
  void aStreamThatTakesNothingIsLetGoAfterAnIdleTime() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.idle = Duration.ofMillis(500));
        Http2Peer client = Http2Peer.client(fixture.client())) {
      client.settings(4, 0);
      client.get(1, "/");
      try (Wire upstream = fixture.upstream.next()) {
        upstream.readHead();
        upstream.send("HTTP/1.1 200 OK\r\nContent-Length: " + TOTAL + "\r\n\r\n");
        upstream.sendInPieces("x".repeat(1 << 20), 1 << 16);
        assertThat(client.next(RST_STREAM).stream()).isEqualTo(1);
      }
    }
  }

  @Test
  void aCallThatHasLittleToSayGoesOn() throws Exception {
    Duration idle = Duration.ofMillis(300);
    try (ProxyFixture fixture =
            new ProxyFixture(
                t -> {
                  t.protocol = UpstreamProtocol.HTTP2;
                  t.idle = idle;
                  t.minBodyRate = 1_000;
                });
        Http2Peer client = Http2Peer.client(fixture.client())) {
      client.post(1, "/shop.Chat/Talk", "content-type", "application/grpc", "te", "trailers");
      try (Http2Peer upstream = Http2Peer.server(fixture.upstream.next())) {
        assertThat(upstream.next(HEADERS).stream()).isEqualTo(FIRST);
        Waiting.during(idle.multipliedBy(2));
        for (int i = 0; i < 3; i++) {
          client.data(1, "word", false);
          assertThat(upstream.next(DATA).text()).isEqualTo("word");
          Waiting.during(idle.multipliedBy(2));
        }
        upstream.headers(FIRST, false, ":status", "200").data(FIRST, "heard", false);
        assertThat(client.next(DATA).text()).isEqualTo("heard");
        client.data(1, "", true);
        upstream.headers(FIRST, true, "grpc-status", "0");
        assertThat(client.next(HEADERS).text()).isEqualTo("grpc-status: 0\n");
      }
      assertThat(fixture.capture.next().failure()).isNull();
    }
  }

  /** All of a stream, with what came of the first one before it. */
  private static String bodyBehind(Http2Peer client, int stream, CRC32C first) throws IOException {
    while (true) {
      Frame frame = client.next(DATA);
      if (frame.stream() == stream) {
        return frame.text();
      }
      first.update(frame.payload());
    }
  }

  /** How many bytes could be sent. */
  private static int sendUntilShut(Http2Peer client, int stream) throws IOException {
    byte[] block = new byte[16_384];
    int open = WINDOW;
    int sent = 0;
    while (open >= block.length) {
      client.send(DATA, 0, stream, block);
      sent += block.length;
      open -= block.length;
      // All that is opened is told before this is answered.
      client.send(Http2Peer.PING, 0, 0, new byte[8]);
      for (Frame frame = client.nextOfAll(); frame.type() != Http2Peer.PING; ) {
        if (frame.type() == WINDOW_UPDATE && frame.stream() == stream) {
          open += ByteBuffer.wrap(frame.payload()).getInt();
        }
        frame = client.nextOfAll();
      }
    }
    return sent;
  }
}
