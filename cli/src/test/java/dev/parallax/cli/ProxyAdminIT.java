package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.cli.fixture.Fates;
import dev.parallax.cli.fixture.Operator;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.Recorded;
import dev.parallax.cli.fixture.RudeUpstream;
import dev.parallax.cli.fixture.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged proxy, and what its operator asks and tells it. */
@Timeout(180)
class ProxyAdminIT {

  private static final String TOKEN = "a-token-of-24-characters";
  private static final String KEY = "0123456789abcdef-secret";

  @TempDir private Path directory;

  @Test
  void answersOthersOnlyWithTheToken() throws Exception {
    Path file = directory.resolve("token");
    Files.writeString(file, TOKEN + "\n");
    try (RudeUpstream production = RudeUpstream.start()) {
      Parallax.RunningProxy proxy =
          proxy(production, "--no-record", "--admin", ":0", "--admin-token-file", "token");
      try (Operator stranger = Operator.of(proxy);
          Operator operator = Operator.of(proxy, TOKEN)) {
        assertThat(stranger.get("/livez").statusCode()).isEqualTo(200);
        assertThat(stranger.get("/readyz").statusCode()).isEqualTo(200);
        for (String path : new String[] {"/metrics", "/config", "/ledger", "/capture", "/drain"}) {
          assertThat(stranger.get(path).statusCode()).as(path).isEqualTo(401);
          assertThat(operator.get(path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(stranger.put("/drain", "").statusCode()).isEqualTo(401);
        assertThat(operator.get("/drain").body()).contains("\"draining\" : false");
        assertThat(operator.get("/config").body()).doesNotContain(TOKEN);
      }
      assertThat(proxy.terminate()).as(proxy.printed()).isEqualTo(ExitCode.OK);
      assertThat(proxy.printed()).doesNotContain(TOKEN);
    }
  }

  @Test
  void refusesToStartWhereAnybodyCouldAsk() throws Exception {
    Processes.Result result =
        Parallax.run(
            directory,
            "proxy --listen 127.0.0.1:0 --upstream http://127.0.0.1:1 --no-record --admin :0"
                .split(" ", -1));
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("admin.listen: ").contains("admin.tokenFile");
    assertThat(result.err().lines()).hasSize(1);
  }

  @Test
  void showsWhatIsInEffectAndWhereItWasSet() throws Exception {
    Files.writeString(
        directory.resolve("parallax.yaml"),
        "service: shop\nsanitise:\n  key: %s\nproxy: {idleTimeout: 60s}\n".formatted(KEY));
    try (RudeUpstream production = RudeUpstream.start()) {
      Parallax.RunningProxy proxy = proxy(production, "--no-record", "--admin", "127.0.0.1:0");
      try (Operator operator = Operator.of(proxy)) {
        String body = operator.get("/config").body();
        JsonNode config = new ObjectMapper().readTree(body);
        assertThat(config.at("/proxy.upstream")).isEqualTo(setting(production.url(), "--upstream"));
        assertThat(config.at("/service")).isEqualTo(setting("shop", "parallax.yaml:1"));
        assertThat(config.at("/sanitise.key")).isEqualTo(setting("********", "parallax.yaml:3"));
        assertThat(config.at("/proxy.idleTimeout")).isEqualTo(setting("60s", "parallax.yaml:4"));
        assertThat(config.at("/tap.maxCpu")).isEqualTo(setting("1.0", "default"));
        assertThat(config.at("/--no-record")).isEqualTo(setting("true", "--no-record"));
        assertThat(body).doesNotContain(KEY);
      }
      assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
    }
  }

  @Test
  void stopsRecordingAndGoesOnServing() throws Exception {
    try (RudeUpstream production = RudeUpstream.start()) {
      Path file = directory.resolve("switched.plx");
      Parallax.RunningProxy proxy =
          proxy(production, "--record-to", file.toString(), "--admin", "127.0.0.1:0");
      try (Operator operator = Operator.of(proxy)) {
        ask(proxy, 5);
        assertThat(operator.put("/capture", "{\"enabled\": false}").statusCode()).isEqualTo(200);
        ask(proxy, 3);
        assertThat(operator.get("/ledger").body()).contains("\"tap_off\" : 3");
        assertThat(operator.put("/capture", "{\"enabled\": true}").statusCode()).isEqualTo(200);
        ask(proxy, 2);
      }
      assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
      Fates fates = Fates.printed(proxy.printed());
      assertThat(fates.exchanges()).containsOnly(entry("captured", 7), entry("tap off", 3));
      Recorded recorded = Recorded.read(file);
      assertThat(recorded.exchanges()).hasSize(7);
      assertThat(recorded.ledger()).isEqualTo(fates);
      assertThat(proxy.printed()).contains("capture switched by an operator");
    }
  }

  @Test
  void accountsForEachEndpoint() throws Exception {
    Pattern point =
        Pattern.compile(
            "parallax_endpoint_exchanges_total\\{endpoint=\"([^\"]+)\",fate=\"([a-z_]+)\"} (\\d+)");
    try (RudeUpstream production = RudeUpstream.start()) {
      Path file = directory.resolve("endpoints.plx");
      Parallax.RunningProxy proxy =
          proxy(
              production,
              "--record-to",
              file.toString(),
              "--path",
              "/ok",
              "--sample",
              "0.5",
              "--keep-errors",
              "off",
              "--keep-novel",
              "off",
              "--keep-slow",
              "off",
              "--admin",
              "127.0.0.1:0");
      try (Operator operator = Operator.of(proxy)) {
        ask(proxy, 7);
        assertThat(operator.put("/capture", "{\"enabled\": false}").statusCode()).isEqualTo(200);
        ask(proxy, 3);
        Map<String, Long> told = new TreeMap<>();
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () -> {
                  told.clear();
                  String metrics = operator.get("/metrics").body();
                  Matcher points = point.matcher(metrics);
                  while (points.find()) {
                    told.merge(points.group(1), Long.valueOf(points.group(3)), Long::sum);
                  }
                  assertThat(metrics).contains("parallax_exchanges_seen_total 10");
                  assertThat(told).isEqualTo(Map.of("GET /ok", 7L, "unclassified", 3L));
                });
      }
      assertThat(proxy.terminate()).as(proxy.printed()).isEqualTo(ExitCode.OK);
      assertThat(Fates.printed(proxy.printed()).seen()).isEqualTo(10);
    }
  }

  @Test
  void drainsAndStaysUntilItIsTerminated() throws Exception {
    try (RudeUpstream production = RudeUpstream.start()) {
      Parallax.RunningProxy proxy = proxy(production, "--preview", "--admin", "127.0.0.1:0");
      try (Operator operator = Operator.of(proxy);
          Wire kept = Wire.to(proxy.url())) {
        kept.send(Wire.get("/ok"));
        assertThat(kept.answer().closes()).isFalse();

        assertThat(operator.put("/drain?wait=30s", "").body()).contains("\"connections\" : 0");

        assertThat(operator.get("/readyz").statusCode()).isEqualTo(503);
        assertThat(operator.get("/livez").statusCode()).isEqualTo(200);
        try (Wire late = Wire.to(proxy.url())) {
          late.send(Wire.get("/ok"));
          assertThat(late.answer().closes()).isTrue();
        }
        assertThat(proxy.process().isAlive()).isTrue();
      }
      assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
      assertThat(Fates.printed(proxy.printed()).captured()).isEqualTo(2);
    }
  }

  @Test
  void countsWhatPassesThoughNothingIsRecorded() throws Exception {
    try (RudeUpstream production = RudeUpstream.start()) {
      Parallax.RunningProxy proxy = proxy(production, "--no-record", "--admin", "127.0.0.1:0");
      try (Operator operator = Operator.of(proxy)) {
        ask(proxy, 4);
        assertThat(operator.get("/ledger").body())
            .contains("\"seen\" : 4", "\"tap_off\" : 4", "\"captured\" : 0");
        assertThat(operator.put("/capture", "{\"enabled\": true}").statusCode()).isEqualTo(409);
        assertThat(operator.get("/metrics").body())
            .contains("parallax_exchanges_total{fate=\"tap_off\"} 4.0")
            .contains("parallax_capture_enabled 0.0")
            .doesNotContain("parallax_log_");
      }
      assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
    }
  }

  private static void ask(Parallax.RunningProxy proxy, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      try (Wire client = Wire.to(proxy.url())) {
        client.send(Wire.get("/ok"));
        assertThat(client.answer().status()).isEqualTo(200);
      }
    }
  }

  private static JsonNode setting(String value, String origin) {
    return new ObjectMapper().createObjectNode().put("value", value).put("origin", origin);
  }

  private static Map.Entry<String, Long> entry(String fate, long count) {
    return Map.entry(fate, count);
  }

  private Parallax.RunningProxy proxy(RudeUpstream production, String... options)
      throws IOException {
    String[] all = new String[options.length + 2];
    all[0] = "--upstream";
    all[1] = production.url();
    System.arraycopy(options, 0, all, 2, options.length);
    return Parallax.proxy(directory, all);
  }
}
