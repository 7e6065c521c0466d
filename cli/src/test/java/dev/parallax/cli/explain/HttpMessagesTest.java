package dev.parallax.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpMessagesTest {

  @Test
  void readsRequestsWithTheirResponsesOrWithout() throws MalformedMessage {
    List<RawExchange> all =
        read(
            """
            POST /a HTTP/1.1
            Host: shop
            Content-Length: 5

            {"a":
            HTTP/1.1 100 Continue

            HTTP/1.1 200 OK
            Content-Type: text/plain

            two
            lines

            GET /b HTTP/1.1


            HEAD /c HTTP/1.1

            HTTP/1.1 200
            Content-Length: 99

            GET /d HTTP/1.1
            """);

    assertThat(all)
        .extracting(one -> one.request().target())
        .containsExactly("/a", "/b", "/c", "/d");
    assertThat(all).extracting(RawExchange::authority).containsExactly("shop", "", "", "");
    assertThat(body(all.get(0).request().body().content())).isEqualTo("{\"a\":");
    assertThat(body(response(all.get(0)).body().content())).isEqualTo("two\nlines");
    assertThat(all.get(1).response()).isNull();
    assertThat(response(all.get(2)).body().length()).isZero();
    assertThat(all.get(3).response()).isNull();
  }

  @Test
  void readsWhatStoodOnTheWire() throws MalformedMessage {
    List<RawExchange> all =
        read(
            """
            POST /a HTTP/1.1\r
            Transfer-Encoding: chunked\r
            \r
            3;x=y\r
            abc\r
            2\r
            \r
            \r
            0\r
            x-end: 1\r
            \r
            HTTP/1.1 204 No Content\r
            \r
            """);

    assertThat(body(all.getFirst().request().body().content())).isEqualTo("abc\r\n");
    assertThat(all.getFirst().request().trailers())
        .singleElement()
        .satisfies(trailer -> assertThat(trailer.name()).isEqualTo("x-end"));
    assertThat(response(all.getFirst()).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          > GET / HTTP/1.1                               | 1: no start line (expected: 'GET /path HTTP/1.1'
          HTTP/1.1 200 OK                                | 1: a response without a request (expected: the request before it)
          GET / HTTP/1.1~no colon here                   | 2: no header line (expected: 'Name: value'
          GET / HTTP/1.1~Content-Length: x~~             | 3: Content-Length is no number
          GET / HTTP/1.1~Content-Length: 9~~abc          | 4: the body ends after 3 of 9 bytes
          GET / HTTP/1.1~Transfer-Encoding: chunked~~zz  | 4: no length of a chunk
          GET / HTTP/1.1~Transfer-Encoding: chunked~~9~a | 5: the body ends after 1 of 9
          GET / HTTP/1.1~Transfer-Encoding: chunked~~1~ab~0 | 5: a chunk is longer than it says
          GET / HTTP/1.1~~HTTP/1.1 200 OK~~HTTP/1.1 200 OK | 5: a response without a request
          """)
  void saysOnWhichLineItIsNoHttp(String text, String message) {
    assertThatThrownBy(() -> read(text.replace('~', '\n')))
        .isInstanceOf(MalformedMessage.class)
        .message()
        .startsWith(message);
  }

  private static RawResponse response(RawExchange exchange) {
    return Objects.requireNonNull(exchange.response());
  }

  private static String body(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1);
  }

  private static List<RawExchange> read(String text) throws MalformedMessage {
    return HttpMessages.read(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
