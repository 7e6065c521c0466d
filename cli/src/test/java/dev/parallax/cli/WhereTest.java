package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.parallax.cli.fixture.DelayedServer;
import dev.parallax.proto.Body;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.log.PlxWriter;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.sanitize.Harmless;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which exchanges are meant, as their user says it, wherever a window is chosen. */
class WhereTest {

  private static final int USERS = 30;
  private static final String USER = "GET /users/{id}";

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path recording = Path.of("");

  /** Users, every third of them failing, and as many searches. */
  @BeforeEach
  void record() throws IOException {
    recording = directory.resolve("monday.plx");
    try (PlxWriter log = PlxWriter.create(recording)) {
      for (int i = 0; i < USERS; i++) {
        append(
            log, "u" + i, i, "/users/" + (1000 + i), i % 3 == 0 ? 503 : 200, "{\"age\":" + i + "}");
        append(log, "s" + i, i, "/search?page=" + i, 200, "[]");
      }
    }
  }

  private static void append(
      PlxWriter log, String id, int session, String target, int status, String body)
      throws IOException {
    Exchange exchange =
        Exchange.newBuilder()
            .setId(id)
            .setService("shop")
            .setAuthority("shop.example")
            .setSession("session-" + session)
            .setStartedAtNanos(1_700_000_000_000_000_000L + session)
            .setTimings(Timings.newBuilder().setFirstByteNanos(1).setLastByteNanos(2))
            .setRequest(
                Request.newBuilder().setMethod("GET").setTarget(target).setProtocol("HTTP/1.1"))
            .setResponse(
                Response.newBuilder()
                    .setStatus(status)
                    .setProtocol("HTTP/1.1")
                    .setBody(
                        Body.newBuilder()
                            .setExtent(Body.Extent.EXTENT_WHOLE)
                            .setContentType("application/json")
                            .setContent(ByteString.copyFromUtf8(body))))
            .build();
    log.append(Harmless.reread(Event.newBuilder().setExchange(exchange).build()), Receipt.none());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --where;request.path.startsWith("/users") && response.status >= 500 | 10
          --where;endpoint == "GET /users/{id}"                               | 30
          --endpoint;GET /users/{id}                                          | 30
          --endpoint;GET /users/{id};--endpoint;GET /search                   | 60
          --endpoint;GET /users/{id};--where;response.status == 200           | 20
          --session;session-3                                                 | 2
          --session;session-3;--session;session-4;--endpoint;GET /search      | 2
          --id;u1;--id;s2;--id;none                                           | 2
          --id;u1;--session;session-2                                         | 0
          """)
  void showsAndExportsWhatIsMeant(String options, int exchanges) {
    String[] filter = options.split(";");
    assertThat(run("show " + recording + " --format json", filter)).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines()).hasSize(exchanges);

    Path suite = directory.resolve("suite.plx");
    out.getBuffer().setLength(0);
    assertThat(run("export " + recording + " -o " + suite, filter)).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains(": %d exchanges".formatted(exchanges));
  }

  @Test
  void countsEndpointsOfWhatIsMeant() {
    assertThat(run("show " + recording + " --endpoints", "--where", "response.status >= 500"))
        .isEqualTo(ExitCode.OK);

    assertThat(out.toString()).contains(USER).contains("10").doesNotContain("/search");
  }

  @Test
  void tellsOnceOfHowManyItCouldNotBeAsked() {
    assertThat(run("show " + recording, "--where", "response.body.age > 27"))
        .isEqualTo(ExitCode.OK);

    assertThat(out.toString()).contains("/users/1028", "/users/1029").doesNotContain("/users/1027");
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith(
            "parallax: warning: --where could not be asked of 30 exchanges, which are left out: ");
  }

  @Test
  void saysByWhatNothingIsMeant() {
    assertThat(run("show " + recording, "--id", "none")).isEqualTo(ExitCode.OK);

    assertThat(err.toString()).contains("monday.plx, where id == \"none\": no exchanges to show");
  }

  /** What is sent, and what the report says of the rest. */
  @Test
  void replaysWhatIsMeantAndAccountsForTheRest() throws IOException {
    Path report = directory.resolve("report");
    try (DelayedServer candidate =
        DelayedServer.start(Duration.ZERO, Map.of("Content-Type", "application/json"), "{}")) {
      run(
          "check "
              + recording
              + " --judge examples --attempts 1 --speed max --report "
              + report
              + " --candidate "
              + candidate.url(),
          "--endpoint",
          USER,
          "--where",
          "response.status == 200");

      assertThat(candidate.answered()).isEqualTo(20);
    }
    assertThat(err.toString()).contains("20 exchanges, and 40 left out by the filter");
    JsonNode json = new ObjectMapper().readTree(report.resolve("report.json").toFile());
    assertThat(json.at("/run/where").asText())
        .isEqualTo("(endpoint == \"GET /users/{id}\") && (response.status == 200)");
    assertThat(json.at("/funnel/seen").asInt()).isEqualTo(60);
    assertThat(json.at("/funnel/captured").asInt()).isEqualTo(20);
    assertThat(json.at("/funnel/losses/captured: left out by this run's filter").asInt())
        .isEqualTo(40);
    assertThat(json.findValuesAsText("endpoint")).contains(USER).doesNotContain("GET /search");
  }

  private int run(String arguments, String... more) {
    String[] words = arguments.split(" ", -1);
    String[] all = new String[words.length + more.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Main.run(all, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
