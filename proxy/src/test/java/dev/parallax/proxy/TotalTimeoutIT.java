package dev.parallax.proxy;

import static dev.parallax.proxy.RecordingCapture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Failure;
import dev.parallax.recorder.raw.RawExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The time for an exchange as a whole, in each of its phases. */
@ExtendWith(FailOnLeak.class)
class TotalTimeoutIT {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void answers504WhileConnecting() throws Exception {
    RecordingCapture capture = new RecordingCapture();
    // As many connections as the kernel completes for a server that accepts none.
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket _ = new Socket(full.getInetAddress(), full.getLocalPort());
        Socket _ = new Socket(full.getInetAddress(), full.getLocalPort());
        ProxyServer proxy =
            ProxyServer.start(
                ProxyFixture.settings(
                    URI.create("http://127.0.0.1:" + full.getLocalPort()), t -> t.total = SHORT),
                capture);
        Wire client = Wire.to(proxy.address())) {
      client.send(GET);
      assertThat(client.readResponse()).startsWith("HTTP/1.1 504");
      assertTimedOut(capture);
    }
  }

  @Test
  void answers504WhileWaitingForAResponse() throws Exception {
    try (ProxyFixture fixture = limited();
        Wire client = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      assertThat(client.readResponse()).startsWith("HTTP/1.1 504");
      assertThat(upstream.isAtEnd()).isTrue();
      assertTimedOut(fixture.capture);
    }
  }

  @Test
  void answers504WhileARequestIsUnderWay() throws Exception {
    try (ProxyFixture fixture = limited();
        Wire client = fixture.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
      assertThat(client.readAll()).startsWith("HTTP/1.1 504").contains("connection: close");
      assertTimedOut(fixture.capture);
    }
  }

  @Test
  void cutsAResponseThoughItMoves() throws Exception {
    try (ProxyFixture fixture = limited();
        Wire client = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      try (Dripping drip = new Dripping(upstream, "1\r\na\r\n", Duration.ofMillis(30))) {
        drip.start();
        assertThat(client.readAll()).startsWith("HTTP/1.1 200").doesNotContain("0\r\n\r\n");
      }
      assertTimedOut(fixture.capture);
    }
  }

  @Test
  void countsEachExchangeOfAConnectionByItself() throws Exception {
    Duration total = Duration.ofSeconds(1);
    try (ProxyFixture fixture = new ProxyFixture(t -> t.total = total);
        Wire client = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      serve(upstream, client);
      Waiting.during(total.multipliedBy(2));
      client.send(GET);
      serve(upstream, client);
    }
  }

  @Test
  void countsFromTheFirstByteOfTheRequest() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.total = Duration.ofSeconds(3));
        Wire client = fixture.client()) {
      client.send("GET / HTTP/1.1\r\n");
      Waiting.during(Duration.ofMillis(2500));
      long sentNanos = System.nanoTime();
      client.send("Host: a\r\n\r\n");
      assertThat(client.readResponse()).startsWith("HTTP/1.1 504");
      assertThat(Duration.ofNanos(System.nanoTime() - sentNanos)).isLessThan(Duration.ofSeconds(2));
    }
  }

  private static ProxyFixture limited() throws IOException {
    return new ProxyFixture(t -> t.total = SHORT);
  }

  private static void serve(Wire upstream, Wire client) throws IOException {
    upstream.readHead();
    upstream.send(OK);
    assertThat(client.readResponse()).endsWith("hi");
  }

  private static void assertTimedOut(RecordingCapture capture) throws Exception {
    RawExchange exchange = capture.next();
    assertThat(failureOf(exchange).getKind()).isEqualTo(Failure.Kind.RESPONSE_TIMEOUT);
    capture.assertSettled();
  }
}
