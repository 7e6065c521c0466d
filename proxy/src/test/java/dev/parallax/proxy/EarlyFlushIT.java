package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.ExtendWith;

/** A request is sent on as it comes: nothing waits for what follows, nor is cut in two. */
@ExtendWith(FailOnLeak.class)
class EarlyFlushIT {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  @OnEachTransport
  void sendsABodyThatCameWithItsHeadInOneWrite(Transport transport) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, _ -> {});
        Wire client = fixture.client()) {
      client.send(POST + "body");
      Wire upstream = fixture.upstream.next();
      assertThat(readOnce(upstream)).startsWith("POST / ").endsWith("\r\n\r\nbody");
      upstream.send(OK);
      client.readResponse();
      client.send(POST + "more");
      assertThat(readOnce(upstream)).startsWith("POST / ").endsWith("\r\n\r\nmore");
    }
  }

  @OnEachTransport
  void sendsAHeadBeforeItsBodyIsThere(Transport transport) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, _ -> {});
        Wire client = fixture.client()) {
      client.send(POST.replace("Host", "Expect: 100-continue\r\nHost"));
      Wire upstream = fixture.upstream.next();
      for (int i = 0; i < 2; i++) {
        assertThat(upstream.readHead()).contains("Expect: 100-continue");
        upstream.send("HTTP/1.1 100 Continue\r\n\r\n");
        assertThat(client.readHead()).startsWith("HTTP/1.1 100");
        client.send("body");
        assertThat(upstream.read(4)).isEqualTo("body");
        upstream.send(OK);
        assertThat(client.readResponse()).endsWith("hi");
        client.send(POST.replace("Host", "Expect: 100-continue\r\nHost"));
      }
    }
  }

  @OnEachTransport
  void sendsEachPartOfABodyAsItComes(Transport transport) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, _ -> {});
        Wire client = fixture.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      for (int i = 0; i < 5; i++) {
        client.send("1\r\n" + i + "\r\n");
        assertThat(upstream.readUntil("\r\n" + i + "\r\n")).isEqualTo("1\r\n" + i + "\r\n");
      }
      client.send("0\r\n\r\n");
      assertThat(upstream.readUntil("0\r\n\r\n")).isEqualTo("0\r\n\r\n");
      upstream.send(OK);
      assertThat(client.readResponse()).endsWith("hi");
    }
  }

  @OnEachTransport
  void sendsEachOfSeveralRequestsThatCameAtOnce(Transport transport) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, _ -> {});
        Wire client = fixture.client()) {
      client.send(GET + POST + "body" + GET + POST + "bo");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(OK);
      assertThat(client.readResponse()).endsWith("hi");
      assertThat(readOnce(upstream)).endsWith("\r\n\r\nbody");
      upstream.send(OK);
      assertThat(client.readResponse()).endsWith("hi");
      upstream.readHead();
      upstream.send(OK);
      assertThat(client.readResponse()).endsWith("hi");
      upstream.readHead();
      assertThat(upstream.read(2)).isEqualTo("bo");
      client.send("dy");
      assertThat(upstream.read(2)).isEqualTo("dy");
    }
  }

  @OnEachTransport
  void sendsARequestAgainAtOnce(Transport transport) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, _ -> {});
        Wire client = fixture.client()) {
      client.send(GET);
      Wire stale = fixture.upstream.next();
      stale.readHead();
      stale.send(OK);
      client.readResponse();
      client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n");
      stale.readHead();
      stale.close();
      Wire fresh = fixture.upstream.next();
      fresh.readHead();
      client.send("body");
      assertThat(fresh.read(4)).isEqualTo("body");
      fresh.send(OK);
      assertThat(client.readResponse()).endsWith("hi");
    }
  }

  /** What is there, without waiting for more. */
  private static String readOnce(Wire wire) throws IOException {
    byte[] bytes = new byte[8192];
    int read = wire.in().read(bytes);
    return new String(bytes, 0, read, StandardCharsets.ISO_8859_1);
  }
}
