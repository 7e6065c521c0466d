package dev.parallax.replayer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.replayer.credentials.Credentials;
import dev.parallax.replayer.rewrite.Rewrites;
import dev.parallax.replayer.safety.ReplayRefused;
import dev.parallax.replayer.safety.Targets;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What rules change, as legs get it. */
@Timeout(60)
final class RewrittenReplayIT {

  private final WireMockServer leg = new WireMockServer(options().dynamicPort());
  private final KeptLog log = new KeptLog();

  @BeforeEach
  void start() {
    leg.start();
    leg.stubFor(any(anyUrl()).willReturn(aResponse().withBody("{}")));
  }

  @AfterEach
  void stop() {
    leg.stop();
  }

  @Test
  void sendsWhatTheRulesMakeOfARequestToItsTarget() throws Exception {
    Exchange post =
        Recorded.exchange(
            "a", "s", 0, 1, Recorded.request("POST", "/orders?debug=1", "{\"currency\":\"USD\"}"));

    run(
        URI.create("http://localhost:%d/base".formatted(leg.port())),
        post,
        "set header host = shop.staging.example",
        "set header x-tenant = test",
        "remove query debug",
        "POST /orders set body /currency = \"CHF\"",
        "POST /orders set body /test = true");

    leg.verify(
        1,
        postRequestedFor(urlEqualTo("/base/orders"))
            .withHeader("Host", equalTo("shop.staging.example"))
            .withHeader("x-tenant", equalTo("test"))
            .withHeader("Content-Length", equalTo("30"))
            .withRequestBody(equalTo("{\"currency\":\"CHF\",\"test\":true}")));
  }

  @Test
  void namesTheHostOverHttp2() throws Exception {
    Queue<String> authorities = new ConcurrentLinkedQueue<>();
    try (StagingServer http2 =
        new StagingServer(
            new HttpServerOptions(),
            request -> {
              authorities.add(request.authority() + " " + request.headers().contains("host"));
              request.response().end();
            })) {
      Exchange get =
          Recorded.exchange(
              "a",
              "s",
              0,
              1,
              Recorded.request("GET", "/").toBuilder().setProtocol("HTTP/2").build());

      run(http2.uri(), get, "set header host = shop.staging.example");
    }

    assertThat(authorities).containsExactly("shop.staging.example false");
  }

  @Test
  void namesTheTargetWhereProductionWasNamedUnlessARuleSaysWhom() throws Exception {
    Exchange get =
        Recorded.exchange(
            "a",
            "s",
            0,
            1,
            Recorded.request("GET", "/").toBuilder()
                .addHeaders(Recorded.header("X-Forwarded-Host", "shop.example"))
                .addHeaders(Recorded.header("X-Original-Host", "shop.example"))
                .addHeaders(Recorded.header("Forwarded", "for=_a;host=shop.example"))
                .build());

    run(
        URI.create("http://localhost:" + leg.port()),
        get,
        "set header x-original-host = shop.staging.example");

    String target = "localhost:" + leg.port();
    leg.verify(
        1,
        getRequestedFor(urlEqualTo("/"))
            .withHeader("X-Forwarded-Host", equalTo(target))
            .withHeader("X-Original-Host", equalTo("shop.staging.example"))
            .withHeader("Forwarded", equalTo("for=_a;host=\"%s\"".formatted(target))));
  }

  /** What stands before a target may pass requests on by it. */
  @Test
  void refusesToNameWhatProductionServed() {
    for (String host : List.of("shop.example", "SHOP.example.:8443")) {
      assertThatThrownBy(
              () ->
                  run(
                      URI.create("http://localhost:" + leg.port()),
                      Recorded.get("a", "/"),
                      "set header X-Forwarded-Host = shop.staging.example, " + host))
          .isInstanceOf(ReplayRefused.class)
          .hasMessageContaining("host " + host + ": refused");
      assertThatThrownBy(
              () ->
                  run(
                      URI.create("http://localhost:" + leg.port()),
                      Recorded.get("a", "/"),
                      "set header host = " + host))
          .isInstanceOf(ReplayRefused.class)
          .hasMessageContaining("host " + host + ": refused")
          .hasMessageContaining("production served it");
    }
    assertThat(leg.getAllServeEvents()).isEmpty();
    assertThat(log.events()).isEmpty();
  }

  @Test
  void writesTheRulesIntoTheRun() throws Exception {
    run(
        URI.create("http://localhost:" + leg.port()),
        Recorded.get("a", "/"),
        "set header x-tenant = test");

    assertThat(log.events())
        .filteredOn(Event::hasRun)
        .extracting(Event::getRun)
        .filteredOn(RunEvent::hasRequested)
        .allSatisfy(
            run ->
                assertThat(run.getRequested().getRewritesList())
                    .containsExactly("set header x-tenant = test"))
        .hasSize(1);
  }

  private void run(URI candidate, Exchange exchange, String... rules) throws Exception {
    ReplaySettings settings =
        Runs.settings(Judging.EXAMPLES, 1, Targets.of(candidate, null), Set.of("POST"));
    Runs.replay(
        Runs.staged(
            settings, new Staging(Rewrites.parse(List.of(rules)), Credentials.none(), null)),
        RecordedEvents.of(exchange),
        Runs.sanitiser(),
        log,
        Runs.warned(new ArrayList<>()));
  }
}
