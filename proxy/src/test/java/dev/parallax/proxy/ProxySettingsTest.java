package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ProxySettingsTest {

  @Test
  void saysWhatWasAndWhatWasExpected() {
    refused(t -> t.idle = Duration.ZERO, "proxy.idleTimeout: PT0S (expected: > 0 and <= PT24H)");
    refused(t -> t.maxPending = -1, "proxy.maxPending: -1 (expected: >= 0)");
    refused(t -> t.eventLoops = 0, "proxy.eventLoops: 0 (expected: >= 1)");
  }

  @Test
  void needsARoute() {
    ProxySettings some = ProxyFixture.settings(URI.create("http://a"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ProxySettings(
                    some.listen(),
                    List.of(),
                    some.timeouts(),
                    some.limits(),
                    some.forwarding(),
                    some.tap(),
                    some.eventLoops(),
                    some.transport(),
                    some.tls(),
                    some.proxyProtocol()))
        .withMessageStartingWith("proxy.routes: none");
  }

  @Test
  void takesADayForNoLimitOfTheWhole() {
    assertThat(Timeouts.defaults().limitsTotal()).isFalse();
  }

  private static void refused(Consumer<Tuning> change, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProxyFixture.settings(URI.create("http://a"), change))
        .withMessage(message);
  }
}
