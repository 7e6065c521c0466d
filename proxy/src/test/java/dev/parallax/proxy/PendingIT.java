package dev.parallax.proxy;

import static dev.parallax.proxy.RecordingCapture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Failure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that wait since each connection to their upstream is taken. */
@ExtendWith(FailOnLeak.class)
class PendingIT {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  @OnEachTransport
  void servesThoseThatWaitInTheirOrderOnTheConnectionThatIsFree(Transport transport)
      throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, t -> t.maxUpstreamConnections = 1);
        Wire first = fixture.client();
        Wire second = fixture.client();
        Wire third = fixture.client()) {
      Wire upstream = occupy(fixture, first);
      second.send(get("/2"));
      fixture.passBy();
      third.send(get("/3"));
      fixture.passBy();
      upstream.send(OK);
      assertThat(first.readResponse()).endsWith("hi");
      assertThat(upstream.readHead()).startsWith("GET /2 ");
      upstream.send(OK);
      assertThat(second.readResponse()).endsWith("hi");
      assertThat(upstream.readHead()).startsWith("GET /3 ");
      upstream.send(OK);
      assertThat(third.readResponse()).endsWith("hi");
      assertThat(fixture.upstream.connections()).isEqualTo(1);
    }
  }

  @Test
  void opensANewConnectionForOneThatWaitsWhenAnotherCloses() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.maxUpstreamConnections = 1);
        Wire first = fixture.client();
        Wire second = fixture.client()) {
      Wire upstream = occupy(fixture, first);
      second.send("POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbo");
      fixture.passBy();
      upstream.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi");
      assertThat(first.readResponse()).endsWith("hi");
      Wire fresh = fixture.upstream.next();
      assertThat(fresh.readHead()).startsWith("POST /2 ");
      assertThat(fresh.read(2)).isEqualTo("bo");
      second.send("dy");
      assertThat(fresh.read(2)).isEqualTo("dy");
      fresh.send(OK);
      assertThat(second.readResponse()).endsWith("hi");
    }
  }

  @Test
  void answers503WhereTooManyWait() throws Exception {
    try (ProxyFixture fixture =
            new ProxyFixture(
                t -> {
                  t.maxUpstreamConnections = 1;
                  t.maxPending = 1;
                });
        Wire first = fixture.client();
        Wire second = fixture.client();
        Wire third = fixture.client()) {
      Wire upstream = occupy(fixture, first);
      second.send(get("/2"));
      fixture.passBy();
      fixture.capture.next();
      for (int i = 0; i < 2; i++) {
        third.send(get("/3"));
        assertBusy(fixture, third);
      }
      upstream.send(OK);
      first.readResponse();
      assertThat(upstream.readHead()).startsWith("GET /2 ");
    }
  }

  @Test
  void answers503WhereNoneIsFreeInTime() throws Exception {
    try (ProxyFixture fixture =
            new ProxyFixture(
                t -> {
                  t.maxUpstreamConnections = 1;
                  t.connect = Duration.ofSeconds(1);
                });
        Wire first = fixture.client();
        Wire second = fixture.client()) {
      occupy(fixture, first);
      second.send(get("/2"));
      assertBusy(fixture, second);
    }
  }

  @OnEachTransport
  void freesThePlaceOfAClientThatIsGone(Transport transport) throws Exception {
    try (ProxyFixture fixture =
            new ProxyFixture(
                transport,
                t -> {
                  t.maxUpstreamConnections = 1;
                  t.maxPending = 1;
                });
        Wire first = fixture.client();
        Wire third = fixture.client()) {
      Wire upstream = occupy(fixture, first);
      Wire second = fixture.client();
      second.send(get("/2"));
      fixture.passBy();
      fixture.capture.next();
      second.reset();
      assertThat(failureOf(fixture.capture.next()).getKind())
          .isEqualTo(Failure.Kind.CLIENT_ABORTED);
      third.send(get("/3"));
      fixture.passBy();
      upstream.send(OK);
      first.readResponse();
      assertThat(upstream.readHead()).startsWith("GET /3 ");
      upstream.send(OK);
      assertThat(third.readResponse()).endsWith("hi");
    }
  }

  private static void assertBusy(ProxyFixture fixture, Wire client) throws Exception {
    assertThat(client.readResponse())
        .startsWith("HTTP/1.1 503")
        .contains("connection_limit_reached", "retry-after: 1")
        .doesNotContain("connection: close");
    assertThat(failureOf(fixture.capture.next()).getKind()).isEqualTo(Failure.Kind.REFUSED);
  }

  /** The upstream's end of the connection that {@code client} has taken. */
  @Test
  void sendsARequestAgainOnceThoughItHadToWaitForAConnection() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.maxUpstreamConnections = 1);
        Wire first = fixture.client();
        Wire second = fixture.client()) {
      Wire stale = occupy(fixture, first);
      stale.send(OK);
      first.readResponse();
      first.send(get("/again"));
      stale.readHead();
      second.send(get("/2"));
      fixture.passBy();
      stale.close();
      Wire fresh = fixture.upstream.next();
      assertThat(fresh.readHead()).startsWith("GET /2 ");
      fresh.send(OK);
      second.readResponse();
      assertThat(fresh.readHead()).startsWith("GET /again ");
      fresh.close();
      assertThat(first.readResponse()).startsWith("HTTP/1.1 502");
      assertThat(fixture.upstream.connections()).isEqualTo(2);
    }
  }

  private static Wire occupy(ProxyFixture fixture, Wire client) throws Exception {
    client.send(get("/1"));
    Wire upstream = fixture.upstream.next();
    upstream.readHead();
    return upstream;
  }

  private static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }
}
