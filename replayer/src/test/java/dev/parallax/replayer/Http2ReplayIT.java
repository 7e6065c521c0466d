package dev.parallax.replayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.replayer.safety.TargetDown;
import dev.parallax.replayer.safety.Targets;
import dev.parallax.replayer.wire.TargetProtocol;
import dev.parallax.replayer.wire.TargetTls;
import dev.parallax.replayer.wire.TestCertificate;
import dev.parallax.replayer.wire.Wire;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole runs of what was recorded over HTTP/2. */
@Timeout(60)
final class Http2ReplayIT {

  private static final HttpServerOptions OLD =
      new HttpServerOptions().setHttp2ClearTextEnabled(false);

  @TempDir private static Path directory;

  private static TestCertificate own;

  private final KeptLog log = new KeptLog();
  private final List<String> warnings = new ArrayList<>();

  @BeforeAll
  static void make() throws Exception {
    own = TestCertificate.ofLocalhost(directory, "EC");
  }

  @Test
  void sendsEachExchangeOverWhatItWasRecordedOver() throws Exception {
    try (StagingServer server = staging(new HttpServerOptions())) {
      run(server, Wire.usual(), http2("a"), Recorded.get("b", "/b"));
    }

    assertThat(warnings).isEmpty();
    assertThat(log.outcomes())
        .extracting(o -> o.getExchange().getId() + " " + o.getResponse().getProtocol())
        .containsExactlyInAnyOrder("a HTTP/2", "b HTTP/1.1");
  }

  @Test
  void saysThatNothingCanBeSentToATargetWithoutHttp2() throws Exception {
    TargetTls tls = TargetTls.load(own.cert(), false, null, null);
    try (StagingServer server = staging(OLD);
        StagingServer secure = staging(StagingServer.tls(own).setUseAlpn(false))) {
      assertDown(server, Wire.usual(), http2("a"));
      assertDown(server, new Wire(TargetProtocol.HTTP2, tls), Recorded.get("b", "/b"));
      assertDown(secure, new Wire(TargetProtocol.HTTP2, tls), Recorded.get("b", "/b"));
    }
    assertThat(log.events()).isEmpty();
  }

  /** Whatever else may go over HTTP/1.1. */
  @ParameterizedTest
  @EnumSource(TargetProtocol.class)
  void saysThatNoCallOfGrpcCanBeSentToATargetWithoutHttp2(TargetProtocol protocol)
      throws Exception {
    Wire wire = new Wire(protocol, TargetTls.load(own.cert(), false, null, null));
    try (StagingServer server = staging(OLD);
        StagingServer secure = staging(StagingServer.tls(own).setUseAlpn(false))) {
      for (StagingServer each : List.of(server, secure)) {
        assertThatThrownBy(() -> run(each, wire, grpc("a")))
            .isInstanceOf(TargetDown.class)
            .hasMessage(
                "candidate %s: it does not speak HTTP/2, which gRPC needs".formatted(each.uri()));
      }
    }
    assertThat(log.events()).isEmpty();
  }

  @Test
  void warnsOfATargetWithTlsThatGetsAllButGrpc() throws Exception {
    HttpServerOptions http1 = StagingServer.tls(own).setAlpnVersions(List.of(HttpVersion.HTTP_1_1));
    TargetTls tls = TargetTls.load(own.cert(), false, null, null);
    try (StagingServer server = staging(http1)) {
      run(server, new Wire(TargetProtocol.AUTO, tls), http2("a"), grpc("b"));

      assertThat(warnings)
          .containsExactly(
              "candidate %s: it does not speak HTTP/2, which gRPC needs".formatted(server.uri()));
    }
    assertThat(outcome("a").getResponse().getProtocol()).isEqualTo("HTTP/1.1");
  }

  @Test
  void warnsOfATargetThatGetsAPartOnly() throws Exception {
    try (StagingServer server = staging(OLD)) {
      run(server, Wire.usual(), http2("a"), Recorded.get("b", "/b"));

      assertThat(warnings)
          .containsExactly(
              "candidate %s: it does not speak HTTP/2; --target-protocol http1 sends HTTP/1.1"
                  .formatted(server.uri()));
    }
    Outcome failed = outcome("a");
    assertThat(failed.getFailure().getKind()).isEqualTo(Failure.Kind.MALFORMED);
    assertThat(failed.getFailure().getDetail()).startsWith("the target does not speak HTTP/2");
    assertThat(outcome("b").getResponse().getStatus()).isEqualTo(200);
  }

  @Test
  void sendsAllOverHttp1WhenToldTo() throws Exception {
    try (StagingServer server = staging(OLD)) {
      run(server, new Wire(TargetProtocol.HTTP1, TargetTls.verified()), http2("a"));
    }

    assertThat(warnings).isEmpty();
    assertThat(outcome("a").getResponse().getProtocol()).isEqualTo("HTTP/1.1");
  }

  @Test
  void keepsWhatALegCallsItselfWhicheverVersionItWasAskedIn() throws Exception {
    URI uri;
    try (StagingServer server =
        new StagingServer(
            new HttpServerOptions(),
            request ->
                request
                    .response()
                    .putHeader("Content-Type", "application/json")
                    .end(self(request)))) {
      uri = URI.create("http://127.0.0.1:" + server.uri().getPort());
      run(uri, Wire.usual(), http2("a"), Recorded.get("b", "/b"));
    }

    assertThat(List.of(outcome("a"), outcome("b")))
        .extracting(outcome -> outcome.getResponse().getBody().getContent().toStringUtf8())
        .containsOnly("{\"self\":\"%s/\"}".formatted(uri));
  }

  private static String self(HttpServerRequest request) {
    return "{\"self\":\"http://%s/\"}".formatted(request.authority());
  }

  private static StagingServer staging(HttpServerOptions options) {
    return new StagingServer(options, request -> request.response().end("{}"));
  }

  private static Exchange grpc(String id) {
    return Recorded.exchange(id, "s", 0, 1, Recorded.grpc("/shop.Cart/Get"));
  }

  private static Exchange http2(String id) {
    return Recorded.exchange(
        id, "s", 0, 1, Recorded.request("GET", "/").toBuilder().setProtocol("HTTP/2").build());
  }

  private Outcome outcome(String id) {
    return log.outcomes().stream()
        .filter(outcome -> outcome.getExchange().getId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private void assertDown(StagingServer server, Wire wire, Exchange exchange) {
    assertThatThrownBy(() -> run(server, wire, exchange))
        .isInstanceOf(TargetDown.class)
        .hasMessage(
            "candidate %s: it does not speak HTTP/2; --target-protocol http1 sends HTTP/1.1"
                .formatted(server.uri()));
  }

  private void run(StagingServer server, Wire wire, Exchange... exchanges) throws Exception {
    run(server.uri(), wire, exchanges);
  }

  private void run(URI candidate, Wire wire, Exchange... exchanges) throws Exception {
    Targets targets = new Targets(candidate, null, Set.of(), Duration.ZERO, wire);
    Runs.replay(
        Runs.settings(Judging.EXAMPLES, 1, targets, Set.of()),
        RecordedEvents.of(exchanges),
        Runs.sanitiser(),
        log,
        Runs.warned(warnings));
  }
}
