package dev.parallax.proxy;

import static dev.parallax.proxy.RecordingCapture.failureOf;
import static dev.parallax.proxy.RecordingCapture.responseOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Failure;
import dev.parallax.recorder.raw.RawExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What passes once the upstream agreed to another protocol, and how that ends. */
@ExtendWith(FailOnLeak.class)
class TunnelIT {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
  private static final String ASKED =
      String.join(
          "\r\n",
          "GET /chat HTTP/1.1",
          "Host: a",
          "Connection: keep-alive, Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Key: dGhl",
          "",
          "");
  private static final String AGREED =
      String.join(
          "\r\n",
          "HTTP/1.1 101 Switching Protocols",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Accept: s3pP",
          "",
          "");
  private static final Duration SHORT = Duration.ofMillis(300);

  @OnEachTransport
  void passesTheHandshakeAndWhatFollowsBothWays(Transport transport) throws Exception {
    try (ProxyFixture fixture = tunnelling(transport);
        Wire client = fixture.client()) {
      client.send(ASKED);
      Wire upstream = fixture.upstream.next();
      assertThat(upstream.readHead())
          .contains("connection: upgrade\r\n", "upgrade: websocket\r\n", "Sec-WebSocket-Key: dGhl")
          .doesNotContain("keep-alive");
      upstream.send(AGREED);
      assertThat(client.readHead())
          .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
          .contains("connection: upgrade\r\n", "upgrade: websocket\r\n", "s3pP");
      for (int i = 0; i < 3; i++) {
        client.send("ping" + i);
        assertThat(upstream.read(5)).isEqualTo("ping" + i);
        upstream.send("pong" + i);
        assertThat(client.read(5)).isEqualTo("pong" + i);
      }
    }
  }

  @OnEachTransport
  void passesWhatCameRightBehindTheHandshake(Transport transport) throws Exception {
    try (ProxyFixture fixture = tunnelling(transport);
        Wire client = fixture.client()) {
      client.send(ASKED + "early");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(AGREED + "first");
      client.readHead();
      assertThat(client.read(5)).isEqualTo("first");
      assertThat(upstream.read(5)).isEqualTo("early");
      client.send("more");
      assertThat(upstream.read(4)).isEqualTo("more");
    }
  }

  @Test
  void passesWhatFollowsAHandshakeOfAnOldDraft() throws Exception {
    try (ProxyFixture fixture = tunnelling(Transport.best());
        Wire client = fixture.client()) {
      client.send(ASKED);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 101 Upgrade\r\nUpgrade: websocket\r\n\r\nfirst");
      client.readHead();
      assertThat(client.read(5)).isEqualTo("first");
    }
  }

  @Test
  void recordsTheHandshakeAsAWholeExchange() throws Exception {
    try (ProxyFixture fixture = tunnelling(Transport.best());
        Wire client = fixture.client()) {
      open(fixture, client).send("pong");
      client.read(4);
      RawExchange exchange = fixture.capture.next();
      assertThat(exchange.failure()).isNull();
      assertThat(exchange.request().body().truncated()).isFalse();
      assertThat(responseOf(exchange).status()).isEqualTo(101);
      assertThat(responseOf(exchange).body().length()).isZero();
      assertThat(responseOf(exchange).body().truncated()).isFalse();
      client.reset();
      fixture.passBy();
      fixture.capture.next();
      fixture.capture.assertSettled();
    }
  }

  @Test
  void servesAnUpstreamThatDoesNotAgreeAsAnyOther() throws Exception {
    try (ProxyFixture fixture = tunnelling(Transport.best());
        Wire client = fixture.client()) {
      client.send(ASKED);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(OK);
      assertThat(client.readResponse()).startsWith("HTTP/1.1 200").endsWith("hi");
      client.send(GET);
      upstream.readHead();
      upstream.send(OK);
      assertThat(client.readResponse()).endsWith("hi");
      assertThat(responseOf(fixture.capture.next()).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true, h2c, GET, HTTP/1.1, ''",
    "true, H2C, GET, HTTP/1.1, ''",
    "true, 'websocket, h2c', GET, HTTP/1.1, ''",
    "true, websocket, GET, HTTP/1.0, ''",
    "true, websocket, POST, HTTP/1.1, x",
    "false, websocket, GET, HTTP/1.1, ''",
  })
  void servesWhatItMayNotTunnelAsAnyOtherRequest(
      boolean tunnels, String protocol, String method, String version, String body)
      throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.tunnelsUpgrades = tunnels);
        Wire client = fixture.client()) {
      client.send(
          "%s / %s\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: %s\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(method, version, protocol, body.length(), body));
      Wire upstream = fixture.upstream.next();
      assertThat(upstream.readHead()).doesNotContainIgnoringCase("upgrade");
      upstream.send(AGREED);
      assertThat(client.readResponse()).startsWith("HTTP/1.1 502");
    }
  }

  @Test
  void answers502WhereTheUpstreamDoesNotSayToWhatItSwitches() throws Exception {
    try (ProxyFixture fixture = tunnelling(Transport.best());
        Wire client = fixture.client()) {
      client.send(ASKED);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 101 Switching Protocols\r\n\r\nbytes");
      assertThat(client.readResponse()).startsWith("HTTP/1.1 502");
      assertThat(failureOf(fixture.capture.next()).getKind()).isEqualTo(Failure.Kind.MALFORMED);
    }
  }

  @Test
  void endsATunnelInWhichNothingMoves() throws Exception {
    try (ProxyFixture fixture = tunnelling(Transport.best(), t -> t.stream = SHORT);
        Wire client = fixture.client()) {
      Wire upstream = open(fixture, client);
      assertThat(client.isAtEnd()).isTrue();
      assertThat(upstream.isAtEnd()).isTrue();
    }
  }

  @Test
  void doesNotCountTheTunnelToTheTimeOfTheHandshake() throws Exception {
    Duration handshake = Duration.ofSeconds(1);
    try (ProxyFixture fixture =
            tunnelling(
                Transport.best(),
                t -> {
                  t.total = handshake;
                  t.response = handshake;
                  t.idle = handshake;
                });
        Wire client = fixture.client()) {
      Wire upstream = open(fixture, client);
      Waiting.during(handshake.multipliedBy(2));
      client.send("ping");
      assertThat(upstream.read(4)).isEqualTo("ping");
    }
  }

  @OnEachTransport
  void endsWithTheProxy(Transport transport) throws Exception {
    try (ProxyFixture fixture = tunnelling(transport, t -> t.drain = SHORT);
        Wire client = fixture.client()) {
      Wire upstream = open(fixture, client);
      assertThat(fixture.proxy.drain()).isEqualTo(new DrainResult(0));
      assertThat(client.isAtEnd()).isTrue();
      assertThat(upstream.isAtEnd()).isTrue();
    }
  }

  static ProxyFixture tunnelling(Transport transport) throws IOException {
    return tunnelling(transport, _ -> {});
  }

  static ProxyFixture tunnelling(Transport transport, Consumer<Tuning> change) throws IOException {
    return new ProxyFixture(
        transport,
        t -> {
          t.tunnelsUpgrades = true;
          change.accept(t);
        });
  }

  /** The upstream's end of a tunnel from {@code client}. */
  static Wire open(ProxyFixture fixture, Wire client) throws Exception {
    client.send(ASKED);
    Wire upstream = fixture.upstream.next();
    upstream.readHead();
    upstream.send(AGREED);
    client.readHead();
    return upstream;
  }
}
