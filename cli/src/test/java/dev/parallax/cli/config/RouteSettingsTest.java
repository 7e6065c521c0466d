package dev.parallax.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.cli.CliException;
import dev.parallax.cli.ExitCode;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.proxy.route.HostPolicy;
import dev.parallax.proxy.route.Route;
import dev.parallax.proxy.route.TapPolicy;
import dev.parallax.proxy.upstream.UpstreamProtocol;
import dev.parallax.recorder.raw.Keep;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteSettingsTest {

  private static final TapPolicy TAP = new TapPolicy(0.5, 1000);

  @TempDir private Path directory;

  @Test
  void readsEachEntryAndTakesTheRestAsForAll() throws IOException {
    assertThat(
            routes(
                """
                proxy:
                  routes:
                    - upstream: http://127.0.0.1:1
                    - host: API.shop.example
                      path: /v2
                      upstream: http://h
                      hostHeader: upstream
                      upgrade: tunnel
                      sample: 0.1
                      maxBody: 2KiB
                      keepErrors: 4xx
                      keepSlow: p99.9
                      keepNovel: off
                      sanitise: Detect
                    - {host: "*.shop.example", upstream: "http://h", sample: off, upgrade: REFUSE}
                    - {path: /all, upstream: "http://h", sample: on, hostHeader: preserve}
                """))
        .containsExactly(
            new Route(
                "",
                "/",
                URI.create("http://127.0.0.1:1"),
                HostPolicy.UPSTREAM,
                UpstreamProtocol.AUTO,
                true,
                TAP),
            new Route(
                "api.shop.example",
                "/v2",
                URI.create("http://h"),
                HostPolicy.UPSTREAM,
                UpstreamProtocol.AUTO,
                true,
                new TapPolicy(0.1, 2048, new Keep(400, 0.999, false), Mode.DETECT)),
            new Route(
                "*.shop.example",
                "/",
                URI.create("http://h"),
                HostPolicy.UPSTREAM,
                UpstreamProtocol.AUTO,
                false,
                new TapPolicy(0, 1000)),
            new Route(
                "",
                "/all",
                URI.create("http://h"),
                HostPolicy.PRESERVE,
                UpstreamProtocol.AUTO,
                true,
                new TapPolicy(1, 1000)));
  }

  @Test
  void readsMoreEntriesThanHaveOneDigit() throws IOException {
    StringBuilder yaml = new StringBuilder("proxy:\n  routes:\n");
    for (int i = 0; i < 12; i++) {
      yaml.append("    - {path: /").append(i).append(", upstream: \"http://h\"}\n");
    }
    assertThat(routes(yaml.toString()))
        .extracting(Route::pathPrefix)
        .startsWith("/0", "/1", "/2")
        .endsWith("/10", "/11");
  }

  @Test
  void takesNoRoutesForNone() throws IOException {
    assertThat(routes("# nothing\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {host: a}                          | proxy.routes.0.upstream: not set (expected: http[s]://host[:port])
          {upstream: ""}                     | proxy.routes.0.upstream: not set (expected: http[s]://host[:port])
          {upstream: "http://a b"}           | parallax.yaml:3: proxy.routes.0.upstream: 'http://a b' (expected: http[s]://host[:port])
          {upstream: "ftp://a"}              | parallax.yaml:3: proxy.routes.0.upstream: ftp://a (expected: http[s]://host[:port])
          {upstream: "http://a/x"}           | parallax.yaml:3: proxy.routes.0.upstream: http://a/x (expected: http[s]://host[:port])
          {upstream: "http://a", host: "a:1"} | parallax.yaml:3: proxy.routes.0.host: a:1 (expected: a name, or *. and a name, without port)
          {upstream: "http://a", path: api}  | parallax.yaml:3: proxy.routes.0.path: api (expected: a path that begins with /)
          {upstream: "http://a", hostHeader: mine} | parallax.yaml:3: proxy.routes.0.hostHeader: 'mine' (expected: preserve or upstream)
          {upstream: "http://a", upgrade: yes} | parallax.yaml:3: proxy.routes.0.upgrade: 'yes' (expected: refuse or tunnel)
          {upstream: "http://a", sample: 2}  | parallax.yaml:3: proxy.routes.0.sample: '2' (expected: on, off, or a share such as 0.1)
          {upstream: "http://a", sample: NaN} | parallax.yaml:3: proxy.routes.0.sample: 'NaN' (expected: on, off, or a share such as 0.1)
          {upstream: "http://a", sample: -0.1} | parallax.yaml:3: proxy.routes.0.sample: '-0.1' (expected: on, off, or a share such as 0.1)
          {upstream: "http://a", sample: all} | parallax.yaml:3: proxy.routes.0.sample: 'all' (expected: on, off, or a share such as 0.1)
          {upstream: "http://a", keepErrors: 3xx} | parallax.yaml:3: proxy.routes.0.keepErrors: '3xx' (expected: 5xx, 4xx or off)
          {upstream: "http://a", keepSlow: p100} | parallax.yaml:3: proxy.routes.0.keepSlow: 'p100' (expected: p50 to below p100, such as p99, or off)
          {upstream: "http://a", keepNovel: yes} | parallax.yaml:3: proxy.routes.0.keepNovel: 'yes' (expected: on or off)
          {upstream: "http://a", maxBody: -1} | parallax.yaml:3: proxy.routes.0.maxBody: '-1' (expected: a size such as 1MiB)
          {upstream: "http://a", sanitise: lax} | parallax.yaml:3: proxy.routes.0.sanitise: 'lax' (expected: strict or detect)
          {upstrem: "http://a"}              | parallax.yaml:3: unknown key 'proxy.routes.0.upstrem' (nearest known: 'proxy.routes.*.upstream')
          {upstream: "http://a", path: /last} | parallax.yaml:4: proxy.routes.1.upstream: applies to what proxy.routes.0 does (expected: each host and path once)
          {}                                 | proxy.routes.0.upstream: not set (expected: http[s]://host[:port])
          """)
  void namesLineOrKeyOfWhatIsWrongInOneLine(String entry, String message) {
    String yaml =
        "proxy:\n  routes:\n    - " + entry + "\n    - {path: /last, upstream: \"http://h\"}\n";
    assertThatThrownBy(() -> routes(yaml))
        .isInstanceOfSatisfying(
            CliException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .message()
        .endsWith(message)
        .hasLineCount(1);
  }

  private List<Route> routes(String yaml) throws IOException {
    Path file = Files.writeString(directory.resolve("parallax.yaml"), yaml);
    Set<String> known =
        RouteSettings.KEYS.stream()
            .map(key -> RouteSettings.PREFIX + "*." + key)
            .collect(Collectors.toSet());
    Settings settings = Settings.of(Map.of(), YamlSettings.read(file, known), known);
    return new RouteSettings(settings, HostPolicy.UPSTREAM, UpstreamProtocol.AUTO, true, TAP)
        .routes();
  }
}
