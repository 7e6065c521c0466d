package dev.parallax.replayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.proto.Failure;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.safety.ReplayRefused;
import dev.parallax.replayer.safety.TargetDown;
import dev.parallax.replayer.safety.Targets;
import dev.parallax.replayer.wire.TargetProtocol;
import dev.parallax.replayer.wire.TargetTls;
import dev.parallax.replayer.wire.TestCertificate;
import dev.parallax.replayer.wire.Wire;
import io.vertx.core.http.HttpServerOptions;
import java.net.ServerSocket;
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

/** Whole runs against {@code https} targets. */
@Timeout(60)
final class HttpsReplayIT {

  @TempDir private static Path directory;

  private static TestCertificate server;
  private static TestCertificate client;

  private final KeptLog log = new KeptLog();
  private final List<String> warnings = new ArrayList<>();

  @BeforeAll
  static void make() throws Exception {
    server = TestCertificate.ofLocalhost(directory, "EC");
    client = TestCertificate.of(directory, "client", "RSA", "dns:client");
  }

  @Test
  void sendsToATargetWhoseIssuerIsNamed() throws Exception {
    try (StagingServer staging = staging(StagingServer.tls(server))) {
      run(staging.uri(), TargetTls.load(server.cert(), false, null, null));
    }

    assertAnswered();
    assertThat(warnings).isEmpty();
  }

  @Test
  void trustsAnybodyWhenAskedToAndSaysSo() throws Exception {
    TestCertificate elsewhere = TestCertificate.of(directory, "elsewhere", "EC", "dns:other");
    try (StagingServer staging = staging(StagingServer.tls(elsewhere))) {
      run(staging.uri(), TargetTls.load(null, true, null, null));

      assertThat(warnings)
          .containsExactly(
              "candidate "
                  + staging.uri()
                  + ": its certificate is not verified (--target-insecure)");
    }
    assertAnswered();
  }

  @Test
  void saysThatATargetIsNotTrustedBeforeAnythingIsSent() throws Exception {
    try (StagingServer staging = staging(StagingServer.tls(server))) {
      assertDown(
          staging.uri(), TargetTls.verified(), "its certificate is not trusted; --target-ca FILE");
    }
  }

  @Test
  void saysThatACertificateIsAnotherHosts() throws Exception {
    TestCertificate other = TestCertificate.of(directory, "other", "EC", "dns:other.example");
    try (StagingServer staging = staging(StagingServer.tls(other))) {
      assertDown(
          staging.uri(),
          TargetTls.load(other.cert(), false, null, null),
          "its certificate is another host's");
    }
  }

  @Test
  void saysThatATargetDoesNotSpeakTls() throws Exception {
    try (StagingServer staging = staging(new HttpServerOptions())) {
      assertDown(
          URI.create("https" + staging.uri().toString().substring("http".length())),
          TargetTls.verified(),
          "the TLS handshake failed; it may not speak TLS");
    }
  }

  @Test
  void showsItsCertificateToATargetThatAsks() throws Exception {
    try (StagingServer staging = staging(StagingServer.mutualTls(server, client))) {
      run(staging.uri(), TargetTls.load(server.cert(), false, client.cert(), client.key()));
    }

    assertAnswered();
  }

  /** TLS 1.3 tells a client that it is not let in only after its handshake. */
  @Test
  void aTargetThatLetsItNotInIsAnOutcome() throws Exception {
    try (StagingServer staging = staging(StagingServer.mutualTls(server, client))) {
      run(staging.uri(), TargetTls.load(server.cert(), false, null, null));
    }

    assertThat(log.outcomes())
        .hasSize(2)
        .allSatisfy(o -> assertThat(o.getFailure().getKind()).isEqualTo(Failure.Kind.TLS));
  }

  @Test
  void refusesWhatProductionServedOverHttpsToo() throws Exception {
    try (ServerSocket production = new ServerSocket(0)) {
      URI uri = URI.create("https://localhost:" + production.getLocalPort());

      assertThatThrownBy(
              () ->
                  Runs.replay(
                      settings(uri, TargetTls.verified()),
                      RecordedEvents.of(
                          Recorded.get("a", "/").toBuilder()
                              .setScheme("https")
                              .setAuthority(uri.getAuthority())
                              .build()),
                      Runs.sanitiser(),
                      log,
                      ProgressListener.none()))
          .isInstanceOf(ReplayRefused.class)
          .hasMessageContaining("production served it");
    }
  }

  private static StagingServer staging(HttpServerOptions options) {
    return new StagingServer(options, request -> request.response().end("{}"));
  }

  private void assertAnswered() {
    assertThat(log.outcomes())
        .hasSize(2)
        .allSatisfy(o -> assertThat(o.getResponse().getStatus()).isEqualTo(200));
  }

  private void assertDown(URI uri, TargetTls tls, String why) {
    assertThatThrownBy(() -> run(uri, tls))
        .isInstanceOf(TargetDown.class)
        .hasMessageStartingWith("candidate " + uri + ": " + why)
        .hasNoCause();
    assertThat(log.events()).isEmpty();
  }

  private void run(URI candidate, TargetTls tls) throws Exception {
    Runs.replay(
        settings(candidate, tls),
        RecordedEvents.of(Recorded.get("a", "/a"), Recorded.get("b", "/b")),
        Runs.sanitiser(),
        log,
        Runs.warned(warnings));
  }

  private static ReplaySettings settings(URI candidate, TargetTls tls) {
    return Runs.settings(
        Judging.EXAMPLES,
        1,
        new Targets(candidate, null, Set.of(), Duration.ZERO, new Wire(TargetProtocol.AUTO, tls)),
        Set.of());
  }
}
