package dev.parallax.replayer.credentials;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Leg;
import dev.parallax.recorder.session.SessionCopy;
import dev.parallax.replayer.Recorded;
import dev.parallax.replayer.process.ShellCommand;
import dev.parallax.replayer.safety.ReplayRefused;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.safety.TargetGuard;
import dev.parallax.replayer.wire.Wire;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where credentials come from, over real sockets and processes, and when they are asked for. */
@Timeout(60)
final class LegCredentialsIT {

  private static final Exchange KNOWN = authorised("a", "s");

  private final WireMockServer server = new WireMockServer(options().dynamicPort());
  private Instant now = Instant.parse("2026-11-27T00:00:00Z");

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void asksForTheClientsOwnTokenForEachLeg() throws Exception {
    gives("t1", 300);

    try (LegCredentials both =
        open(client("a secret/", "read write"), Leg.CANDIDATE, Leg.CONTROL)) {
      assertThat(authorization(both, KNOWN)).isEqualTo("Bearer t1");
    }

    server.verify(
        2,
        postRequestedFor(urlEqualTo("/token"))
            .withHeader("Authorization", equalTo("Basic aWQ6YStzZWNyZXQlMkY="))
            .withHeader("Content-Type", equalTo("application/x-www-form-urlencoded"))
            .withHeader("x-parallax-run", equalTo("run-1"))
            .withRequestBody(equalTo("grant_type=client_credentials&scope=read+write")));
  }

  @Test
  void logsInEachUserByPassword() throws Exception {
    gives("t1", 300);
    Source source =
        new Source.OAuth2(
            client("", "").client(),
            List.of(new User.ByPassword("ada", "p&w"), new User.ByPassword("bob", "x")));

    try (LegCredentials _ = open(source, Leg.CANDIDATE)) {
      server.verify(
          1,
          postRequestedFor(urlEqualTo("/token"))
              .withRequestBody(
                  equalTo("grant_type=password&username=ada&password=p%26w&client_id=id")));
      server.verify(2, postRequestedFor(urlEqualTo("/token")));
    }
  }

  @Test
  void asksForAnotherTokenBeforeTheFirstExpires() throws Exception {
    gives("t1", 100);
    try (LegCredentials one = open(client("", ""), Leg.CANDIDATE)) {
      gives("t2", 100);
      now = now.plusSeconds(79);
      assertThat(authorization(one, KNOWN)).isEqualTo("Bearer t1");

      now = now.plusSeconds(1);
      assertThat(authorization(one, KNOWN)).isEqualTo("Bearer t2");
      assertThat(authorization(one, KNOWN)).isEqualTo("Bearer t2");
    }
    server.verify(2, postRequestedFor(urlEqualTo("/token")));
  }

  @Test
  void goesOnWithTheTokenWhileItIsGoodAndNotAfter() throws Exception {
    gives("t1", 100);
    try (LegCredentials one = open(client("", ""), Leg.CANDIDATE)) {
      server.stubFor(post("/token").willReturn(aResponse().withStatus(503)));
      now = now.plusSeconds(90);
      assertThat(authorization(one, KNOWN)).isEqualTo("Bearer t1");

      now = now.plusSeconds(10);
      assertThatThrownBy(() -> authorization(one, KNOWN)).isInstanceOf(NoCredentials.class);

      gives("t2", 100);
      now = now.plusSeconds(1);
      assertThat(authorization(one, KNOWN)).isEqualTo("Bearer t2");
    }
  }

  @Test
  void saysWhyThereIsNoTokenAndNoSecret() {
    server.stubFor(
        post("/token")
            .willReturn(
                aResponse()
                    .withStatus(401)
                    .withBody(
                        "{\"error\":\"invalid_client\",\"error_description\":\"not s3cret\"}")));

    assertThatThrownBy(() -> open(client("s3cret", ""), Leg.CONTROL))
        .isInstanceOf(NoCredentials.class)
        .hasMessage(
            "control http://localhost:%d/token: no token: 401 invalid_client (credentials.oauth2)"
                .formatted(server.port()));

    server.stubFor(post("/token").willReturn(okJson("{\"token\":\"x\"}")));
    assertThatThrownBy(() -> open(client("s3cret", ""), Leg.CONTROL))
        .hasMessageContaining("200, but without an access_token");
  }

  /** Test credentials are nothing to show to production, either. */
  @Test
  void asksNobodyWhomProductionServed() throws Exception {
    gives("t1", 100);
    TargetGuard guard =
        new TargetGuard(Set.of(), Set.of("localhost:" + server.port()), Set.of(), false);

    assertThatThrownBy(
            () ->
                LegCredentials.open(
                    new Credentials(List.of(), client("", ""), false),
                    List.of(target(Leg.CANDIDATE)),
                    guard,
                    Wire.usual(),
                    "run-1"))
        .isInstanceOf(ReplayRefused.class)
        .hasMessageContaining("production served it");
    assertThat(server.getAllServeEvents()).isEmpty();
  }

  @Test
  void asksEachLegItselfWhereOnlyAPathIsKnown() throws Exception {
    server.stubFor(post("/base/oauth/token").willReturn(okJson("{\"access_token\":\"t1\"}")));
    Source source = new Source.OAuth2(client(URI.create("/oauth/token"), "", ""), List.of());

    try (LegCredentials one = open(source, Leg.CANDIDATE)) {
      now = now.plus(Duration.ofDays(400));
      assertThat(authorization(one, KNOWN)).isEqualTo("Bearer t1");
    }
  }

  @Test
  void takesWhatACommandPrints() throws Exception {
    Source source = command("printf '%s' \"tok-$PARALLAX_LEG\"");

    try (LegCredentials both = open(source, Leg.CANDIDATE, Leg.CONTROL)) {
      assertThat(authorization(both, KNOWN)).isEqualTo("Bearer tok-candidate");
      assertThat(authorization(both, Leg.CONTROL, KNOWN)).isEqualTo("Bearer tok-control");
    }
    try (LegCredentials one = open(command("echo Basic abc"), Leg.CANDIDATE)) {
      assertThat(authorization(one, KNOWN)).isEqualTo("Basic abc");
    }
    assertThatThrownBy(() -> open(command("echo no login >&2; exit 7"), Leg.CANDIDATE))
        .isInstanceOf(NoCredentials.class)
        .hasMessageEndingWith(
            "the command of credentials.command ended with 7 (what it said is left out, as it may be a secret)");
    assertThatThrownBy(() -> open(command("echo a; echo b"), Leg.CANDIDATE))
        .hasMessageContaining("what is no header's value");
  }

  @Test
  void makesEachSessionOneUserAtEachLeg() throws Exception {
    Source source =
        new Source.Users(
            IntStream.range(0, 5).<User>mapToObj(i -> new User.ByPassword("u" + i, "p")).toList());

    try (LegCredentials both = open(source, Leg.CANDIDATE, Leg.CONTROL)) {
      Set<String> users = new HashSet<>();
      for (int i = 0; i < 100; i++) {
        Exchange exchange = authorised("a" + i, "session-" + i);
        String user = authorization(both, exchange);
        assertThat(authorization(both, Leg.CONTROL, exchange)).isEqualTo(user);
        users.add(user);
      }
      assertThat(users).hasSize(5);
    }
  }

  @Test
  void makesEachCopyOfASessionAnotherUser() throws Exception {
    Source source =
        new Source.Users(
            IntStream.range(0, 5).<User>mapToObj(i -> new User.ByPassword("u" + i, "p")).toList());

    try (LegCredentials users = open(source, Leg.CANDIDATE)) {
      Set<String> its = new HashSet<>();
      for (int copy = 0; copy < 5; copy++) {
        Exchange exchange = new SessionCopy(copy, 5).of(authorised("a", "session-a"));
        assertThat(its.add(authorization(users, exchange))).isTrue();
      }
    }
  }

  @Test
  void leavesRequestsWithoutCredentialsAndWhatTheLegGave() throws Exception {
    Source source = new Source.Users(List.of(new User.ByPassword("ada", "p")));
    Exchange without = Recorded.get("a", "/");

    try (LegCredentials one = open(source, Leg.CANDIDATE);
        LegCredentials all = open(new Credentials(List.of(), source, true), Leg.CANDIDATE)) {
      assertThat(authorization(one, without)).isEmpty();
      assertThat(authorization(all, without)).startsWith("Basic ");
      assertThat(
              one.authorise(Leg.CANDIDATE, KNOWN, KNOWN.getRequest(), "authorization"::equals)
                  .request())
          .isEqualTo(KNOWN.getRequest());
    }
  }

  @Test
  void setsFixedHeadersInThePlaceOfRecordedOnes() throws Exception {
    Credentials fixed =
        new Credentials(
            List.of(new HeaderLine("X-Key", "k"), new HeaderLine("Accept", "text/plain")),
            new Source.None(),
            false);

    try (LegCredentials one = open(fixed, Leg.CANDIDATE)) {
      assertThat(
              one.authorise(Leg.CANDIDATE, KNOWN, KNOWN.getRequest(), LegCredentialsIT::nothing)
                  .request()
                  .getHeadersList())
          .containsExactly(
              Recorded.header("Host", "shop.example"),
              Recorded.header("Accept", "text/plain"),
              Recorded.header("Authorization", "Bearer pseudonym"),
              Recorded.header("X-Key", "k"));
    }
  }

  private void gives(String token, int seconds) {
    server.stubFor(
        post("/token")
            .willReturn(
                okJson(
                    "{\"access_token\":\"%s\",\"token_type\":\"bearer\",\"expires_in\":%d}"
                        .formatted(token, seconds))));
  }

  private Source.OAuth2 client(String secret, String scope) {
    URI url = URI.create("http://localhost:%d/token".formatted(server.port()));
    return new Source.OAuth2(client(url, secret, scope), List.of());
  }

  private static OAuth2Client client(URI url, String secret, String scope) {
    return new OAuth2Client(url, "id", secret, scope);
  }

  private static Source command(String line) {
    return new Source.Command(new ShellCommand(line, Duration.ofSeconds(30), 1000));
  }

  private LegCredentials open(Source source, Leg... legs) throws Exception {
    return open(new Credentials(List.of(), source, false), legs);
  }

  private LegCredentials open(Credentials credentials, Leg... legs) throws Exception {
    return LegCredentials.open(
        credentials,
        List.of(legs).stream().map(this::target).toList(),
        new TargetGuard(Set.of(), Set.of(), Set.of(), false),
        Wire.usual(),
        "run-1",
        () -> now);
  }

  private Target target(Leg leg) {
    return new Target(
        leg,
        false,
        "localhost",
        server.port(),
        "/base",
        Optional.of(InetAddress.getLoopbackAddress()));
  }

  private static String authorization(LegCredentials credentials, Exchange exchange)
      throws Exception {
    return authorization(credentials, Leg.CANDIDATE, exchange);
  }

  private static String authorization(LegCredentials credentials, Leg leg, Exchange exchange)
      throws Exception {
    return credentials
        .authorise(leg, exchange, exchange.getRequest(), LegCredentialsIT::nothing)
        .request()
        .getHeadersList()
        .stream()
        .filter(header -> header.getName().equals("Authorization"))
        .map(Header::getValue)
        .findFirst()
        .orElse("");
  }

  private static boolean nothing(String header) {
    return header.isEmpty();
  }

  private static Exchange authorised(String id, String session) {
    return Recorded.exchange(
        id,
        session,
        0,
        1,
        Recorded.request("GET", "/").toBuilder()
            .addHeaders(Recorded.header("Authorization", "Bearer pseudonym"))
            .build());
  }
}
