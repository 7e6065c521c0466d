package dev.parallax.replayer.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.proto.Leg;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TargetGuardTest {

  private static final Map<String, List<String>> NAMES =
      Map.of(
          "localhost", List.of("127.0.0.1", "::1"),
          "staging.example", List.of("10.0.0.7"),
          "staging", List.of("10.0.0.7"),
          "shop.example", List.of("10.0.0.9"),
          "half.example", List.of("127.0.0.1", "10.0.0.7"),
          "local.example", List.of("127.0.0.1"));

  /** A gateway may pass a request on by its Host, and look at no port. */
  @ParameterizedTest
  @CsvSource({
    "shop.example,          shop.example,       true",
    "SHOP.example.,         shop.example:8443,  true",
    "shop.example:9000,     shop.example,       true",
    "shop.example:9000,     shop.example:8443,  false",
    "shop.staging.example,  shop.example,       false",
    "localhost:9000,        127.0.0.1:9000,     true",
    "localhost:9001,        127.0.0.1:9000,     false",
  })
  void admitsNoNameOfProductions(String host, String served, boolean refused) throws Exception {
    TargetGuard guard = new TargetGuard(Set.of(), Set.of(served), Set.of(), false);

    if (refused) {
      assertThatThrownBy(() -> guard.admitHost(host))
          .isInstanceOf(ReplayRefused.class)
          .hasMessageContaining(host);
    } else {
      guard.admitHost(host);
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        // target, allowed, served, verdict
        "http://localhost:8081,        ,                      ,                   admitted",
        "http://127.0.0.1:8081,        ,                      ,                   admitted",
        "http://127.9.9.9:8081,        ,                      ,                   admitted",
        "http://[::1]:8081,            ,                      ,                   admitted",
        "http://local.example:8081,    ,                      ,                   admitted",
        "https://localhost:8443/base,  ,                      ,                   admitted",
        "http://half.example:8081,     ,                      ,                   neither a loopback",
        "http://10.0.0.7:8081,         ,                      ,                   neither a loopback",
        "http://0.0.0.0:8081,          ,                      ,                   neither a loopback",
        "http://unknown.example,       ,                      ,                   neither a loopback",
        "http://staging.example,       ,                      ,                   neither a loopback",
        "http://staging.example,       staging.example,       ,                   admitted",
        "http://staging.example:9000,  staging.example,       ,                   admitted",
        "http://staging.example:9000,  staging.example:9000,  ,                   admitted",
        "http://staging.example:9001,  staging.example:9000,  ,                   neither a loopback",
        "http://STAGING.example.,      staging.example,       ,                   admitted",
        "http://evil-staging.example,  staging.example,       ,                   neither a loopback",
        "http://shop.example,          shop.example,          shop.example,       production served",
        "http://shop.example:80,       shop.example,          shop.example,       production served",
        "https://shop.example,         shop.example,          shop.example,       production served",
        "https://shop.example,         shop.example,          shop.example:443,   production served",
        "https://shop.example:443,     shop.example,          shop.example,       production served",
        "https://shop.example:8443,    shop.example,          shop.example:8443,  production served",
        "https://staging.example,      ,                      ,                   neither a loopback",
        "http://SHOP.example.:80,      shop.example,          shop.example:80,    production served",
        "http://shop.example:8080,     shop.example,          shop.example:8080,  production served",
        "http://shop.example:8080,     shop.example,          x@shop.example:8080, production served",
        "http://shop.example:8081,     shop.example,          shop.example:8080,  admitted",
        "http://localhost:8080,        ,                      127.0.0.1:8080,     production served",
        "http://127.0.0.1:8080,        ,                      localhost:8080,     production served",
        "http://[::1]:8080,            ,                      localhost:8080,     production served",
        "http://localhost:8080,        ,                      [::1]:8080,         production served",
        "http://local.example:8080,    ,                      localhost:8080,     production served",
        "http://localhost:8081,        ,                      localhost:8080,     admitted",
        "http://localhost,             ,                      localhost,          production served",
        "ftp://localhost:8081,         ,                      ,                   not a target",
        "localhost:8081,               ,                      ,                   not a target",
        "http:///path,                 ,                      ,                   not a target",
        "http://me:secret@localhost,   ,                      ,                   user information",
        "http://localhost:8081/?a=b,   ,                      ,                   query or fragment",
        "http://localhost:8081/#a,     ,                      ,                   query or fragment",
        "http://localhost:0,           ,                      ,                   port 0",
        "http://localhost:70000,       ,                      ,                   port 70000",
      })
  void admitsOnlyWhatIsStaging(String target, String allowed, String served, String verdict)
      throws ReplayRefused {
    TargetGuard guard = guard(set(allowed), set(served));

    if (verdict.equals("admitted")) {
      assertThat(guard.admit(Leg.CANDIDATE, URI.create(target))).isNotNull();
    } else {
      assertThatThrownBy(() -> guard.admit(Leg.CANDIDATE, URI.create(target)))
          .isInstanceOf(ReplayRefused.class)
          .hasMessageStartingWith("candidate ")
          .hasMessageContaining(verdict)
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void saysWhatToDo() throws ReplayRefused {
    TargetGuard guard = guard(Set.of(), Set.of());

    assertThatThrownBy(() -> guard.admit(Leg.CONTROL, URI.create("http://staging.example:81")))
        .hasMessage(
            "control http://staging.example:81: refused, since it is neither a loopback address"
                + " nor allowed (if it is staging: --allow-target staging.example)");
  }

  @Test
  void pinsLoopbackNamesToTheAddressThatWasChecked() throws ReplayRefused {
    TargetGuard guard = guard(Set.of("staging.example"), Set.of());

    assertThat(guard.admit(Leg.CONTROL, URI.create("http://local.example:81")).pinned())
        .hasValueSatisfying(address -> assertThat(address.isLoopbackAddress()).isTrue());
    assertThat(guard.admit(Leg.CONTROL, URI.create("http://staging.example")).pinned()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8081,       localhost:8081,  ''",
    "http://localhost:8081/,      localhost:8081,  ''",
    "http://localhost/base/,      localhost,       /base",
    "https://localhost/a/b,       localhost,       /a/b",
    "https://localhost:80,        localhost:80,    ''",
    "http://[::1]:8081,           [::1]:8081,      ''",
  })
  void readsAuthorityAndBasePath(String target, String authority, String basePath)
      throws ReplayRefused {
    TargetGuard guard = guard(Set.of(), Set.of());

    Target admitted = guard.admit(Leg.CANDIDATE, URI.create(target));

    assertThat(admitted.authority()).isEqualTo(authority);
    assertThat(admitted.basePath()).isEqualTo(basePath);
  }

  @Test
  void refusesAnAllowedTargetThatIsNoHost() {
    assertThatThrownBy(() -> guard(Set.of("http://a/b"), Set.of()))
        .isInstanceOf(ReplayRefused.class)
        .hasMessage("replay.allowTarget: http://a/b (expected: host or host:port)");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8000,       127.0.0.1:8000,       true",
    "http://localhost:8000/base,  127.0.0.1:8000,       true",
    "http://[::1]:8000,           localhost:8000,       true",
    "http://local.example:8000,   127.0.0.1:8000,       true",
    "http://staging.example:8000, Staging.example:8000, true",
    "http://127.0.0.1:8001,       127.0.0.1:8000,       false",
    "http://127.0.0.1:8000,       shop.example:8000,    false",
    "http://127.0.0.1:8000,       '',                   false",
  })
  void keepsWritesFromWhatTheRecordedProxyForwardedTo(
      String target, String upstream, boolean production) throws ReplayRefused {
    TargetGuard reading = upstreamGuard(upstream, false);
    TargetGuard writing = upstreamGuard(upstream, true);
    URI uri = URI.create(target);

    Target admitted = reading.admit(Leg.CONTROL, uri);
    if (production) {
      assertThat(reading.warning(admitted))
          .hasValue(
              "control "
                  + target
                  + " is the server that the recorded proxy forwarded to: production itself");
      assertThatThrownBy(() -> writing.admit(Leg.CONTROL, uri))
          .isInstanceOf(ReplayRefused.class)
          .hasMessage(
              "control "
                  + target
                  + " is the server that the recorded proxy forwarded to: writes would reach"
                  + " production (expected: a staging address, or no writes)");
    } else {
      assertThat(reading.warning(admitted)).isEmpty();
      assertThat(writing.admit(Leg.CONTROL, uri)).isEqualTo(admitted);
    }
  }

  /** A token is a thing that is made: production's own server makes none for a replay. */
  @Test
  void admitsNoAuthorizationServerThatTheRecordedProxyForwardedTo() throws ReplayRefused {
    TargetGuard reads = new TargetGuard(Set.of(), Set.of(), Set.of("127.0.0.1:8080"), false);
    URI upstream = URI.create("http://127.0.0.1:8080/oauth/token");

    assertThat(reads.admit(Leg.CONTROL, upstream)).isNotNull();
    assertThatThrownBy(() -> reads.admitWritten(Leg.CONTROL, upstream))
        .isInstanceOf(ReplayRefused.class)
        .hasMessageContaining("is the server that the recorded proxy forwarded to");
    assertThat(reads.admitWritten(Leg.CONTROL, URI.create("http://127.0.0.1:8081/token")))
        .isNotNull();
  }

  private static TargetGuard guard(Set<String> allowed, Set<String> served) throws ReplayRefused {
    return new TargetGuard(allowed, served, Set.of(), true, TargetGuardTest::resolve);
  }

  private static TargetGuard upstreamGuard(String upstream, boolean writes) throws ReplayRefused {
    return new TargetGuard(
        Set.of("staging.example"), Set.of(), Set.of(upstream), writes, TargetGuardTest::resolve);
  }

  private static Set<String> set(String text) {
    return text == null
        ? Set.of()
        : Arrays.stream(text.split(" ", -1)).collect(Collectors.toUnmodifiableSet());
  }

  private static List<InetAddress> resolve(String host) throws UnknownHostException {
    List<String> addresses =
        host.matches("[0-9.]+|.*:.*") ? List.of(host) : NAMES.get(host.replaceAll("\\.$", ""));
    if (addresses == null) {
      throw new UnknownHostException(host);
    }
    return addresses.stream().map(InetAddress::ofLiteral).toList();
  }
}
