package dev.parallax.replayer.send;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Request;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.replayer.Recorded;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.wire.TargetProtocol;
import dev.parallax.replayer.wire.Wire;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class LegClientIT {

  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(10), Duration.ofSeconds(10), 4, 100);

  private final WireMockServer server =
      new WireMockServer(options().dynamicPort().dynamicHttpsPort());

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void bringsBackWhatCame() throws InterruptedException {
    answers(
        aResponse()
            .withStatus(418)
            .withStatusMessage("Short and stout")
            .withHeader("X-Twice", "1", "2")
            .withBody("tea"));

    RawResponse response = respond(Recorded.request("GET", "/pot"));

    assertThat(response.status()).isEqualTo(418);
    assertThat(response.reason()).isEqualTo("Short and stout");
    assertThat(response.protocol()).isEqualTo("HTTP/1.1");
    assertThat(response.headers())
        .contains(new RawHeader("X-Twice", "1"), new RawHeader("X-Twice", "2"));
    assertThat(response.body().content()).asString().isEqualTo("tea");
    assertThat(response.body().truncated()).isFalse();
  }

  @Test
  void keepsTheBeginningOfALongBodyAndItsLength() throws InterruptedException {
    answers(aResponse().withBody("x".repeat(300_000)));

    RawResponse response = respond(Recorded.request("GET", "/"));

    assertThat(response.body().content()).hasSize(100);
    assertThat(response.body().length()).isEqualTo(300_000);
    assertThat(response.body().truncated()).isTrue();
  }

  @Test
  void followsNoRedirect() throws InterruptedException {
    answers(aResponse().withStatus(302).withHeader("Location", "/elsewhere"));

    assertThat(respond(Recorded.request("GET", "/")).status()).isEqualTo(302);
    assertThat(server.getAllServeEvents()).hasSize(1);
  }

  @Test
  void leavesCodedBodiesCoded() throws InterruptedException {
    answers(aResponse().withBody("x".repeat(1000)));
    Request request =
        Recorded.request("GET", "/").toBuilder()
            .addHeaders(Recorded.header("Accept-Encoding", "gzip"))
            .build();

    RawResponse response = respond(request);

    assertThat(RawHeader.first(response.headers(), "content-encoding")).contains("gzip");
    assertThat(response.body().content()).startsWith(0x1f, 0x8b);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"})
  void sendsEveryMethodAndBody(String method) throws InterruptedException {
    answers(aResponse().withStatus(204));
    Request request =
        StagingRequest.of(
            Recorded.exchange("a", "s", 0, 1, Recorded.request(method, "/a", "body")),
            target(false),
            TargetProtocol.AUTO,
            "run-1");

    assertThat(respond(request).status()).isEqualTo(204);
    assertThat(server.getAllServeEvents().getFirst().getRequest().getBodyAsString())
        .isEqualTo("body");
  }

  @Test
  void tellsNewConnectionsFromReusedOnes() throws InterruptedException {
    answers(aResponse().withBody("ok"));
    try (LegClient client = new LegClient(target(false), Wire.usual(), LIMITS)) {
      Answer first = client.send(Recorded.request("GET", "/")).await();
      Answer second = client.send(Recorded.request("GET", "/")).await();

      assertThat(first.timings().getConnectionReused()).isFalse();
      assertThat(first.timings().getConnectNanos()).isPositive();
      assertThat(second.timings().getConnectionReused()).isTrue();
      assertThat(second.timings().getConnectNanos()).isZero();
      assertThat(second.timings().getFirstByteNanos())
          .isPositive()
          .isLessThanOrEqualTo(second.timings().getLastByteNanos());
      assertThat(second.timings().getRequestEndNanos()).isPositive();
    }
  }

  @Test
  void trustsNoUnknownCertificate() throws InterruptedException {
    answers(aResponse());
    try (LegClient client = new LegClient(target(true), Wire.usual(), LIMITS)) {
      Answer answer = client.send(Recorded.request("GET", "/")).await();

      assertThat(answer)
          .isInstanceOfSatisfying(
              Answer.Failed.class,
              failed -> assertThat(failed.failure().getKind()).isEqualTo(Failure.Kind.TLS));
    }
  }

  private void answers(ResponseDefinitionBuilder response) {
    server.stubFor(any(anyUrl()).willReturn(response));
  }

  private RawResponse respond(Request request) throws InterruptedException {
    try (LegClient client = new LegClient(target(false), Wire.usual(), LIMITS)) {
      Answer answer = client.send(request).await();
      assertThat(answer).isInstanceOf(Answer.Responded.class);
      return ((Answer.Responded) answer).response();
    }
  }

  private Target target(boolean tls) {
    return new Target(
        Leg.CANDIDATE,
        tls,
        "localhost",
        tls ? server.httpsPort() : server.port(),
        "",
        Optional.of(InetAddress.getLoopbackAddress()));
  }
}
