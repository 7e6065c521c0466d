package dev.parallax.proxy.headers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proxy.headers.ResponseHeaders.Framing;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseHeadersTest {

  @ParameterizedTest
  @CsvSource({
    // status, to HEAD, header, client, framing
    "200, false, Content-Length, HTTP/1.1, CONTENT_LENGTH",
    "200, false, Content-Length, HTTP/1.0, CONTENT_LENGTH",
    "200, false, Transfer-Encoding, HTTP/1.1, CHUNKED",
    "200, false, Transfer-Encoding, HTTP/1.0, CLOSE_DELIMITED",
    "200, false, Server, HTTP/1.1, CHUNKED",
    "200, false, Server, HTTP/1.0, CLOSE_DELIMITED",
    "200, true, Content-Length, HTTP/1.1, NO_BODY",
    "200, true, Transfer-Encoding, HTTP/1.1, NO_BODY",
    "204, false, Server, HTTP/1.1, NO_BODY",
    "304, false, Content-Length, HTTP/1.0, NO_BODY",
  })
  void framesForTheClient(int status, boolean head, String header, String client, Framing framing) {
    HttpResponse response = response(status, header);
    HttpVersion version = HttpVersion.valueOf(client);
    assertThat(ResponseHeaders.toDownstream(response, head, version, true)).isEqualTo(framing);
    assertThat(response.headers().contains("Transfer-Encoding"))
        .isEqualTo(framing == Framing.CHUNKED);
    assertThat(response.headers().contains("Trailer")).isEqualTo(framing == Framing.CHUNKED);
    assertThat(response.protocolVersion()).isEqualTo(HttpVersion.HTTP_1_1);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, true, Content-Length, ",
    "HTTP/1.1, false, Content-Length, close",
    "HTTP/1.0, true, Content-Length, keep-alive",
    "HTTP/1.0, false, Content-Length, close",
    "HTTP/1.0, true, Server, close",
  })
  void saysWhetherTheConnectionStays(
      String client, boolean keepAlive, String header, String connection) {
    HttpResponse response = response(200, header);
    response.headers().add("Connection", "X-Gone").add("X-Gone", "1").add("Keep-Alive", "5");
    ResponseHeaders.toDownstream(response, false, HttpVersion.valueOf(client), keepAlive);
    assertThat(response.headers().get("Connection")).isEqualTo(connection);
    assertThat(response.headers().names()).doesNotContain("X-Gone", "Keep-Alive");
  }

  private static HttpResponse response(int status, String header) {
    HttpResponse response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
    response.headers().add(header, header.equals("Transfer-Encoding") ? "chunked" : "5");
    response.headers().add("Trailer", "X-Sum");
    return response;
  }
}
