package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.cli.fixture.Certificates;
import dev.parallax.cli.fixture.Operator;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.PromQl;
import dev.parallax.cli.fixture.RudeUpstream;
import dev.parallax.cli.fixture.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The dashboard and the alerts ask for what a running proxy tells. */
@Timeout(180)
class DashboardIT {

  private static final Path DEPLOY = Path.of("..", "deploy");

  /** What Prometheus adds to each series. */
  private static final Set<String> ADDED = Set.of("instance", "job");

  private static final Pattern LINE = Pattern.compile("([a-zA-Z0-9_:]+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  @TempDir private static Path directory;

  /** Labels with their values, by metric. */
  private static final Map<String, Set<String>> METRICS = new TreeMap<>();

  @BeforeAll
  static void scrape() throws Exception {
    try (RudeUpstream production = RudeUpstream.start()) {
      Path file = directory.resolve("scraped.plx");
      Certificates own = Certificates.in(directory).issue("own", "DNS:proxy.example");
      // One upstream over TLS, though nobody asks it, so that the certificate for it is read.
      Files.writeString(
          directory.resolve("parallax.yaml"),
          "proxy: {routes: [{path: /over-tls, upstream: \"https://127.0.0.1:1\"}]}\n");
      Parallax.RunningProxy proxy =
          Parallax.proxy(
              directory,
              "--upstream",
              production.url(),
              "--record-to",
              file.toString(),
              "--upstream-cert",
              own.file("own.pem"),
              "--upstream-key",
              own.file("own.key"),
              "--admin",
              "127.0.0.1:0");
      try (Operator operator = Operator.of(proxy)) {
        for (String path : List.of("/ok", "/bytes/100", "/ok")) {
          try (Wire client = Wire.to(proxy.url())) {
            client.send(Wire.get(path));
            client.answer();
          }
        }
        try (Wire replayed = Wire.to(proxy.url())) {
          replayed.send("GET /ok HTTP/1.1\r\nHost: a\r\nX-Parallax-Run: 1\r\n\r\n");
          replayed.answer();
        }
        operator.get("/metrics");
        // Pauses are known once there was one.
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        String pid = Long.toString(proxy.process().pid());
        Processes.run(directory, List.of(jcmd.toString(), pid, "GC.run"));
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> {
                  read(operator.get("/metrics").body());
                  return METRICS.containsKey("jvm_gc_pause_seconds_sum");
                });
      }
      assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
    }
  }

  @AfterAll
  static void forget() {
    METRICS.clear();
  }

  @Test
  void showsMetricsThatThereAre() throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(DEPLOY.resolve("grafana/parallax.json").toFile());
    List<String> wrong = new ArrayList<>();
    int expressions = 0;
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : dashboard.get("panels")) {
      assertThat(ids.add(panel.get("id").asInt())).as(panel.get("title").asText()).isTrue();
      if (panel.get("type").asText().equals("row")) {
        continue;
      }
      String title = panel.get("title").asText();
      assertThat(panel.get("description").asText()).as(title).isNotBlank();
      assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(title).isNotBlank();
      for (JsonNode target : panel.get("targets")) {
        expressions++;
        String expression = target.get("expr").asText();
        check(title, expression, wrong);
        Matcher legend =
            Pattern.compile("\\{\\{(\\w+)}}").matcher(target.get("legendFormat").asText());
        while (legend.find()) {
          if (!keeps(expression, legend.group(1))) {
            wrong.add(title + ": legend " + legend.group(1));
          }
        }
        assertThat(expression).as(title).contains("instance=~\"$instance\"");
      }
    }
    for (JsonNode variable : dashboard.at("/templating/list")) {
      if (variable.get("type").asText().equals("query")) {
        String query = variable.get("definition").asText();
        Matcher parts = Pattern.compile("label_values\\((.*), (\\w+)\\)").matcher(query);
        assertThat(parts.matches()).as(query).isTrue();
        check(query, "max by (" + parts.group(2) + ") (" + parts.group(1) + ")", wrong);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(expressions).isGreaterThan(40);
  }

  @Test
  void alertsOnMetricsThatThereAre() throws IOException {
    String text = Files.readString(DEPLOY.resolve("prometheus/alerts.yaml"));
    JsonNode file =
        new ObjectMapper()
            .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    List<String> wrong = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (JsonNode group : file.get("groups")) {
      for (JsonNode rule : group.get("rules")) {
        String name = rule.get("alert").asText();
        assertThat(names.add(name)).as(name).isTrue();
        String expression = rule.get("expr").asText();
        check(name, expression, wrong);
        assertThat(rule.at("/labels/severity").asText()).as(name).isIn("page", "ticket");
        assertThat(rule.at("/annotations/summary").asText()).as(name).isNotBlank();
        assertThat(rule.at("/annotations/description").asText()).as(name).isNotBlank();
        Matcher used =
            Pattern.compile("\\$labels\\.(\\w+)").matcher(rule.get("annotations").toString());
        while (used.find()) {
          if (!keeps(expression, used.group(1))) {
            wrong.add(name + ": $labels." + used.group(1));
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(names).hasSizeGreaterThan(10);
  }

  /** Whether what an expression gives has that label. */
  private static boolean keeps(String expression, String label) {
    return expression.contains(" by (")
        ? expression.matches("(?s).*by \\([^)]*\\b" + label + "\\b.*")
        : !expression.contains("sum(");
  }

  private static void check(String where, String expression, List<String> wrong) {
    PromQl asked = PromQl.of(expression);
    Set<String> there = new TreeSet<>();
    asked.metrics().stream()
        // Prometheus's own.
        .filter(metric -> !metric.equals("up"))
        .forEach(
            metric -> {
              if (METRICS.containsKey(metric)) {
                there.addAll(METRICS.getOrDefault(metric, Set.of()));
              } else {
                wrong.add(where + ": no metric " + metric);
              }
            });
    for (String label : asked.labels()) {
      if (!ADDED.contains(label) && there.stream().noneMatch(one -> one.startsWith(label + "="))) {
        wrong.add(where + ": no label " + label);
      }
    }
    for (String value : asked.values()) {
      boolean added = ADDED.contains(value.replaceAll("=.*", ""));
      if (!added && !there.contains(value)) {
        wrong.add(where + ": never " + value);
      }
    }
  }

  private static void read(String metrics) {
    for (String line : metrics.lines().filter(one -> !one.startsWith("#")).toList()) {
      Matcher matcher = LINE.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      Set<String> labels = METRICS.computeIfAbsent(matcher.group(1), _ -> new TreeSet<>());
      Matcher label = LABEL.matcher(matcher.group(2) == null ? "" : matcher.group(2));
      while (label.find()) {
        labels.add(label.group(1) + "=" + label.group(2));
      }
    }
  }
}
