package dev.parallax.proxy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.parallax.proxy.route.HostPolicy;
import dev.parallax.proxy.route.Route;
import dev.parallax.proxy.tls.TlsProvider;
import dev.parallax.proxy.upstream.UpstreamProtocol;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What was counted is what was sent. */
@ExtendWith(FailOnLeak.class)
class MetricsIT {

  private static final String SERVER = "http_server_request_duration_seconds";
  private static final String CLIENT = "http_client_request_duration_seconds";

  private static final WireMockServer UPSTREAM =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());

  @BeforeAll
  static void start() {
    UPSTREAM.start();
    UPSTREAM.stubFor(any(anyUrl()).willReturn(aResponse().withBody("hi")));
    UPSTREAM.stubFor(any(urlPathEqualTo("/missing")).willReturn(aResponse().withStatus(404)));
    UPSTREAM.stubFor(any(urlPathEqualTo("/broken")).willReturn(aResponse().withStatus(500)));
  }

  @AfterAll
  static void stop() {
    UPSTREAM.stop();
  }

  @Test
  void countsEachExchangeOnceByRouteAndUpstream() throws Exception {
    int nobody = unused();
    try (Administered proxy =
            new Administered(
                upstream(),
                t -> {
                  t.eventLoops = 2;
                  t.routes.add(route(t, "", "/gone", URI.create("http://127.0.0.1:" + nobody)));
                  t.routes.add(route(t, "*.shop.example", "/api", upstream()));
                });
        Wire client = proxy.client();
        Wire other = proxy.client()) {
      for (int i = 0; i < 7; i++) {
        ask(client, "GET", "/x" + i);
      }
      for (int i = 0; i < 5; i++) {
        ask(other, "GET", "/x" + i);
      }
      ask(client, "POST", "/api/x", "Host: a.shop.example\r\nContent-Length: 0\r\n");
      ask(client, "PUT", "/missing");
      ask(client, "PUT", "/broken");
      assertThat(ask(client, "GET", "/gone/x")).startsWith("HTTP/1.1 502");
      ask(client, "GET", "/", "Host: a\r\nX-Parallax-Run: 1\r\n");

      Scrape scrape = settled(proxy, 17);

      String get =
          "http_request_method=\"GET\",network_protocol_version=\"1.1\",url_scheme=\"http\"";
      String put = get.replace("GET", "PUT");
      String all = "http_route=\"/\",";
      assertThat(count(scrape, SERVER, all + get + status(200))).isEqualTo(12);
      assertThat(count(scrape, SERVER, all + put + status(404))).isEqualTo(1);
      assertThat(count(scrape, SERVER, all + put + status(500) + error("500"))).isEqualTo(1);
      assertThat(count(scrape, SERVER, all + get + status(403) + error("refused"))).isEqualTo(1);
      assertThat(
              count(
                  scrape,
                  SERVER,
                  "http_route=\"*.shop.example/api\"," + get.replace("GET", "POST") + status(200)))
          .isEqualTo(1);
      assertThat(
              count(
                  scrape,
                  SERVER,
                  "http_route=\"/gone\"," + get + status(502) + error("connect_refused")))
          .isEqualTo(1);
      assertThat(scrape.sum(SERVER + "_count", "")).isEqualTo(17);
      assertThat(scrape.value(SERVER + "_bucket", all + get + status(200) + ",le=\"+Inf\""))
          .isEqualTo(12);
      assertThat(scrape.value(SERVER + "_sum", all + get + status(200))).isPositive();

      String behind = ",server_address=\"127.0.0.1\",server_port=\"" + UPSTREAM.port() + "\"";
      assertThat(count(scrape, CLIENT, get + status(200) + behind)).isEqualTo(12);
      assertThat(count(scrape, CLIENT, put + status(404) + error("404") + behind)).isEqualTo(1);
      assertThat(count(scrape, CLIENT, put + status(500) + error("500") + behind)).isEqualTo(1);
      assertThat(
              count(
                  scrape,
                  CLIENT,
                  get.replace("1.1", "")
                      + error("connect_refused")
                      + behind.replace("" + UPSTREAM.port(), "" + nobody)))
          .isEqualTo(1);
      assertThat(scrape.sum(CLIENT + "_count", "")).isEqualTo(16);

      assertThat(scrape.sum("http_client_open_connections", "idle")).isBetween(1.0, 2.0);
      assertThat(scrape.sum("http_client_open_connections", "active")).isZero();
      assertThat(scrape.sum("parallax_upstream_connects_total", "" + UPSTREAM.port()))
          .isBetween(1.0, 2.0);
      assertThat(
              scrape.value(
                  "parallax_upstream_connect_failures_total",
                  error("connect_refused") + behind.replace("" + UPSTREAM.port(), "" + nobody)))
          .isEqualTo(1);
      assertThat(scrape.value("parallax_downstream_connections", "")).isEqualTo(2);
      assertThat(
              scrape.value(
                  "parallax_downstream_connections_accepted_total", "admission=\"served\""))
          .isEqualTo(2);
    }
  }

  @Test
  void countsWhatIsInFlightAndWhatWaits() throws Exception {
    try (ScriptedUpstream upstream = new ScriptedUpstream();
        Administered proxy =
            new Administered(
                upstream.uri(),
                t -> {
                  t.maxUpstreamConnections = 1;
                  t.connect = Duration.ofMinutes(1); // So that none is answered 503 meanwhile.
                });
        Wire first = proxy.client();
        Wire second = proxy.client()) {
      first.send("GET /secret HTTP/1.1\r\nHost: a\r\n\r\n");
      Wire wire = upstream.next();
      wire.readHead();
      second.send("DELETE /secret HTTP/1.1\r\nHost: a\r\n\r\n");
      String active = "http_server_active_requests";
      String route = "http_route=\"/\",url_scheme=\"http\",http_request_method=";
      await()
          .untilAsserted(
              () -> {
                Scrape scrape = proxy.scrape();
                assertThat(scrape.value(active, route + "\"GET\"")).isEqualTo(1);
                assertThat(scrape.value(active, route + "\"DELETE\"")).isEqualTo(1);
                assertThat(scrape.sum("parallax_upstream_pending_requests", "")).isEqualTo(1);
                assertThat(scrape.sum("http_client_open_connections", "active")).isEqualTo(1);
              });
      assertThat(proxy.get("/drain").body()).contains("\"exchanges\" : 2", "\"connections\" : 2");
      second.reset();
      await().until(() -> proxy.scrape().value(active, route + "\"DELETE\"") == 0);
      wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
      first.readResponse();
      Scrape scrape = settled(proxy, 2);
      assertThat(scrape.value(active, route + "\"GET\"")).isZero();
      assertThat(scrape.value(active, route + "\"DELETE\"")).isZero();
      // Its request never reached an upstream.
      assertThat(scrape.sum(SERVER + "_count", "client_aborted")).isEqualTo(1);
      assertThat(scrape.sum(CLIENT + "_count", "")).isEqualTo(1);
    }
  }

  @Test
  void tellsHowItFailedWhereTheResponseIsNotWhole() throws Exception {
    try (ScriptedUpstream upstream = new ScriptedUpstream();
        Administered proxy = new Administered(upstream.uri(), _ -> {});
        Wire client = proxy.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      Wire wire = upstream.next();
      wire.readHead();
      wire.send("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhi").close();
      client.readAll();
      Scrape scrape = settled(proxy, 1);
      assertThat(scrape.sum(SERVER + "_count", "error_type=\"reset\"")).isEqualTo(1);
      assertThat(scrape.sum(SERVER + "_count", "status_code=\"200\"")).isEqualTo(1);
      assertThat(scrape.sum(CLIENT + "_count", "error_type=\"reset\"")).isEqualTo(1);
    }
  }

  @Test
  void holdsItsSeriesAndLabelsWhateverClientsSend() throws Exception {
    Random random = new Random(42);
    try (Administered proxy = new Administered(upstream(), _ -> {})) {
      ask(proxy, "GET", "/", "Host: a\r\n");
      Scrape before = settled(proxy, 1);
      int sent = 1;
      for (int i = 0; i < 300; i++) {
        String word = "canary" + Long.toHexString(random.nextLong());
        ask(proxy, word.toUpperCase(Locale.ROOT), "/" + word, "Host: " + word + "\r\n");
        sent++;
      }
      Scrape after = settled(proxy, sent);
      assertThat(after.sum(SERVER + "_count", "method=\"_OTHER\"")).isEqualTo(300);
      // Those of _OTHER beside those of GET, and no others.
      assertThat(after.series(SERVER + "_count")).isEqualTo(2);
      assertThat(after.values().size() - before.values().size()).isLessThan(50);
      assertThat(proxy.get("/metrics").body().toLowerCase(Locale.ROOT)).doesNotContain("canary");
    }
  }

  @Test
  void speaksTheFormatThatIsAccepted() throws Exception {
    try (Administered proxy = new Administered(upstream(), _ -> {})) {
      HttpResponse<String> plain = proxy.get("/metrics");
      assertThat(plain.headers().firstValue("content-type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
      assertThat(Scrape.type(plain.body(), "parallax_event_loop_lag_seconds"))
          .isEqualTo("histogram");
      assertThat(plain.body()).doesNotContain("# EOF");
      HttpResponse<String> open =
          proxy.get(
              "/metrics",
              "Accept",
              "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");
      assertThat(open.headers().firstValue("content-type"))
          .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
      assertThat(open.body()).endsWith("# EOF\n");
    }
  }

  @Test
  void tellsOfTheLogTheProcessAndTheBuild() throws Exception {
    try (Administered proxy = new Administered(upstream(), _ -> {})) {
      Scrape scrape = proxy.scrape();
      assertThat(scrape.value("parallax_log_events_total", "outcome=\"acknowledged\""))
          .isEqualTo(1);
      assertThat(scrape.value("parallax_log_events_total", "outcome=\"lost\"")).isEqualTo(4);
      assertThat(scrape.value("parallax_log_events_total", "outcome=\"refused\"")).isEqualTo(5);
      assertThat(scrape.value("parallax_log_bytes_total", "")).isEqualTo(2);
      assertThat(scrape.value("parallax_log_acknowledge_seconds_total", "")).isEqualTo(3);
      assertThat(scrape.value("parallax_log_away_total", "")).isEqualTo(6);
      assertThat(scrape.value("parallax_log_unacknowledged_events", "")).isEqualTo(7);
      assertThat(scrape.value("parallax_log_stalled_seconds", "")).isEqualTo(8);
      assertThat(scrape.value("parallax_tap_queue_bytes", "")).isEqualTo(10);
      assertThat(scrape.value("parallax_tap_queue_limit_bytes", "")).isEqualTo(100);
      assertThat(scrape.value("parallax_exchanges_kept_total", "reason=\"share\"")).isEqualTo(11);
      assertThat(scrape.value("parallax_exchanges_kept_total", "reason=\"novel\"")).isEqualTo(12);
      assertThat(scrape.value("parallax_exchanges_novel_not_kept_total", "")).isEqualTo(13);
      assertThat(scrape.value("parallax_capture_enabled", "")).isEqualTo(1);
      assertThat(scrape.value("parallax_draining", "")).isZero();
      assertThat(scrape.sum("parallax_build_info", "version=\"1.2.3\"")).isEqualTo(1);
      assertThat(scrape.series("jvm_memory_used_bytes")).isPositive();
      assertThat(scrape.value("process_files_open_files", "")).isPositive();
      await()
          .untilAsserted(
              () ->
                  assertThat(proxy.scrape().value("parallax_event_loop_lag_seconds_count", ""))
                      .isPositive());
    }
  }

  @Test
  void goesOnCountingWhateverTheCollectorTakes() throws Exception {
    try (Administered proxy = new Administered(upstream(), _ -> {})) {
      String exchanges = "parallax_exchanges_total";
      assertThat(proxy.scrape().value(exchanges, "fate=\"captured\"")).isEqualTo(3);

      System.gc();
      proxy.captured = 4;

      Scrape scrape = proxy.scrape();
      assertThat(scrape.value(exchanges, "fate=\"captured\"")).isEqualTo(4);
      assertThat(scrape.value(exchanges, "fate=\"lost_shed\"")).isZero();
    }
  }

  @Test
  void neverCountsConnectionsBackwards() throws Exception {
    String connects = "parallax_upstream_connects_total";
    String failures = "parallax_upstream_connect_failures_total";
    int nobody = unused();
    URI gone = URI.create("http://127.0.0.1:" + nobody);
    try (Administered proxy = new Administered(upstream(), _ -> {})) {
      for (int i = 1; i <= 4; i++) {
        ask(proxy, "GET", "/x", "Host: a\r\n");
        int connected = i;
        await()
            .untilAsserted(
                () ->
                    assertThat(proxy.scrape().sum(connects, "" + UPSTREAM.port()))
                        .isEqualTo(connected));

        // Led elsewhere, and back over connections that are made otherwise.
        proxy.proxy.reload(ProxyFixture.settings(gone));
        ask(proxy, "GET", "/x", "Host: a\r\n");
        Duration age = Duration.ofSeconds(i);
        proxy.proxy.reload(ProxyFixture.settings(upstream(), t -> t.upstreamAge = age));

        Scrape scrape = proxy.scrape();
        assertThat(scrape.sum(connects, "" + UPSTREAM.port())).isEqualTo(i);
        assertThat(scrape.sum(failures, "" + nobody)).isEqualTo(i);
      }
      proxy.proxy.close();
      assertThat(proxy.scrape().sum(connects, "" + UPSTREAM.port())).isEqualTo(4);
    }
  }

  @Test
  void tellsWhenCertificatesExpire(@TempDir Path directory) throws Exception {
    TlsFixture tls = new TlsFixture(directory).serving("localhost");
    Path file = tls.certificates.getFirst().certificate();
    try (Administered proxy =
        new Administered(upstream(), t -> t.tls = tls.settings(TlsProvider.JDK))) {
      assertThat(expiry(proxy, file)).isBetween(in(Duration.ofHours(23)), in(Duration.ofHours(25)));

      tls.authority.issueExpired("localhost").write(directory, "server0");
      proxy.proxy.reloadCertificates();

      assertThat(expiry(proxy, file)).isLessThan(in(Duration.ZERO));
    }
  }

  private static double expiry(Administered proxy, Path file) throws Exception {
    return proxy
        .scrape()
        .value(
            "parallax_tls_certificate_not_after_timestamp_seconds", "file=\"%s\"".formatted(file));
  }

  private static double in(Duration time) {
    return Instant.now().plus(time).getEpochSecond();
  }

  /** Once all that was sent is counted. */
  private static Scrape settled(Administered proxy, int exchanges) throws Exception {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> proxy.scrape().sum(SERVER + "_count", "") >= exchanges);
    return proxy.scrape();
  }

  private static double count(Scrape scrape, String name, String labels) {
    return scrape.value(name + "_count", labels);
  }

  private static String status(int code) {
    return ",http_response_status_code=\"" + code + "\"";
  }

  private static String error(String type) {
    return ",error_type=\"" + type + "\"";
  }

  @Test
  void tellsOfOneUpstreamThatIsSpokenToInTwoWays() throws Exception {
    try (Administered proxy =
            new Administered(
                upstream(),
                t ->
                    t.routes.add(
                        new Route(
                            "",
                            "/one",
                            upstream(),
                            HostPolicy.PRESERVE,
                            UpstreamProtocol.HTTP1,
                            false,
                            t.policy)));
        Wire client = proxy.client()) {
      ask(client, "GET", "/x");
      ask(client, "GET", "/one");

      Scrape scrape = settled(proxy, 2);

      assertThat(scrape.sum("parallax_upstream_connects_total", "" + UPSTREAM.port())).isEqualTo(2);
      assertThat(scrape.sum("http_client_open_connections", "idle")).isEqualTo(2);
    }
  }

  private static URI upstream() {
    return URI.create(UPSTREAM.baseUrl().replace("localhost", "127.0.0.1"));
  }

  private static Route route(Tuning tuning, String host, String path, URI upstream) {
    return new Route(
        host, path, upstream, HostPolicy.PRESERVE, UpstreamProtocol.AUTO, false, tuning.policy);
  }

  private static String ask(Wire client, String method, String path, String... headers)
      throws IOException {
    String lines = headers.length == 0 ? "Host: a\r\n" : headers[0];
    client.send(method + " " + path + " HTTP/1.1\r\n" + lines + "\r\n");
    String head = client.readHead();
    // WireMock sends chunks, the proxy itself a length.
    if (head.contains("content-length: ")) {
      client.read(Integer.parseInt(head.replaceAll("(?s).*content-length: (\\d+).*", "$1")));
    } else if (head.toLowerCase(Locale.ROOT).contains("chunked")) {
      client.readUntil("0\r\n\r\n");
    }
    return head;
  }

  /** On a connection of its own. */
  private static void ask(Administered proxy, String method, String path, String headers)
      throws IOException {
    try (Wire client = proxy.client()) {
      ask(client, method, path, new String[] {headers});
    }
  }

  private static int unused() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
