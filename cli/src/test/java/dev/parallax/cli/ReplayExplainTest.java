package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.Recorder;
import dev.parallax.recorder.RecorderSettings;
import dev.parallax.recorder.log.PlxWriter;
import dev.parallax.recorder.raw.ExchangeId;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawRequest;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.raw.RawRoute;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitiser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code parallax replay --explain}, which sends nothing. */
class ReplayExplainTest {

  private static final String CSRF = "66b7bcdb93513eefa554d921ce25cee5";

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsEachBindingAndWhatIsNone() throws IOException {
    assertThat(run("--explain")).isZero();

    assertThat(out.toString())
        .contains(
            "request 2 POST /orders?quantity=7 header x-csrf <- response 1 GET /cart body"
                + " /input/csrf (score ")
        .endsWith(
            "1 bindings in 1 of 2 exchanges; not taken: 0 echoes, 1 equal by chance,"
                + " 0 overlapping, 0 forbidden\n");
  }

  @Test
  void leavesOutWhatIsForbidden() throws IOException {
    assertThat(run("--explain", "--no-bind", "request header x-csrf")).isZero();

    assertThat(out.toString()).contains("0 bindings in 0 of 2 exchanges").contains("1 forbidden");
  }

  /** As a replay of these alone would: whoever gave the value is not among them. */
  @Test
  void readsOnlyTheExchangesThatAreMeant() throws IOException {
    assertThat(run("--explain", "--where", "request.method == \"POST\"")).isZero();

    assertThat(out.toString()).startsWith("0 bindings in 0 of 1 exchanges");
  }

  @Test
  void refusesWhatIsNoRule() throws IOException {
    assertThat(run("--explain", "--bind", "header x-csrf")).isEqualTo(2);

    assertThat(err.toString())
        .contains(
            "replay.bind: header x-csrf (expected: [METHOD /path] response PLACE -> [METHOD /path]"
                + " request PLACE)");
  }

  /** Before the recording is read. */
  @Test
  void refusesARateThatCantBeKeptTo() throws IOException {
    assertThat(run("--candidate", "http://127.0.0.1:1", "--max-rate", "0/s", "-o", "r.plx"))
        .isEqualTo(2);

    assertThat(err.toString())
        .isEqualTo("parallax: replay.maxRate: 0.0/s (expected: >= 0.001/s)\n");
  }

  @Test
  void needsACandidateToSendTo() throws IOException {
    assertThat(run()).isEqualTo(2);

    assertThat(err.toString()).contains("Missing required option: '--candidate=URL'");
  }

  private int run(String... options) throws IOException {
    Path file = directory.resolve("suite.plx");
    RecorderSettings settings =
        new RecorderSettings(
            "shop",
            Deployment.getDefaultInstance(),
            1 << 26,
            Duration.ofSeconds(10),
            Duration.ofSeconds(20));
    Sanitiser sanitiser = new Sanitiser(SanitisePolicy.strict(), PseudonymKey.of(new byte[32]));
    try (Recorder recorder = Recorder.start(settings, sanitiser, PlxWriter.create(file))) {
      recorder.submit(
          exchange(
              0,
              "GET",
              "/cart",
              "",
              "text/html",
              "<p id=\"c\">7</p><input name=\"csrf\" value=\""
                  + CSRF
                  + "\"><input name=n value=7>"));
      recorder.submit(
          exchange(1, "POST", "/orders?quantity=7", CSRF, "application/json", "{\"quantity\":7}"));
    }
    List<String> all = new ArrayList<>(List.of("replay", file.toString()));
    all.addAll(List.of(options));
    return Main.run(
        all.toArray(String[]::new), Map.of(), new PrintWriter(out), new PrintWriter(err));
  }

  private static RawExchange exchange(
      int number, String method, String target, String csrf, String type, String body) {
    Instant at = Instant.EPOCH.plusSeconds(number);
    List<RawHeader> headers = new ArrayList<>(List.of(new RawHeader("Cookie", "sid=client")));
    if (!csrf.isEmpty()) {
      headers.add(new RawHeader("X-Csrf", csrf));
    }
    return new RawExchange(
        ExchangeId.create(at, new SplittableRandom(number)),
        at,
        "http",
        "shop.example",
        "10.0.0.1",
        new RawRequest(method, target, "HTTP/1.1", headers, RawBody.none(), List.of()),
        new RawResponse(
            200,
            "OK",
            "HTTP/1.1",
            List.of(new RawHeader("Content-Type", type)),
            RawBody.whole(body.getBytes(StandardCharsets.UTF_8)),
            List.of()),
        null,
        Timings.newBuilder().setLastByteNanos(1_000_000).build(),
        new RawRoute("shop:80", 1));
  }
}
