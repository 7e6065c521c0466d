package dev.parallax.proxy;

import static dev.parallax.proxy.RecordingCapture.failureOf;
import static dev.parallax.proxy.RecordingCapture.responseOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Failure;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.proxy.route.HostPolicy;
import dev.parallax.proxy.route.Route;
import dev.parallax.proxy.route.TapPolicy;
import dev.parallax.proxy.upstream.UpstreamProtocol;
import dev.parallax.recorder.raw.Keep;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawRoute;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several upstreams behind one proxy, each with its own ways. */
@ExtendWith(FailOnLeak.class)
class RoutingIT {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
  private static final TapPolicy ALL = new TapPolicy(1, 1000);

  private ScriptedUpstream other;
  private ProxyFixture fixture;

  @BeforeEach
  void start() throws IOException {
    other = new ScriptedUpstream();
    fixture =
        new ProxyFixture(
            t -> {
              t.routes.add(route("", "/api", other.uri(), ALL));
              t.routes.add(route("*.shop", "/", other.uri(), ALL));
              t.routes.add(route("off.shop", "/", other.uri(), new TapPolicy(0, 1000)));
              t.routes.add(
                  route(
                      "some.shop",
                      "/",
                      other.uri(),
                      new TapPolicy(0.25, 3, Keep.ODD, Mode.DETECT)));
              t.routes.add(
                  new Route(
                      "own.shop",
                      "/",
                      other.uri(),
                      HostPolicy.UPSTREAM,
                      UpstreamProtocol.AUTO,
                      false,
                      ALL));
            });
  }

  @AfterEach
  void stop() throws IOException {
    fixture.close();
    other.close();
  }

  @Test
  void leadsTheRequestsOfOneClientToTheirUpstreams() throws Exception {
    try (Wire client = fixture.client()) {
      client.send(get("/", "a") + get("/api/x?y", "a") + get("/", "B.shop:80") + get("/apis", "a"));
      Wire first = fixture.upstream.next();
      assertThat(first.readHead()).startsWith("GET / ").contains("Host: a\r\n");
      answer(first, client);
      Wire second = other.next();
      assertThat(second.readHead()).startsWith("GET /api/x?y ").contains("Host: a\r\n");
      answer(second, client);
      // Two routes to one upstream share its connections.
      assertThat(second.readHead()).startsWith("GET / ").contains("Host: B.shop:80\r\n");
      answer(second, client);
      assertThat(first.readHead()).startsWith("GET /apis ");
      answer(first, client);
      assertThat(fixture.upstream.connections() + other.connections()).isEqualTo(2);
    }
  }

  @Test
  void goesByTheAuthorityOfAnAbsoluteForm() throws Exception {
    try (Wire client = fixture.client()) {
      client.send("GET http://c.shop/x HTTP/1.1\r\nHost: c.shop\r\n\r\n");
      Wire upstream = other.next();
      assertThat(upstream.readHead())
          .startsWith("GET /x HTTP/1.1\r\n")
          .contains("Host: c.shop\r\n", "X-Forwarded-Host: c.shop\r\n");
      answer(upstream, client);
      assertThat(fixture.capture.next().authority()).isEqualTo("c.shop");
    }
  }

  @Test
  void tellsAnUpstreamItsOwnHostWhereTheRouteSaysSo() throws Exception {
    try (Wire client = fixture.client()) {
      client.send(get("/", "own.shop"));
      Wire upstream = other.next();
      assertThat(upstream.readHead())
          .containsIgnoringCase("\r\nHost: " + other.uri().getRawAuthority() + "\r\n")
          .contains("X-Forwarded-Host: own.shop\r\n");
      answer(upstream, client);
      assertThat(fixture.capture.next().authority()).isEqualTo("own.shop");
    }
  }

  @Test
  void recordsEachRouteAsItSays() throws Exception {
    try (Wire client = fixture.client()) {
      client.send(get("/", "off.shop") + get("/", "some.shop") + get("/", "a"));
      Wire upstream = other.next();
      for (int i = 0; i < 2; i++) {
        upstream.readHead();
        upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        assertThat(client.readResponse()).endsWith("hello");
      }
      RawExchange some = fixture.capture.next();
      assertThat(some.authority()).isEqualTo("some.shop");
      assertThat(some.route())
          .isEqualTo(new RawRoute(other.uri().getAuthority(), 0.25, Keep.ODD, Mode.DETECT));
      assertThat(responseOf(some).body().content()).asString().isEqualTo("hel");
      assertThat(responseOf(some).body().length()).isEqualTo(5);
      Wire rest = fixture.upstream.next();
      rest.readHead();
      answer(rest, client);
      assertThat(fixture.capture.next().route())
          .isEqualTo(new RawRoute(fixture.upstream.uri().getAuthority(), 1));
      assertThat(fixture.capture.counted(Fate.TAP_OFF)).isEqualTo(1);
      fixture.capture.assertSettled();
    }
  }

  @Test
  void answers404WhereNoRouteApplies() throws Exception {
    RecordingCapture capture = new RecordingCapture();
    ProxySettings all = ProxyFixture.settings(other.uri());
    ProxySettings settings =
        new ProxySettings(
            all.listen(),
            List.of(route("a.shop", "/api", other.uri(), ALL)),
            all.timeouts(),
            all.limits(),
            all.forwarding(),
            all.tap(),
            1,
            all.transport(),
            all.tls(),
            all.proxyProtocol());
    try (ProxyServer proxy = ProxyServer.start(settings, capture);
        Wire client = Wire.to(proxy.address())) {
      client.send(get("/", "a.shop"));
      assertThat(client.readResponse())
          .startsWith("HTTP/1.1 404")
          .contains("Proxy-Status: parallax; error=destination_not_found");
      RawExchange exchange = capture.next();
      assertThat(failureOf(exchange).getKind()).isEqualTo(Failure.Kind.REFUSED);
      assertThat(exchange.response()).isNull();
      assertThat(other.connections()).isZero();
      capture.assertSettled();
      // Nor does a request without Host, and a connection serves the next after a refusal or not.
      try (Wire old = Wire.to(proxy.address())) {
        old.send("GET / HTTP/1.0\r\n\r\n");
        assertThat(old.readAll()).startsWith("HTTP/1.1 404");
        assertThat(capture.next().authority()).isEmpty();
      }
    }
  }

  private static Route route(String host, String prefix, URI upstream, TapPolicy tap) {
    return new Route(
        host, prefix, upstream, HostPolicy.PRESERVE, UpstreamProtocol.AUTO, false, tap);
  }

  private static String get(String target, String host) {
    return "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
  }

  private static void answer(Wire upstream, Wire client) throws IOException {
    upstream.send(OK);
    assertThat(client.readResponse()).endsWith("hi");
  }
}
