package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.fixture.Certificates;
import dev.parallax.cli.fixture.Fates;
import dev.parallax.cli.fixture.Nginx;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.Recorded;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.recorder.log.PlxReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real clients of either protocol in front of a real server of either protocol. */
@Timeout(180)
class Http2ClientsIT {

  private static final String LOCATIONS =
      """
      location /api/ { default_type application/json; return 200 '{"items":[{"price":5}]}'; }
      # A server that takes leave of a connection may reset what comes just then.
      keepalive_requests 1000000;
      location /upload { client_max_body_size 0; return 204; }
      """;
  private static final int CONNECTIONS = 32;
  private static final int STREAMS = 100;
  private static final int REQUESTS = 20_000;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "--http1.1, HTTP/1.1, http1",
    "--http1.1, HTTP/1.1, http2",
    "--http2-prior-knowledge, HTTP/2, http1",
    "--http2-prior-knowledge, HTTP/2, http2"
  })
  void passesAndRecordsWhatCurlAsks(String option, String protocol, String upstream)
      throws Exception {
    Path file = directory.resolve("curl.plx");
    try (Nginx production = production(upstream)) {
      Parallax.RunningProxy proxy =
          Parallax.proxy(
              directory,
              "--upstream",
              production.url(),
              "--upstream-protocol",
              upstream,
              "--record-to",
              file.toString());
      assertThat(curl(option, proxy.url() + "/api/items"))
          .isEqualTo("{\"items\":[{\"price\":5}]} 200");
      assertThat(curl(option, "-d", "{\"a\":1}", proxy.url() + "/upload")).isEqualTo(" 204");
      assertThat(curl(option, "-I", proxy.url() + "/api/items")).endsWith(" 200");
      assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
      assertThat(production.accessLog())
          .containsExactly("GET /api/items 200", "POST /upload 204", "HEAD /api/items 200");
    }
    Recorded recorded = Recorded.read(file);
    assertThat(recorded.exchanges())
        .extracting(one -> one.getRequest().getProtocol())
        .containsExactly(protocol, protocol, protocol);
    assertThat(recorded.exchanges())
        .extracting(one -> one.getResponse().getProtocol())
        .containsOnly(upstream.equals("http1") ? "HTTP/1.1" : "HTTP/2");
    assertThat(recorded.failures()).isEqualTo(Map.of("NONE", 3));
    Exchange first = recorded.exchanges().getFirst();
    assertThat(first.getAuthority()).startsWith("127.0.0.1:");
    assertThat(first.getResponse().getBody().getContent().toStringUtf8()).contains("price");
  }

  @ParameterizedTest
  @CsvSource({"--http1.1, HTTP/1.1, http1", "--http2-prior-knowledge, HTTP/2, http2"})
  void replaysWhatCurlAsked(String option, String protocol, String upstream) throws Exception {
    Path file = directory.resolve("curl.plx");
    Path run = directory.resolve("run.plx");
    try (Nginx production = production(upstream)) {
      Parallax.RunningProxy proxy =
          Parallax.proxy(
              directory,
              "--upstream",
              production.url(),
              "--upstream-protocol",
              upstream,
              "--record-to",
              file.toString());
      assertThat(curl(option, proxy.url() + "/api/items")).endsWith(" 200");
      assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);

      Processes.Result replay =
          Parallax.run(
              directory,
              "replay",
              file.toString(),
              "--candidate",
              production.url(),
              "-o",
              run.toString());

      assertThat(replay.exitCode()).as(replay.err()).isEqualTo(ExitCode.OK);
      assertThat(production.accessLog())
          .hasSizeGreaterThan(1)
          .allMatch("GET /api/items 200"::equals);
    }
    assertThat(protocols(run)).isNotEmpty().allMatch(protocol::equals);
  }

  @ParameterizedTest
  @CsvSource({"--http1.1, HTTP/1.1", "--http2, HTTP/2"})
  void agreesWithCurlOverTls(String option, String protocol) throws Exception {
    Path file = directory.resolve("tls.plx");
    Certificates authority = Certificates.in(directory).issue("proxy", "IP:127.0.0.1");
    try (Nginx production = production("http1")) {
      Parallax.RunningProxy proxy =
          Parallax.proxy(
              directory,
              "--upstream",
              production.url(),
              "--tls-cert",
              authority.file("proxy.pem"),
              "--tls-key",
              authority.file("proxy.key"),
              "--record-to",
              file.toString());
      assertThat(curl(option, "--cacert", authority.file("ca.pem"), proxy.url() + "/api/items"))
          .endsWith(" 200");
      assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
    }
    Exchange exchange = Recorded.read(file).exchanges().getFirst();
    assertThat(exchange.getRequest().getProtocol()).isEqualTo(protocol);
    assertThat(exchange.getScheme()).isEqualTo("https");
  }

  @ParameterizedTest
  @CsvSource({"http1", "http2"})
  void servesManyStreamsOnManyConnections(String upstream) throws Exception {
    try (Nginx production = production(upstream)) {
      Parallax.RunningProxy proxy =
          Parallax.proxy(
              directory,
              "--upstream",
              production.url(),
              "--upstream-protocol",
              upstream,
              // 3,200 connections at once, on a machine that may be busy.
              "--connect-timeout",
              "30s",
              "--record-to",
              directory.resolve("h2load.plx").toString());
      Processes.Result load =
          Processes.run(
              directory,
              List.of(
                  "h2load",
                  "-n",
                  Integer.toString(REQUESTS),
                  "-c",
                  Integer.toString(CONNECTIONS),
                  "-m",
                  Integer.toString(STREAMS),
                  proxy.url() + "/api/items"));
      assertThat(load.out())
          .contains(REQUESTS + " succeeded, 0 failed, 0 errored, 0 timeout")
          .contains("status codes: " + REQUESTS + " 2xx, 0 3xx, 0 4xx, 0 5xx");
      assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
      Fates fates = Fates.printed(proxy.printed());
      System.out.printf("h2load to %s: %s%n", upstream, fates);
      assertThat(fates.seen()).isEqualTo(REQUESTS);
      assertThat(production.accessLog()).hasSize(REQUESTS);
    }
  }

  /** What the answers of a replay came by. */
  private static List<String> protocols(Path run) throws IOException {
    List<String> protocols = new ArrayList<>();
    try (PlxReader reader = PlxReader.open(run)) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        if (event.hasOutcome()) {
          protocols.add(event.getOutcome().getResponse().getProtocol());
        }
      }
    }
    return protocols;
  }

  private Nginx production(String protocol) throws IOException {
    Path own = directory.resolve("production");
    return protocol.equals("http1")
        ? Nginx.start(own, LOCATIONS)
        : Nginx.startHttp2(own, LOCATIONS);
  }

  /** The body, and the status. */
  private String curl(String... arguments) throws IOException, InterruptedException {
    Processes.Result result =
        Processes.run(
            directory,
            Stream.concat(Stream.of("curl", "-s", "-w", " %{http_code}"), Stream.of(arguments))
                .toList());
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out();
  }
}
