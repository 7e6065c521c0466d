package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.DialectId;
import dev.parallax.cli.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@code parallax config --schema} prints says of a file what Parallax says of it. */
@Timeout(60)
class SchemaTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /** Blocks of a Markdown file, of which those are ours that begin a section of ours. */
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");

  private static final Pattern OURS =
      Pattern.compile("(?m)^(admin|kafka|log|proxy|record|replay|report|sanitise|tap):");

  @TempDir private Path directory;

  private final JsonNode schema = printed();

  @Test
  void isAValidSchema() {
    assertThat(schema.get("$schema").asText()).isEqualTo(DialectId.DRAFT_2020_12);
    Schema metaSchema = REGISTRY.getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12));
    assertThat(metaSchema.validate(schema)).isEmpty();
  }

  @Test
  void hasEachKnownKeyAndNoOther() {
    Set<String> keys = new TreeSet<>();
    collect("", schema, keys);

    assertThat(keys).isEqualTo(Settings.knownKeys(Main.all().getCommandSpec()));
  }

  private static void collect(String above, JsonNode section, Set<String> keys) {
    assertThat(section.get("additionalProperties").isBoolean()).as(above).isTrue();
    for (Map.Entry<String, JsonNode> one : section.get("properties").properties()) {
      String key = above + one.getKey();
      JsonNode items = one.getValue().path("items");
      if (one.getValue().has("properties")) {
        collect(key + ".", one.getValue(), keys);
      } else if (items.has("properties")) {
        collect(key + ".*.", items, keys);
      } else {
        keys.add(key);
      }
    }
  }

  @Test
  void describesWhatAnOptionDescribes() {
    JsonNode proxy = schema.get("properties").get("proxy").get("properties");

    assertThat(proxy.get("maxPending").get("type").asText()).isEqualTo("integer");
    assertThat(proxy.get("maxPending").get("default").asLong()).isEqualTo(1_000);
    assertThat(proxy.get("responseTimeout").get("default").asText()).isEqualTo("60s");
    assertThat(proxy.get("responseTimeout").get("description").asText())
        .contains("then 504", "--response-timeout", "PARALLAX_PROXY_RESPONSE_TIMEOUT");
    assertThat(proxy.get("transport").get("enum"))
        .extracting(JsonNode::asText)
        .containsExactly("auto", "nio", "epoll", "io_uring");
  }

  @Test
  void acceptsEachExampleOfTheRepository() throws Exception {
    List<String> examples = new ArrayList<>();
    examples.add(demos());
    try (DirectoryStream<Path> documents = Files.newDirectoryStream(Path.of("../docs"), "*.md")) {
      for (Path document : documents) {
        BLOCK
            .matcher(Files.readString(document))
            .results()
            .map(MatchResult::group)
            .map(block -> block.replaceAll("```.*", ""))
            .filter(block -> OURS.matcher(block).find())
            .forEach(examples::add);
      }
    }

    assertThat(examples).hasSizeGreaterThan(4);
    assertThat(examples).allSatisfy(yaml -> assertThat(errors(yaml)).as(yaml).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          proxy: {maxBody: 65536, upgrade: tunnel, eventLoops: 2}
          proxy: {maxBody: 1 MiB, idleTimeout: 500ms, totalTimeout: 1H}
          proxy: {routes: [{upstream: "http://a", sample: off}, {upstream: "http://b", path: /b, sample: 0.5}]}
          record: {sample: 1, serviceVersion: 1.2}
          tap: {maxCpu: 0.5, bypass: 0}
          sanitise: {clear: [response body /a, request query b], paths: /a}
          kafka: {bootstrap.servers: "a:1,b:1", linger.ms: 5, client.id: x}
          """)
  void acceptsWhatParallaxTakes(String yaml) throws IOException {
    assertThat(errors(yaml)).isEmpty();
    assertThat(run("config", "-c", written(yaml))).isEqualTo(ExitCode.OK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          proxi: {}
          proxy: {maxBodi: 1}
          proxy: {maxBody: one}
          proxy: {maxBody: 1TiB}
          proxy: {maxBody: -1}
          proxy: {maxPending: many}
          proxy: {maxPending: 1.5}
          proxy: {responseTimeout: 5}
          proxy: {responseTimeout: 5 days}
          proxy: {upgrade: maybe}
          proxy: {transport: [nio, epoll]}
          proxy: {listen: 8080}
          proxy: {upgrade: {to: tunnel}}
          proxy: yes
          proxy: {routes: [{host: a}]}
          proxy: {routes: [{upstream: "ftp://a"}]}
          proxy: {routes: [{upstream: "http://a", protocol: http3}]}
          proxy: {tls: {certificates: [{cert: a.pem}]}}
          proxy: {routes: [{upstream: "http://a", sample: 2}]}
          proxy: {routes: [{upstream: "http://a", path: b}]}
          proxy: {routes: [{upstream: "http://a", hostHeader: mine}]}
          proxy: {routes: [{upstream: "http://a", maxBody: big}]}
          proxy: {routes: [{upstream: "http://a", uprade: tunnel}]}
          tap: {maxCpu: all}
          sanitise: {clear: ["a,b"]}
          sanitise: {clear: {a: b}}
          kafka: {lingr.ms: 5}
          """)
  void refusesWhatParallaxRefuses(String yaml) throws IOException {
    assertThat(errors(yaml)).isNotEmpty();
    String file = written(yaml);
    String[] listen = yaml.contains("listen") ? new String[0] : new String[] {"--listen", ":0"};
    // None comes to listen, or the test would not end.
    assertThat(
            run(
                Stream.of(
                        Stream.of("proxy", "--upstream", "http://h", "--no-record", "-c", file),
                        Arrays.stream(listen))
                    .flatMap(words -> words)
                    .toArray(String[]::new)))
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void isPrintedAlsoWhereTheFileIsBroken() throws IOException {
    assertThat(run("config", "--schema", "-c", written("proxy: ["))).isEqualTo(ExitCode.OK);
  }

  private List<String> errors(String yaml) {
    Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return REGISTRY.getSchema(schema).validate(JSON.<JsonNode>valueToTree(read)).stream()
        .map(Object::toString)
        .toList();
  }

  private String written(String yaml) throws IOException {
    return Files.writeString(directory.resolve("parallax.yaml"), yaml).toString();
  }

  private static String demos() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(Main.class.getResourceAsStream("demo/parallax.yaml"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int run(String... arguments) {
    StringWriter ignored = new StringWriter();
    return Main.run(
        arguments, Map.of(), new PrintWriter(ignored, true), new PrintWriter(ignored, true));
  }

  private static JsonNode printed() {
    StringWriter out = new StringWriter();
    int exitCode =
        Main.run(
            new String[] {"config", "--schema"},
            Map.of(),
            new PrintWriter(out, true),
            new PrintWriter(new StringWriter(), true));
    assertThat(exitCode).isEqualTo(ExitCode.OK);
    try {
      return JSON.readTree(out.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
