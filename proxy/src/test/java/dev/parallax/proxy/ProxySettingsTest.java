package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxySettingsTest {

  private final ProxySettings settings = of("http://shop.example");

  @ParameterizedTest
  @ValueSource(
      strings = {"https://a", "http://a/path", "http://a?q", "http://u@a", "a:80", "http:///"})
  void refusesAnUpstreamThatIsMoreThanHostAndPort(String upstream) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(upstream))
        .withMessage("proxy.upstream: %s (expected: http://host[:port])", upstream);
  }

  @ParameterizedTest
  @CsvSource({
    "http://a, a, 80",
    "http://a:8080/, a, 8080",
    "http://[::1]:81, ::1, 81",
  })
  void knowsHostAndPortOfTheUpstream(String upstream, String host, int port) {
    InetSocketAddress address = of(upstream).upstreamAddress();
    assertThat(address.getHostString()).isEqualTo(host);
    assertThat(address.getPort()).isEqualTo(port);
    assertThat(address.isUnresolved()).isTrue();
  }

  @Test
  void saysWhatWasAndWhatWasExpected() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.withMaxBodyBytes(-1))
        .withMessage("proxy.maxBody: -1 (expected: >= 0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.withIdleTimeout(Duration.ZERO))
        .withMessage("proxy.idleTimeout: PT0S (expected: > 0 and <= PT24H)");
  }

  @Test
  void changesOneSettingAndKeepsTheOthers() {
    ProxySettings changed = settings.withEventLoops(7).withMaxConnections(3);
    assertThat(changed.eventLoops()).isEqualTo(7);
    assertThat(changed.withEventLoops(settings.eventLoops()).withMaxConnections(10_000))
        .isEqualTo(settings);
  }

  private static ProxySettings of(String upstream) {
    return ProxySettings.defaults(new InetSocketAddress(0), URI.create(upstream));
  }
}
