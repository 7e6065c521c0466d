package dev.parallax.proxy;

import static dev.parallax.proxy.Http2Peer.CONTINUATION;
import static dev.parallax.proxy.Http2Peer.DATA;
import static dev.parallax.proxy.Http2Peer.END_HEADERS;
import static dev.parallax.proxy.Http2Peer.END_STREAM;
import static dev.parallax.proxy.Http2Peer.GOAWAY;
import static dev.parallax.proxy.Http2Peer.HEADERS;
import static dev.parallax.proxy.Http2Peer.PING;
import static dev.parallax.proxy.Http2Peer.PRIORITY;
import static dev.parallax.proxy.Http2Peer.PUSH_PROMISE;
import static dev.parallax.proxy.Http2Peer.RST_STREAM;
import static dev.parallax.proxy.Http2Peer.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proxy.Http2Peer.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no HTTP/2, or is too much of it: how it is answered, and that none of it passes. */
@Timeout(60)
class Http2AbuseIT {

  private static final String[] GET = {
    ":method", "GET", ":scheme", "http", ":authority", "shop", ":path", "/"
  };
  private static final byte[] NOTHING = {};
  private static final int MAX_TURNS = 5;
  private static final int FLOOD = 2_000;

  /** What a client does. */
  interface Deed {
    void of(Http2Peer client) throws IOException;
  }

  /**
   * @param answer {@code stream} and the code of its reset, {@code connection} and the code of the
   *     farewell, or a status
   */
  record Abuse(String name, String answer, Deed deed) {
    @Override
    public String toString() {
      return name;
    }
  }

  private ProxyFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new ProxyFixture();
  }

  @AfterEach
  void stop() throws Exception {
    fixture.close();
  }

  static Stream<Abuse> malformedRequests() {
    return Stream.of(
        headers("no method", 0, 2),
        headers("no scheme", 2, 4),
        headers("no path", 6, 8),
        with("an empty path", ":path", "", 6),
        with("a path in absolute form", "status 400", ":path", "http://shop/", 6),
        with("a path with a space", ":path", "/a b HTTP/1.1", 6),
        with("a method with a space", ":method", "GET /x", 0),
        with("an authority with a user", "status 400", ":authority", "user@shop", 4),
        more("two methods", ":method", "POST"),
        more("two paths", ":path", "/other"),
        more("an unknown pseudo-header", ":other", "x"),
        more("a pseudo-header of responses", ":status", "200"),
        more("a capital letter in a name", "X-Own", "x"),
        more("an empty name", "", "x"),
        more("a space in a name", "x own", "x"),
        more("a line end in a name", "x\r\nown", "x"),
        more("a colon in a name", "x:own", "x"),
        more("a line end in a value", "x-own", "a\r\nhost: other"),
        more("a NUL in a value", "x-own", "a\0b"),
        more("a space before a value", "x-own", " a"),
        more("a line end in a cookie", "cookie", "a=1\nb"),
        more("connection", "connection", "close"),
        more("keep-alive", "keep-alive", "5"),
        more("proxy-connection", "proxy-connection", "close"),
        more("transfer-encoding", "transfer-encoding", "chunked"),
        more("upgrade", "upgrade", "websocket"),
        more("te other than trailers", "te", "gzip"),
        more("a name that some take for framing", "transfer_encoding", "chunked"),
        more("a length that is no number", "content-length", "abc"),
        more("two lengths", "content-length", "1", "content-length", "1"),
        more("a length without a body", "content-length", "5"),
        more("another host", "status 400", "host", "other"),
        more("two hosts", "status 400", "host", "shop", "host", "shop"),
        more("a request that was replayed", "status 403", "x-parallax-run", "1"),
        with("the method CONNECT", "status 501", ":method", "CONNECT", 0),
        new Abuse(
            "a pseudo-header after a header",
            "stream 1",
            client ->
                client.headers(
                    1, true, "x-own", "x", ":method", "GET", ":scheme", "http", ":path", "/")),
        new Abuse(
            "headers of more than 32 KiB",
            "status 431",
            client -> {
              client.send(HEADERS, END_STREAM, 1, Http2Peer.block(GET));
              byte[] more = Http2Peer.block("x-own", "x".repeat(12_000));
              client.send(CONTINUATION, 0, 1, more).send(CONTINUATION, 0, 1, more);
              client.send(CONTINUATION, END_HEADERS, 1, more);
            }));
  }

  static Stream<Abuse> brokenConnections() {
    return Stream.of(
        new Abuse("data for no stream", "connection 1", c -> c.data(0, "x", true)),
        new Abuse("data for an idle stream", "connection 1", c -> c.data(1, "x", true)),
        new Abuse("a stream of the server's", "connection 1", c -> c.get(2, "/")),
        new Abuse(
            "a frame that is too large", "connection 6", c -> c.send(DATA, 0, 1, new byte[16_385])),
        new Abuse("a push", "connection 1", c -> c.send(PUSH_PROMISE, END_HEADERS, 1, new byte[4])),
        new Abuse(
            "a continuation of nothing", "connection 1", c -> c.send(CONTINUATION, 0, 1, NOTHING)),
        new Abuse(
            "a frame amid headers",
            "connection 1",
            c -> c.send(HEADERS, END_STREAM, 1, NOTHING).send(PING, 0, 0, new byte[8])),
        new Abuse(
            "a window that overflows",
            "connection 3",
            c -> c.window(0, Integer.MAX_VALUE).window(0, Integer.MAX_VALUE)),
        new Abuse("a window of nothing", "connection 1", c -> c.window(0, 0)),
        new Abuse(
            "settings that make no sense", "connection 3", c -> c.settings(4, Integer.MIN_VALUE)),
        new Abuse(
            "settings of half a pair", "connection 6", c -> c.send(SETTINGS, 0, 0, new byte[5])),
        new Abuse("a ping of four bytes", "connection 6", c -> c.send(PING, 0, 0, new byte[4])),
        new Abuse("a reset of an idle stream", "connection 1", c -> c.reset(5, 8)),
        new Abuse(
            "headers that no table explains",
            "connection 9",
            c -> c.send(HEADERS, END_HEADERS | END_STREAM, 1, new byte[] {(byte) 0xff, 0x7f})));
  }

  static Stream<Abuse> floods() {
    return Stream.of(
        new Abuse(
            "continuations without bytes",
            "connection 11",
            c -> {
              c.send(HEADERS, END_STREAM, 1, NOTHING);
              flood(c, Http2Peer.frame(CONTINUATION, 0, 1, NOTHING));
            }),
        new Abuse(
            "continuations of a list that does not end",
            "connection 11",
            c -> {
              c.send(HEADERS, END_STREAM, 1, Http2Peer.block(GET));
              flood(
                  c, Http2Peer.frame(CONTINUATION, 0, 1, Http2Peer.block("x", "y".repeat(1_000))));
            }),
        new Abuse(
            "pings", "connection 11", c -> flood(c, Http2Peer.frame(PING, 0, 0, new byte[8]))),
        new Abuse(
            "settings", "connection 11", c -> flood(c, Http2Peer.frame(SETTINGS, 0, 0, NOTHING))),
        new Abuse(
            "frames of a type that nobody knows",
            "connection 11",
            c -> {
              c.post(1, "/");
              flood(c, Http2Peer.frame(0x77, 0, 1, NOTHING));
            }),
        new Abuse(
            "priorities",
            "connection 11",
            c -> {
              c.post(1, "/");
              flood(c, Http2Peer.frame(PRIORITY, 0, 1, new byte[5]));
            }),
        new Abuse(
            "data without bytes",
            "connection 11",
            c -> {
              c.post(1, "/");
              flood(c, Http2Peer.frame(DATA, 0, 1, NOTHING));
            }));
  }

  @ParameterizedTest
  @MethodSource("malformedRequests")
  void passesNoMalformedRequestOn(Abuse abuse) throws Exception {
    try (Http2Peer client = Http2Peer.client(fixture.client())) {
      abuse.deed.of(client);
      assertThat(answer(client.next())).isEqualTo(abuse.answer);
      assertThat(fixture.upstream.connections()).isZero();
      // The others are none of its business.
      client.get(3, "/");
      try (Wire upstream = fixture.upstream.next()) {
        upstream.readHead();
        upstream.send("HTTP/1.1 204 No Content\r\n\r\n");
        Frame head = client.next(HEADERS);
        while (head.stream() != 3) {
          head = client.next(HEADERS);
        }
        assertThat(head.text()).startsWith(":status: 204\n");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("brokenConnections")
  void closesAConnectionThatBreaksTheRules(Abuse abuse) throws Exception {
    try (Http2Peer client = Http2Peer.client(fixture.client())) {
      abuse.deed.of(client);
      assertThat(answer(client.next(GOAWAY))).isEqualTo(abuse.answer);
      assertThat(client.isClosed()).isTrue();
      assertThat(fixture.upstream.connections()).isZero();
    }
    fixture.passBy();
  }

  @ParameterizedTest
  @MethodSource("floods")
  void closesAConnectionThatFloods(Abuse abuse) throws Exception {
    assertThat(answerToFlood(abuse, 1)).isEqualTo(abuse.answer);
    fixture.passBy();
  }

  /** Closed with more on its way than was read, a connection is reset: what it told may be lost. */
  private String answerToFlood(Abuse abuse, int turn) throws Exception {
    try (Http2Peer client = Http2Peer.client(fixture.client())) {
      abuse.deed.of(client);
      return answer(client.next(GOAWAY));
    } catch (SocketException reset) {
      if (turn == MAX_TURNS) {
        throw reset;
      }
      return answerToFlood(abuse, turn + 1);
    }
  }

  /** CVE-2023-44487. */
  @Test
  void closesAConnectionThatResetsItsStreamsInNoTime() throws Exception {
    try (Http2Peer client = Http2Peer.client(fixture.client())) {
      int told = 0;
      try {
        for (int stream = 1; stream < 2 * FLOOD; stream += 2) {
          client.get(stream, "/").reset(stream, 8);
          told++;
        }
      } catch (IOException e) {
        // It was told to go before that.
      }
      assertThat(answer(client.next(GOAWAY))).isEqualTo("connection 11");
      assertThat(told).isGreaterThan(1_000);
    }
    fixture.passBy();
    assertThat(fixture.capture.counted(Fate.REFUSED_UNREAD)).isZero();
  }

  @Test
  void refusesAStreamBeyondTheLimit() throws Exception {
    try (Http2Peer client = Http2Peer.client(fixture.client())) {
      for (int i = 0; i <= 100; i++) {
        client.post(1 + 2 * i, "/");
      }
      Frame refused = client.next(RST_STREAM);
      assertThat(refused.stream()).isEqualTo(201);
      assertThat(refused.errorCode()).isEqualTo(7);
    }
  }

  private static Abuse headers(String name, int from, int to) {
    List<String> fields = new ArrayList<>(List.of(GET));
    fields.subList(from, to).clear();
    return new Abuse(name, "stream 1", c -> c.headers(1, true, fields.toArray(String[]::new)));
  }

  private static Abuse with(String name, String field, String value, int at) {
    return with(name, "stream 1", field, value, at);
  }

  private static Abuse with(String name, String answer, String field, String value, int at) {
    String[] fields = GET.clone();
    fields[at] = field;
    fields[at + 1] = value;
    return new Abuse(name, answer, c -> c.headers(1, true, fields));
  }

  private static Abuse more(String name, String... fieldsAfterAnswer) {
    boolean answered = fieldsAfterAnswer.length % 2 == 1;
    String answer = answered ? fieldsAfterAnswer[0] : "stream 1";
    String[] fields =
        answered
            ? Arrays.copyOfRange(fieldsAfterAnswer, 1, fieldsAfterAnswer.length)
            : fieldsAfterAnswer;
    return new Abuse(name, answer, c -> c.headers(1, true, plus(GET, fields)));
  }

  private static String[] plus(String[] fields, String... more) {
    return Stream.concat(Arrays.stream(fields), Arrays.stream(more)).toArray(String[]::new);
  }

  private static void flood(Http2Peer client, byte[] frame) {
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int i = 0; i < FLOOD; i++) {
      many.writeBytes(frame);
    }
    try {
      client.wire().send(many.toByteArray());
    } catch (IOException e) {
      // It was told to go before that.
    }
  }

  private static String answer(Frame frame) {
    return switch (frame.type()) {
      case RST_STREAM -> "stream " + frame.errorCode();
      case GOAWAY -> "connection " + frame.errorCode();
      case HEADERS -> "status " + frame.text().substring(9, 12);
      default -> frame.toString();
    };
  }
}
