package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.parallax.cli.fixture.GrpcEcho;
import dev.parallax.cli.fixture.Nginx;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.Service;
import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.Request;
import dev.parallax.proto.Skip;
import dev.parallax.proto.StreamMessage;
import dev.parallax.recorder.log.PlxReader;
import dev.parallax.recorder.log.PlxWriter;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.sanitize.Harmless;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was recorded over HTTP/2, replayed by the packaged command line to nginx and gRPC. */
class ReplayProtocolsIT {

  private static final Service SHOP = new Service("shop", Instant.parse("2026-11-01T00:00:00Z"));

  @TempDir private static Path work;

  private static GrpcEcho grpc;
  private static Nginx staging;
  private static String http2;
  private static Path recording;

  @BeforeAll
  static void start() throws IOException {
    grpc = new GrpcEcho();
    int port = Processes.freePort();
    http2 = "http://127.0.0.1:" + port;
    staging =
        Nginx.start(
            work.resolve("staging"),
            """
            listen 127.0.0.1:%d http2;
            location / { return 200 '{"ok":true}'; }
            location /echo.Echo/ { grpc_pass grpc://127.0.0.1:%d; }
            """
                .formatted(port, grpc.port()));
    recording = work.resolve("suite.plx");
    try (PlxWriter writer = PlxWriter.create(recording)) {
      for (Exchange exchange : List.of(get(), call(2, "hello", "again"), call(3, "whole", ""))) {
        writer.append(
            Harmless.reread(Event.newBuilder().setExchange(exchange).build()), Receipt.none());
      }
    }
  }

  @AfterAll
  static void stop() throws IOException {
    staging.close();
    grpc.close();
  }

  @Test
  void replaysHttp2AndGrpc() throws IOException, InterruptedException {
    Path run = work.resolve("run.plx");

    Processes.Result result =
        replay(run, "--candidate", http2, "--safe", "POST /echo.Echo/Talk", "--attempts", "2");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
    List<Outcome> outcomes = outcomes(run);
    assertThat(outcomes).hasSize(2 + 2 + 1);
    for (Outcome outcome : of(1, outcomes)) {
      assertThat(outcome.getResponse().getStatus()).isEqualTo(200);
      assertThat(outcome.getResponse().getProtocol()).isEqualTo("HTTP/2");
    }
    assertThat(of(2, outcomes)).hasSize(2);
    for (Outcome outcome : of(2, outcomes)) {
      assertThat(outcome.getResponse().getStatus()).isEqualTo(200);
      assertThat(outcome.getResponse().getBody().getLength()).isEqualTo(2 * 5 + 10);
      assertThat(outcome.getResponse().getTrailersList())
          .extracting(Header::getName)
          .contains("grpc-status");
    }
    assertThat(of(3, outcomes).getFirst().getSkip().getReason())
        .isEqualTo(Skip.Reason.MESSAGES_REDUCED);
    assertThat(staging.accessLog())
        .filteredOn(line -> line.startsWith("POST"))
        .as("sent as often as a GET")
        .containsExactly("POST /echo.Echo/Talk 200", "POST /echo.Echo/Talk 200");
  }

  @Test
  void sendsNoCallThatNobodyAskedFor() throws IOException, InterruptedException {
    Path run = work.resolve("unasked.plx");

    Processes.Result result = replay(run, "--candidate", http2, "--safe", "POST /echo.Echo/Ask");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
    for (int call : new int[] {2, 3}) {
      assertThat(of(call, outcomes(run)).getFirst().getSkip().getReason())
          .isEqualTo(Skip.Reason.UNSAFE_METHOD);
    }
  }

  @Test
  void saysInOneLineWhatATargetDoesNotSpeak() throws IOException, InterruptedException {
    Path never = work.resolve("never.plx");
    String https = staging.url().replace("http:", "https:");

    Processes.Result noHttp2 = replay(never, "--candidate", staging.url());
    Processes.Result noTls = replay(never, "--candidate", https, "--target-insecure");

    assertThat(noHttp2.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(noHttp2.err().strip())
        .endsWith(
            "it does not speak HTTP/2, which gRPC needs; --target-protocol http1 sends all else as"
                + " HTTP/1.1")
        .hasLineCount(1);
    assertThat(noTls.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(noTls.err()).contains("certificate is not verified", "it may not speak TLS");
  }

  @Test
  void refusesSettingsThatCanNotBe() throws IOException, InterruptedException {
    Path text = Files.writeString(work.resolve("text.pem"), "no certificate");

    for (List<String> wrong :
        List.of(
            List.of(
                "--target-protocol", "http3", "target.protocol: http3 (expected: auto, http1 or"),
            List.of("--target-ca", text.toString(), "target.ca: " + text + " holds no certificate"),
            List.of("--target-cert", text.toString(), "only one of them is there"))) {
      Processes.Result result =
          replay(work.resolve("no.plx"), "--candidate", http2, wrong.get(0), wrong.get(1));

      assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(result.err().strip()).contains(wrong.get(2)).hasLineCount(1);
    }
  }

  private static Processes.Result replay(Path run, String... options)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("replay", recording.toString()));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("-o", run.toString()));
    return Parallax.run(work, arguments.toArray(String[]::new));
  }

  private static Exchange get() {
    return SHOP.exchange(1, 0, 1).toBuilder().setRequest(overHttp2("GET", "/items/1")).build();
  }

  /** What is empty was reduced. */
  private static Exchange call(int number, String... said) {
    Body.Builder body = Body.newBuilder().setExtent(Extent.EXTENT_MESSAGES);
    for (int i = 0; i < said.length; i++) {
      body.addMessages(
          StreamMessage.newBuilder()
              .setFromClient(true)
              .setOffsetNanos(1_000_000L * i)
              .setContent(ByteString.copyFromUtf8(said[i]))
              .setLength(5));
    }
    return SHOP.exchange(number, 10L * number, 1).toBuilder()
        .setRequest(
            overHttp2("POST", "/echo.Echo/Talk")
                .addHeaders(header("content-type", "application/grpc"))
                .addHeaders(header("te", "trailers"))
                .setBody(body))
        .build();
  }

  private static Request.Builder overHttp2(String method, String target) {
    return Request.newBuilder()
        .setMethod(method)
        .setTarget(target)
        .setProtocol("HTTP/2")
        .addHeaders(header("accept", "*/*"));
  }

  private static Header header(String name, String value) {
    return Header.newBuilder().setName(name).setValue(value).build();
  }

  private static List<Outcome> outcomes(Path run) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    try (PlxReader reader = PlxReader.open(run)) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        if (event.hasOutcome()) {
          outcomes.add(event.getOutcome());
        }
      }
    }
    return outcomes;
  }

  private static List<Outcome> of(int exchange, List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(outcome -> outcome.getExchange().getId().equals(SHOP.id(exchange)))
        .toList();
  }
}
