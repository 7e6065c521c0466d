package dev.parallax.proxy.headers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proxy.headers.Forwarding.Trace;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardingTest {

  @ParameterizedTest
  @CsvSource({"true, false", "false, true", "true, true", "false, false"})
  void tellsByTheHeadersOfThePolicyAlone(boolean separate, boolean forwarded) {
    HttpRequest request = request("Host", "shop.example:80");
    apply(request, new Forwarding(separate, forwarded, Trace.CONTINUE), "10.0.0.1");
    assertThat(request.headers().getAll("X-Forwarded-For"))
        .isEqualTo(separate ? List.of("10.0.0.1") : List.of());
    assertThat(request.headers().getAll("X-Forwarded-Proto"))
        .isEqualTo(separate ? List.of("http") : List.of());
    assertThat(request.headers().getAll("X-Forwarded-Host"))
        .isEqualTo(separate ? List.of("shop.example:80") : List.of());
    assertThat(request.headers().getAll("Forwarded"))
        .isEqualTo(
            forwarded ? List.of("for=10.0.0.1;host=\"shop.example:80\";proto=http") : List.of());
  }

  @Test
  void quotesAnAddressOfIpv6InForwardedOnly() {
    HttpRequest request = request("Host", "a");
    apply(request, new Forwarding(true, true, Trace.CONTINUE), "2001:db8::1");
    assertThat(request.headers().get("X-Forwarded-For")).isEqualTo("2001:db8::1");
    assertThat(request.headers().get("Forwarded"))
        .isEqualTo("for=\"[2001:db8::1]\";host=\"a\";proto=http");
  }

  @Test
  void extendsTheChainsThatAreThere() {
    HttpRequest request =
        request(
            "Host", "a",
            "x-forwarded-for", "1.1.1.1",
            "X-Forwarded-For", "2.2.2.2, 3.3.3.3",
            "X-Forwarded-Proto", "https",
            "X-Forwarded-Host", "public.example",
            "forwarded", "for=1.1.1.1",
            "Forwarded", "for=_hidden;proto=https");
    apply(request, new Forwarding(true, true, Trace.CONTINUE), "10.0.0.1");
    assertThat(request.headers().getAll("X-Forwarded-For"))
        .containsExactly("1.1.1.1, 2.2.2.2, 3.3.3.3, 10.0.0.1");
    assertThat(request.headers().getAll("X-Forwarded-Proto")).containsExactly("https");
    assertThat(request.headers().getAll("X-Forwarded-Host")).containsExactly("public.example");
    assertThat(request.headers().getAll("Forwarded"))
        .containsExactly(
            "for=1.1.1.1, for=_hidden;proto=https, for=10.0.0.1;host=\"a\";proto=http");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "a\\b"})
  void letsNoHostEscapeItsQuotes(String host) {
    HttpRequest request = request("Host", host);
    apply(request, new Forwarding(false, true, Trace.CONTINUE), "10.0.0.1");
    assertThat(request.headers().get("Forwarded")).contains(";host=\"ab\";");
  }

  @Test
  void asksForAnUpgradeOnThisHopWhereTheHopSaysSo() {
    HttpRequest request =
        request("Host", "a", "Connection", "keep-alive, Upgrade", "Upgrade", "websocket");
    RequestHeaders.toUpstream(
        request, new Hop("1.1.1.1", "http", "u", true, false, "websocket"), Forwarding.defaults());
    assertThat(request.headers().getAll("Connection")).containsExactly("upgrade");
    assertThat(request.headers().getAll("Upgrade")).containsExactly("websocket");
  }

  @Test
  void dropsAnUpgradeWhereTheHopSaysNone() {
    HttpRequest request =
        request("Host", "a", "Connection", "Upgrade, HTTP2-Settings", "Upgrade", "h2c");
    request.headers().add("HTTP2-Settings", "AAMAAABkAAQ");
    apply(request, Forwarding.defaults(), "1.1.1.1");
    assertThat(request.headers().names()).doesNotContain("Connection", "Upgrade", "HTTP2-Settings");
  }

  private static void apply(HttpRequest request, Forwarding policy, String client) {
    RequestHeaders.toUpstream(request, new Hop(client, "http", "u", true, false, null), policy);
  }

  private static HttpRequest request(String... namesAndValues) {
    HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      request.headers().add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return request;
  }
}
