package dev.parallax.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parallax.proxy.upstream.UpstreamProtocol;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {

  private static final TapPolicy ALL = new TapPolicy(1, 10);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://a",
        "http://a/path",
        "https://a/path",
        "http://a?q",
        "http://u@a",
        "a:80",
        "http:///"
      })
  void refusesAnUpstreamThatIsMoreThanHostAndPort(String upstream) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> to(upstream))
        .withMessage("upstream: %s (expected: http[s]://host[:port])", upstream);
  }

  @Test
  void refusesUpgradesByHttp2WhichHasNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Route(
                    "",
                    "/",
                    URI.create("http://a"),
                    HostPolicy.PRESERVE,
                    UpstreamProtocol.HTTP2,
                    true,
                    ALL))
        .withMessageStartingWith("upgrade: tunnel, and HTTP/2 with http://a (expected: one of");
  }

  @ParameterizedTest
  @CsvSource({
    "http://a, a, 80",
    "http://a:8080/, a, 8080",
    "http://[::1]:81, ::1, 81",
    "https://a, a, 443",
    "HTTPS://a:8443, a, 8443"
  })
  void knowsHostAndPortOfTheUpstream(String upstream, String host, int port) {
    InetSocketAddress address = to(upstream).upstreamAddress();
    assertThat(address.getHostString()).isEqualTo(host);
    assertThat(address.getPort()).isEqualTo(port);
    assertThat(address.isUnresolved()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/, /, true",
    "/, /x?y, true",
    "/, *, true",
    "/api, *, false",
    "/api, /api, true",
    "/api, /api/, true",
    "/api, /api/x, true",
    "/api, /api?x, true",
    "/api, /apis, false",
    "/api, /ap, false",
    "/api/, /api, false",
    "/api/, /api/x, true",
    "/api, /API, false",
  })
  void servesWholeSegments(String prefix, String target, boolean serves) {
    assertThat(route("", prefix).servesPath(target)).isEqualTo(serves);
  }

  @ParameterizedTest
  @CsvSource({
    "'', a.example, true",
    "A.example, a.example, true",
    "a.example, b.example, false",
    "*.example, a.example, true",
    "*.example, b.a.example, true",
    "*.example, example, false",
    "*.example, .example, false",
    "*.example, aexample, false",
  })
  void servesANameOrAllBelowIt(String host, String asked, boolean serves) {
    assertThat(route(host, "/").servesHost(asked)).isEqualTo(serves);
  }

  @ParameterizedTest
  @CsvSource({
    "*, host",
    "a*.b, host",
    "*a.b, host",
    "a.*, host",
    "a.b:80, host",
    "::1, host",
    "http://a.b, host",
    "a.b/x, host",
    "a b, host"
  })
  void refusesWhatIsNoHost(String host, String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> route(host, "/"))
        .withMessageStartingWith(key + ": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "api", "/a?b"})
  void refusesAPrefixThatIsNoPath(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> route("", prefix))
        .withMessageStartingWith("path: " + prefix);
  }

  private static Route to(String upstream) {
    return new Route(
        "", "/", URI.create(upstream), HostPolicy.PRESERVE, UpstreamProtocol.AUTO, false, ALL);
  }

  private static Route route(String host, String prefix) {
    return new Route(
        host,
        prefix,
        URI.create("http://u"),
        HostPolicy.PRESERVE,
        UpstreamProtocol.AUTO,
        false,
        ALL);
  }
}
