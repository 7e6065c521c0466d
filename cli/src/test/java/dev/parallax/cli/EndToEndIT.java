package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.cli.fixture.Nginx;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.proto.Event;
import dev.parallax.recorder.log.PlxReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way through a file: nginx in production and in staging, curl, h2load and Chromium as
 * clients, and the packaged command line.
 */
class EndToEndIT {

  private static final List<String> SECRETS =
      List.of(
          "ada.lovelace@analytical.example",
          "4111111111111111",
          "4111 1111 1111 1111",
          "correct-horse-battery",
          "sess-7f3c9d21aa",
          "Qx8zR2tokenK4vM9",
          "GB82WEST12345698765432",
          "+442079460958",
          "Lovelace");

  private static final String SAME =
      """
      default_type application/json;
      location = /api/items {
        add_header Cache-Control "max-age=60";
        add_header X-Request-Id $request_id;
        return 200 '{"at":"$time_iso8601","requestId":"$request_id","clock":$msec,"items":[{"id":1,"name":"Lamp","price":40.5},{"id":2,"name":"Chair","price":99}]}';
      }
      location = /api/search { return 200 '{"hits":3}'; }
      """;

  private static final String CHANGED =
      """
      default_type application/json;
      location = /api/items {
        add_header X-Request-Id $request_id;
        return 200 '{"at":"$time_iso8601","requestId":"$request_id","clock":$msec,"items":[{"id":1,"name":"Lamp","price":"40.5"},{"id":2,"name":"Chair","price":"99"}]}';
      }
      location = /api/search { return 500 '{"error":"out of order"}'; }
      """;

  private static final String REST =
      """
      location = /api/profile {
        if ($http_authorization = "") { return 401 '{"error":"who are you?"}'; }
        return 200 '{"plan":"gold","email":"$arg_email"}';
      }
      location = /api/login { return 200 '{"token":"Qx8zR2tokenK4vM9","name":"Ada Lovelace"}'; }
      location / { root %s; }
      """;

  @TempDir private static Path work;

  private static Nginx production;
  private static Nginx equal;
  private static Nginx changed;
  private static Path recording;
  private static List<String> served;

  @BeforeAll
  static void recordRealTraffic() throws IOException, InterruptedException {
    Path site = Files.createDirectories(work.resolve("site"));
    Files.writeString(
        site.resolve("index.html"), "<link rel=stylesheet href=site.css><h1>Shop</h1>");
    Files.writeString(site.resolve("site.css"), "h1 { color: teal }");
    production = Nginx.start(work.resolve("production"), SAME + REST.formatted(site));
    equal = Nginx.start(work.resolve("equal"), SAME + REST.formatted(site));
    changed = Nginx.start(work.resolve("changed"), CHANGED + REST.formatted(site));
    recording = work.resolve("a.plx");
    Parallax.RunningProxy proxy =
        Parallax.proxy(
            work,
            "--upstream",
            production.url(),
            "--record-to",
            recording.toString(),
            "--path",
            "/site.css");
    drive(proxy.url());
    assertThat(proxy.terminate()).as(proxy.printed()).isEqualTo(ExitCode.OK);
    served = production.accessLog();
    assertThat(proxy.printed()).contains("captured").doesNotContain(SECRETS);
  }

  @AfterAll
  static void stop() throws IOException {
    for (Nginx server : new Nginx[] {production, equal, changed}) {
      if (server != null) {
        server.close();
      }
    }
  }

  private static void drive(String url) throws IOException, InterruptedException {
    for (int i = 0; i < 5; i++) {
      client("curl", "-sf", "--compressed", url + "/api/items");
    }
    client(
        "curl",
        "-sf",
        "-H",
        "Authorization: Bearer Qx8zR2tokenK4vM9",
        "-H",
        "Cookie: session=sess-7f3c9d21aa; theme=dark",
        url + "/api/profile?email=ada.lovelace@analytical.example");
    client("curl", "-s", url + "/api/profile");
    client(
        "curl",
        "-sf",
        "-H",
        "Content-Type: application/json",
        "-d",
        """
        {"user":"ada.lovelace@analytical.example","password":"correct-horse-battery",
         "card":"4111 1111 1111 1111","number":4111111111111111,
         "iban":"GB82WEST12345698765432","phone":"+442079460958","name":"Ada Lovelace"}""",
        url + "/api/login");
    client("h2load", "--h1", "-n", "200", "-c", "4", url + "/api/search");
    client(
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + Files.createTempDirectory(work, "chromium"),
        "--dump-dom",
        url + "/index.html");
  }

  private static void client(String... command) throws IOException, InterruptedException {
    Processes.Result result = Processes.run(work, List.of(command));
    assertThat(result.exitCode()).as(result.toString()).isZero();
  }

  @Test
  void recordsExactlyTheExchangesThatProductionServed() throws IOException, InterruptedException {
    List<JsonNode> shown = shown();

    assertThat(served).hasSizeGreaterThan(205);
    assertThat(shown.stream().map(EndToEndIT::methodAndStatus).sorted().toList())
        .isEqualTo(served.stream().map(line -> line.replaceFirst(" .* ", " ")).sorted().toList());
    assertThat(shown.stream().map(e -> e.at("/request/target").asText()))
        .filteredOn("/api/search"::equals)
        .hasSize(200);
    assertThat(shown.stream().map(e -> e.at("/request/target").asText()))
        .contains("/index.html", "/site.css", "/api/items");
  }

  @Test
  void listsTheEndpointsOfARecording() throws IOException, InterruptedException {
    Processes.Result result =
        Parallax.run(work, "show", recording.toString(), "--endpoints", "--format", "json");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("{\"endpoint\":\"GET /api/search\",\"exchanges\":200,")
        .contains("{\"endpoint\":\"GET /site.css\",\"exchanges\":1,")
        .doesNotContain("may be");
  }

  @Test
  void letsNoSecretIntoTheFile() throws IOException, InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PlxReader reader = PlxReader.open(recording)) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        event.writeTo(bytes);
      }
    }
    bytes.writeBytes(Files.readAllBytes(recording));
    String everything = bytes.toString(StandardCharsets.ISO_8859_1);
    String printed = Parallax.run(work, "show", recording.toString(), "--format", "json").out();

    assertThat(everything).contains("/api/login");
    for (String secret : SECRETS) {
      String base64 =
          Base64.getEncoder()
              .withoutPadding()
              .encodeToString(secret.getBytes(StandardCharsets.UTF_8));
      assertThat(everything).doesNotContain(secret, base64);
      assertThat(printed).doesNotContain(secret, base64);
    }
  }

  @Test
  void failsAChangedBuildAndNamesWhatChanged() throws IOException, InterruptedException {
    Path report = work.resolve("changed-report");

    Processes.Result result = check(recording, changed.url(), report);

    assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.FAIL);
    assertThat(regressions(report))
        .contains(
            "GET /api/items body /items/*/price TYPE",
            "GET /api/items header cache-control MISSING",
            "GET /api/search status VALUE")
        .noneMatch(
            line -> line.contains("/at ") || line.contains("/requestId") || line.contains("clock"));
    assertThat(report.resolve("report.html")).content().contains("FAIL").doesNotContain(SECRETS);
    assertThat(report.resolve("junit.xml")).content().contains("<failure");
    assertThat(report.resolve("summary.md")).content().contains("FAIL");
  }

  @Test
  void passesAnEqualBuildAndRecognisesItsNoise() throws IOException, InterruptedException {
    Path report = work.resolve("equal-report");

    Processes.Result result = check(recording, equal.url(), report);

    assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.OK);
    assertThat(findings(report, "NOISE"))
        .anyMatch(line -> line.startsWith("GET /api/items body /requestId"));
  }

  @Test
  void saysThatAnEmptySuiteDecidesNothing() throws IOException, InterruptedException {
    Path empty = work.resolve("empty.plx");
    Parallax.proxy(work, "--upstream", production.url(), "--record-to", empty.toString())
        .terminate();

    Processes.Result result = check(empty, equal.url(), work.resolve("empty-report"));

    assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(result.err()).doesNotContain("Exception").contains("no exchanges");
  }

  @Test
  void couldNotRunAgainstADeadCandidate() throws IOException, InterruptedException {
    String dead = "http://127.0.0.1:" + Processes.freePort();

    Processes.Result result = check(recording, dead, work.resolve("dead-report"));

    assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(result.err().lines().filter(line -> !line.contains("warning"))).hasSize(1);
    assertThat(result.err()).contains(dead);
  }

  private static Processes.Result check(Path suite, String candidate, Path report)
      throws IOException, InterruptedException {
    return Parallax.run(
        work,
        "check",
        suite.toString(),
        "--candidate",
        candidate,
        "--control",
        production.url(),
        "--speed",
        "max",
        "--report",
        report.toString());
  }

  private static List<JsonNode> shown() throws IOException, InterruptedException {
    Processes.Result result = Parallax.run(work, "show", recording.toString(), "--format", "json");
    assertThat(result.exitCode()).as(result.err()).isZero();
    List<JsonNode> exchanges = new ArrayList<>();
    for (String line : result.out().lines().toList()) {
      exchanges.add(new ObjectMapper().readTree(line));
    }
    return exchanges;
  }

  private static String methodAndStatus(JsonNode exchange) {
    return exchange.at("/request/method").asText() + " " + exchange.at("/response/status").asInt();
  }

  private static List<String> regressions(Path report) throws IOException {
    return findings(report, "REGRESSION");
  }

  private static List<String> findings(Path report, String cause) throws IOException {
    JsonNode root = new ObjectMapper().readTree(report.resolve("report.json").toFile());
    List<String> lines = new ArrayList<>();
    for (JsonNode finding : root.get("findings")) {
      if (finding.get("cause").asText().equals(cause)) {
        lines.add(
            "%s %s %s"
                .formatted(
                    finding.get("endpoint").asText(),
                    finding.get("location").asText(),
                    finding.get("kind").asText()));
      }
    }
    return lines;
  }
}
