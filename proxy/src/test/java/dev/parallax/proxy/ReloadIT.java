package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parallax.proxy.route.HostPolicy;
import dev.parallax.proxy.route.Route;
import dev.parallax.proxy.tap.TapSettings;
import dev.parallax.proxy.upstream.UpstreamProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Other settings for a proxy that serves: what is in flight ends as it began. */
@ExtendWith(FailOnLeak.class)
class ReloadIT {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  private ScriptedUpstream other;
  private ProxyFixture fixture;

  @BeforeEach
  void start() throws IOException {
    other = new ScriptedUpstream();
    fixture = new ProxyFixture(t -> t.maxUpstreamConnections = 1);
  }

  @AfterEach
  void stop() throws IOException {
    fixture.close();
    other.close();
  }

  @Test
  void endsWhatIsInFlightAsItBeganAndLeadsTheNextElsewhere() throws Exception {
    try (Wire client = fixture.client()) {
      client.send(GET);
      Wire before = fixture.upstream.next();
      before.readHead();

      reload(other.uri(), _ -> {});

      answer(before, client);
      assertThat(before.isAtEnd()).as("it is of no use any more").isTrue();
      serve(client, other);
      assertThat(fixture.capture.next().route().upstream())
          .isEqualTo(fixture.upstream.uri().getAuthority());
      assertThat(fixture.capture.next().route().upstream()).isEqualTo(other.uri().getAuthority());
      fixture.capture.assertSettled();
    }
  }

  @Test
  void closesIdleConnectionsToAnUpstreamThatIsNamedNoMore() throws Exception {
    try (Wire client = fixture.client()) {
      Wire before = serve(client, fixture.upstream);

      reload(other.uri(), _ -> {});

      assertThat(before.isAtEnd()).isTrue();
    }
  }

  @Test
  void keepsTheConnectionsToAnUpstreamThatStays() throws Exception {
    try (Wire client = fixture.client()) {
      Wire upstream = serve(client, fixture.upstream);

      reload(
          fixture.upstream.uri(),
          t -> {
            t.maxUpstreamConnections = 1;
            t.response = Duration.ofSeconds(9);
            t.routes.add(
                new Route(
                    "b",
                    "/",
                    other.uri(),
                    HostPolicy.PRESERVE,
                    UpstreamProtocol.AUTO,
                    false,
                    t.policy));
          });

      client.send(GET);
      upstream.readHead();
      answer(upstream, client);
      assertThat(fixture.upstream.connections()).isEqualTo(1);
      client.send("GET / HTTP/1.1\r\nHost: b\r\n\r\n");
      Wire added = other.next();
      added.readHead();
      answer(added, client);
    }
  }

  @Test
  void connectsAnewWhereTheWayToConnectHasChanged() throws Exception {
    try (Wire client = fixture.client()) {
      Wire before = serve(client, fixture.upstream);

      reload(fixture.upstream.uri(), t -> t.upstreamAge = Duration.ofSeconds(9));

      assertThat(before.isAtEnd()).isTrue();
      serve(client, fixture.upstream);
    }
  }

  @Test
  void stillServesWhoWaitsForAConnectionThatIsToBeClosed() throws Exception {
    try (Wire first = fixture.client();
        Wire second = fixture.client()) {
      first.send(GET);
      Wire before = fixture.upstream.next();
      before.readHead();
      second.send(GET);
      fixture.passBy();

      reload(other.uri(), _ -> {});

      answer(before, first);
      before.readHead();
      answer(before, second);
      assertThat(before.isAtEnd()).isTrue();
      assertThat(other.connections()).isZero();
    }
  }

  @Test
  void waitsByNewTimeoutsOnConnectionsThatAreThere() throws Exception {
    try (Wire client = fixture.client()) {
      serve(client, fixture.upstream);

      reload(fixture.upstream.uri(), t -> t.response = Duration.ofMillis(50));

      client.send(GET);
      assertThat(client.readResponse()).startsWith("HTTP/1.1 504");
    }
  }

  @Test
  void closesAnIdleClientByTheTimeoutOfItsLastRequest() throws Exception {
    try (Wire client = fixture.client()) {
      reload(fixture.upstream.uri(), t -> t.idle = Duration.ofMillis(50));

      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(OK);
      assertThat(client.readAll()).endsWith("hi");
    }
  }

  @Test
  void admitsClientsByTheNewLimit() throws Exception {
    try (Wire client = fixture.client()) {
      fixture.passBy();

      reload(fixture.upstream.uri(), t -> t.maxConnections = 1);

      try (Wire oneTooMany = fixture.client()) {
        oneTooMany.send(GET);
        assertThat(oneTooMany.readResponse()).startsWith("HTTP/1.1 503");
      }
      serve(client, fixture.upstream);
    }
  }

  static Stream<Arguments> fixed() {
    Consumer<Tuning> listen =
        t -> t.listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    Consumer<Tuning> loops = t -> t.eventLoops = 2;
    Consumer<Tuning> tap = t -> t.tap = TapSettings.defaults().withEnabled(false);
    return Stream.of(
        Arguments.of("proxy.listen", listen),
        Arguments.of("proxy.eventLoops", loops),
        Arguments.of("tap", tap));
  }

  @ParameterizedTest
  @MethodSource("fixed")
  void refusesAllWhereOneOfThemNeedsARestart(String key, Consumer<Tuning> change) throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reload(other.uri(), change))
        .withMessageStartingWith(key + ": ")
        .withMessageContaining("restarted");

    try (Wire client = fixture.client()) {
      serve(client, fixture.upstream);
    }
  }

  private void reload(URI upstream, Consumer<Tuning> change) {
    fixture.proxy.reload(ProxyFixture.settings(upstream, change));
  }

  /** One exchange over a new connection to the upstream, which is returned. */
  private static Wire serve(Wire client, ScriptedUpstream upstream)
      throws IOException, InterruptedException {
    client.send(GET);
    Wire connection = upstream.next();
    connection.readHead();
    answer(connection, client);
    return connection;
  }

  private static void answer(Wire upstream, Wire client) throws IOException {
    upstream.send(OK);
    assertThat(client.readResponse()).endsWith("hi");
  }
}
