package dev.parallax.proxy;

import static dev.parallax.proxy.RecordingCapture.failureOf;
import static dev.parallax.proxy.RecordingCapture.responseOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.proto.Failure;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.raw.RawExchange;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the time for a head, and for a response under way, cuts; and what it does not. */
@ExtendWith(FailOnLeak.class)
class TimeoutIT {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
  private static final Duration SHORT = Duration.ofMillis(300);

  @OnEachTransport
  void answers408WhereAHeadDoesNotCome(Transport transport) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, t -> t.header = SHORT);
        Wire client = fixture.client()) {
      client.send("GET / HT");
      assertThat(client.readAll()).startsWith("HTTP/1.1 408");
      assertThat(fixture.capture.counted(Fate.REFUSED_UNREAD)).isEqualTo(1);
      fixture.capture.assertSettled();
    }
  }

  @Test
  void givesNoMoreTimeToAHeadThatComesByteByByte() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.header = SHORT);
        Wire client = fixture.client();
        Dripping drip = new Dripping(client, "a", Duration.ofMillis(30))) {
      client.send("GET / HTTP/1.1\r\nHost: ");
      drip.start();
      assertThat(client.readUntil("\r\n")).startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void limitsTheTimeOfALaterHeadButNotTheWaitForIt() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.header = SHORT);
        Wire client = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      serve(upstream, client);
      Waiting.during(SHORT.multipliedBy(3));
      client.send(GET);
      serve(upstream, client);
      client.send("GET / HT");
      assertThat(client.readAll()).startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void limitsTheTimeOfAHeadThatBeganWithTheRequestBefore() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.header = SHORT);
        Wire client = fixture.client()) {
      client.send(GET + "GET / HT");
      serve(fixture.upstream.next(), client);
      assertThat(client.readAll()).startsWith("HTTP/1.1 408");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Content-Length: 9\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"})
  void cutsAResponseThatStalls(String headersAndPart) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.stream = SHORT);
        Wire client = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 200 OK\r\n" + headersAndPart);
      assertThat(client.readAll()).contains("abc").doesNotContain("0\r\n\r\n");
      assertThat(upstream.isAtEnd()).isTrue();
      RawExchange exchange = fixture.capture.next();
      assertThat(failureOf(exchange).getKind()).isEqualTo(Failure.Kind.RESPONSE_TIMEOUT);
      assertThat(responseOf(exchange).body().content()).asString().isEqualTo("abc");
      assertThat(responseOf(exchange).body().truncated()).isTrue();
      fixture.capture.assertSettled();
    }
  }

  @OnEachTransport
  void resetsAClientWhoseResponseStallsThatOnlyItsEndWouldTell(Transport transport)
      throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(transport, t -> t.stream = SHORT);
        Wire client = fixture.client()) {
      client.send("GET / HTTP/1.0\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
      client.readHead();
      client.read(3);
      assertThatThrownBy(client::readAll)
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(EOFException.class);
    }
  }

  @Test
  void givesAResponseThatMovesAllTheTimeItTakes() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.stream = Duration.ofSeconds(2));
        Wire client = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n");
      client.readHead();
      try (Dripping drip = new Dripping(upstream, "a", Duration.ofMillis(60))) {
        drip.start();
        assertThat(client.read(50)).isEqualTo("a".repeat(50));
      }
    }
  }

  @Test
  void takesTheTimeOfAStreamForAResponseThatBeganBeforeItsRequestEnded() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.response = SHORT);
        Wire client = fixture.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
      client.readHead();
      client.send("b");
      assertThat(upstream.read(2)).isEqualTo("ab");
      Waiting.during(SHORT.multipliedBy(2));
      upstream.send("hi");
      assertThat(client.read(2)).isEqualTo("hi");
      assertThat(fixture.capture.next().failure()).isNull();
    }
  }

  @Test
  void takesTheTimeOfTheResponseOnlyOnceTheRequestEndedAlsoAfterA100() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.response = SHORT);
        Wire client = fixture.client()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 100 Continue\r\n\r\n");
      client.readHead();
      Waiting.during(SHORT.multipliedBy(2));
      client.send("ab");
      assertThat(upstream.read(2)).isEqualTo("ab");
      upstream.send(OK);
      assertThat(client.readResponse()).endsWith("hi");
    }
  }

  private static void serve(Wire upstream, Wire client) throws IOException {
    upstream.readHead();
    upstream.send(OK);
    assertThat(client.readResponse()).endsWith("hi");
  }
}
