package dev.parallax.replayer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.google.protobuf.ByteString;
import com.google.protobuf.TextFormat;
import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.Response;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.replayer.credentials.Credentials;
import dev.parallax.replayer.credentials.NoCredentials;
import dev.parallax.replayer.credentials.OAuth2Client;
import dev.parallax.replayer.credentials.Source;
import dev.parallax.replayer.credentials.User;
import dev.parallax.replayer.pool.Pools;
import dev.parallax.replayer.rewrite.Rewrites;
import dev.parallax.replayer.safety.Targets;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs at legs that answer 401 to whoever they don't know. */
@Timeout(60)
final class AuthorisedReplayIT {

  private static final String TOKEN = "test-only-4711-candidate";
  private static final String PSEUDONYM = "kQ3x9ZpT7mWb2LsV";

  private final WireMockServer server = new WireMockServer(options().dynamicPort());
  private final WireMockServer candidate = new WireMockServer(options().dynamicPort());
  private final KeptLog log = new KeptLog();

  @BeforeEach
  void start() {
    server.start();
    candidate.start();
    candidate.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(401)));
    candidate.stubFor(
        any(anyUrl())
            .withHeader("Authorization", equalTo("Bearer " + TOKEN))
            .willReturn(
                okJson("{\"you\":\"Bearer " + TOKEN + "\",\"sent\":\"" + TOKEN + "\"}")
                    .withHeader("x-token-seen", TOKEN)));
  }

  @AfterEach
  void stop() {
    server.stop();
    candidate.stop();
  }

  @Test
  void staysUnknownWithoutCredentials() throws Exception {
    run(Credentials.none(), known("a"));

    assertThat(log.outcomes()).extracting(AuthorisedReplayIT::status).containsOnly(401);
  }

  @Test
  void isKnownByTheTokenThatItAskedFor() throws Exception {
    server.stubFor(post("/token").willReturn(okJson("{\"access_token\":\"%s\"}".formatted(TOKEN))));

    run(oauth2(), known("a"), Recorded.get("anonymous", "/public"));

    assertThat(log.outcomes()).extracting(AuthorisedReplayIT::status).containsOnly(200, 401);
    candidate.verify(1, getRequestedFor(urlEqualTo("/public")).withoutHeader("Authorization"));
  }

  /** Neither in what was asked, nor in answers that repeat it. */
  @Test
  void leavesNoSecretInTheRun() throws Exception {
    server.stubFor(post("/token").willReturn(okJson("{\"access_token\":\"%s\"}".formatted(TOKEN))));

    run(oauth2(), known("a"));

    assertThat(log.outcomes()).extracting(AuthorisedReplayIT::status).containsOnly(200);
    assertThat(log.events())
        .isNotEmpty()
        .extracting(event -> TextFormat.printer().printToString(event))
        .noneMatch(text -> text.contains(TOKEN) || text.contains("client-s3cret"));
    assertThat(log.outcomes().getFirst().getResponse().getBody().getContent().toStringUtf8())
        .contains("\"sent\":\"" + PSEUDONYM + "\"");
    assertThat(log.events())
        .filteredOn(Event::hasRun)
        .extracting(Event::getRun)
        .filteredOn(RunEvent::hasRequested)
        .extracting(run -> run.getRequested().getCredentials())
        .containsExactly("OAuth 2.0 client credentials");
  }

  @Test
  void sendsNothingWhereNoTokenCanBeHad() {
    server.stubFor(
        post("/token")
            .willReturn(aResponse().withStatus(400).withBody("{\"error\":\"invalid_scope\"}")));

    assertThatThrownBy(() -> run(oauth2(), known("a")))
        .isInstanceOf(NoCredentials.class)
        .hasMessageContaining("400 invalid_scope");
    assertThat(candidate.getAllServeEvents()).isEmpty();
    assertThat(log.events()).isEmpty();
  }

  /** Whatever a run fails by before it begins, nothing of it is left. */
  @Test
  void closesItsClientsWhereAPoolIsEmpty() {
    server.stubFor(post("/token").willReturn(okJson("{\"access_token\":\"%s\"}".formatted(TOKEN))));
    Set<Thread> before = eventLoops();
    ReplaySettings settings =
        Runs.settings(
            Judging.EXAMPLES,
            1,
            Targets.of(URI.create("http://localhost:" + candidate.port()), null),
            Set.of());
    ReplaySettings pooled =
        Runs.staged(settings, new Staging(Rewrites.none(), oauth2(), null))
            .with(Pools.read(List.of("GET /a/{id} = GET /none body /ids/*")));

    assertThatThrownBy(
            () ->
                Runs.replay(
                    pooled,
                    RecordedEvents.of(known("a")),
                    Runs.sanitiser(),
                    log,
                    Runs.warned(new ArrayList<>())))
        .hasMessageContaining("no ids");

    candidate.verify(getRequestedFor(urlEqualTo("/none")));
    await().atMost(Duration.ofSeconds(10)).until(() -> before.containsAll(eventLoops()));
  }

  private static Set<Thread> eventLoops() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("vert.x-eventloop"))
        .collect(Collectors.toSet());
  }

  /** A login in the recording gives a token that the leg itself made. */
  @Test
  void leavesTheTokenThatTheLegGave() throws Exception {
    try (StagingServer leg =
        new StagingServer(new HttpServerOptions(), AuthorisedReplayIT::loginOrToken)) {
      Exchange login =
          Recorded.exchange("login", "s", 0, 1, Recorded.request("POST", "/login", "{}"))
              .toBuilder()
              .setResponse(
                  Response.newBuilder()
                      .setStatus(200)
                      .addHeaders(Recorded.header("content-type", "application/json"))
                      .setBody(
                          Body.newBuilder()
                              .setExtent(Extent.EXTENT_WHOLE)
                              .setContentType("application/json")
                              .setContent(
                                  ByteString.copyFromUtf8("{\"token\":\"" + PSEUDONYM + "\"}"))))
              .build();
      Credentials users =
          new Credentials(
              List.of(), new Source.Users(List.of(new User.ByPassword("ada", "pass"))), false);

      run(
          leg.uri(),
          users,
          login,
          later(known("a")),
          known("b").toBuilder().setSession("o").build());
    }

    assertThat(log.outcomes())
        .extracting(outcome -> outcome.getExchange().getId() + " " + status(outcome))
        .containsExactlyInAnyOrder("login 200", "a 200", "b 403");
  }

  private static void loginOrToken(HttpServerRequest request) {
    String authorization = request.getHeader("Authorization");
    if ("/login".equals(request.path())) {
      request
          .response()
          .putHeader("content-type", "application/json")
          .end("{\"token\":\"leg7Xw3Kq9Zt5\"}");
    } else {
      boolean given = "Bearer leg7Xw3Kq9Zt5".equals(authorization);
      request.response().setStatusCode(given ? 200 : 403).end();
    }
  }

  private Credentials oauth2() {
    URI url = URI.create("http://localhost:%d/token".formatted(server.port()));
    OAuth2Client client = new OAuth2Client(url, "id", "client-s3cret", "");
    return new Credentials(List.of(), new Source.OAuth2(client, List.of()), false);
  }

  private void run(Credentials credentials, Exchange... exchanges) throws Exception {
    run(URI.create("http://localhost:" + candidate.port()), credentials, exchanges);
  }

  private void run(URI leg, Credentials credentials, Exchange... exchanges) throws Exception {
    ReplaySettings settings =
        Runs.settings(Judging.EXAMPLES, 1, Targets.of(leg, null), Set.of("POST"));
    Runs.replay(
        Runs.staged(settings, new Staging(Rewrites.none(), credentials, null)),
        RecordedEvents.of(exchanges),
        Runs.sanitiser(),
        log,
        Runs.warned(new ArrayList<>()));
  }

  private static Exchange known(String id) {
    return Recorded.exchange(
        id,
        "s",
        0,
        1,
        Recorded.request("GET", "/" + id).toBuilder()
            .addHeaders(Recorded.header("Authorization", "Bearer " + PSEUDONYM))
            .build());
  }

  private static Exchange later(Exchange exchange) {
    return exchange.toBuilder()
        .setStartedAtNanos(exchange.getStartedAtNanos() + 1_000_000_000)
        .build();
  }

  private static int status(Outcome outcome) {
    return outcome.getResponse().getStatus();
  }
}
