package dev.parallax.proxy.headers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "Keep-Alive",
        "Proxy-Connection",
        "TE",
        "Upgrade",
        "proxy-connection",
        "X-Named"
      })
  void dropsWhatSpeaksOfOneConnection(String name) {
    HttpRequest request = request("Connection", "close, x-named ,, te", name, "value");
    assertThat(rewritten(request).contains(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "Content-Length"})
  void dropsNoFramingThatConnectionNames(String name) {
    HttpRequest request = request("Connection", name, name, "5");
    assertThat(rewritten(request).get(name)).isEqualTo("5");
  }

  @ParameterizedTest
  @CsvSource({
    "Accept, a",
    "Cookie, a=b",
    "Authorization, Basic x",
    "Trailer, X-Sum",
    "Expect, 100-continue",
    "Host, shop.example:8443"
  })
  void leavesEverythingElse(String name, String value) {
    assertThat(rewritten(request(name, value)).getAll(name)).containsExactly(value);
  }

  @ParameterizedTest
  @CsvSource({
    "TE, 'trailers, deflate;q=0.5', TE, trailers",
    "Transfer-Encoding, chunked, Transfer-Encoding, chunked",
    "X-Forwarded-For, 1.1.1.1, X-Forwarded-For, '1.1.1.1, 10.0.0.9'",
    "X-Forwarded-Proto, https, X-Forwarded-Proto, https",
    "X-Forwarded-Host, front, X-Forwarded-Host, front",
    "Accept, a, X-Forwarded-For, 10.0.0.9",
    "Accept, a, X-Forwarded-Proto, http",
    "Accept, a, Host, upstream:80",
  })
  void saysWhoAskedAndHow(String name, String value, String expectedName, String expected) {
    assertThat(rewritten(request(name, value)).getAll(expectedName)).containsExactly(expected);
  }

  @Test
  void joinsAllForwardedLinesInTheirOrder() {
    HttpRequest request = request("X-Forwarded-For", "1.1.1.1", "X-Forwarded-For", "2.2.2.2");
    assertThat(rewritten(request).getAll("X-Forwarded-For"))
        .containsExactly("1.1.1.1, 2.2.2.2, 10.0.0.9");
  }

  @Test
  void appendsViaAfterThoseThatAreThere() {
    assertThat(rewritten(request("Via", "1.0 front")).getAll("Via"))
        .containsExactly("1.0 front", "1.1 parallax");
  }

  @Test
  void dropsFromTrailersWhatFramesOrRoutes() {
    HttpHeaders trailers = new DefaultHttpHeaders();
    trailers.add("X-Sum", "1").add("Host", "a").add("Content-Length", "1").add("Connection", "x");
    RequestHeaders.trailersToUpstream(trailers);
    assertThat(trailers.names()).containsExactly("X-Sum");
  }

  private static HttpHeaders rewritten(HttpRequest request) {
    boolean hasBody = request.headers().contains("Transfer-Encoding");
    Hop hop = new Hop("10.0.0.9", "http", "upstream:80", true, hasBody, null);
    RequestHeaders.toUpstream(request, hop, Forwarding.defaults());
    return request.headers();
  }

  private static HttpRequest request(String... namesAndValues) {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      request.headers().add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return request;
  }
}
