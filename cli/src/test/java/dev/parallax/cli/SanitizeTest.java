package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code parallax sanitize}, as its user runs it. */
class SanitizeTest {

  private static final String SECRET = "Lovelace";

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path message;

  @BeforeEach
  void write() throws IOException {
    message =
        Files.writeString(
            directory.resolve("message.http"),
            """
            GET /catalogue/lamp?page=2 HTTP/1.1
            Host: shop.example
            Cookie: sid=%1$s

            HTTP/1.1 200 OK
            Content-Type: application/json

            {"name": "%1$s", "price": 40.50, "n": 7}
            """
                .formatted(SECRET));
  }

  @Test
  void printsTheSanitisedExchange() {
    assertThat(run(message.toString())).isZero();
    assertThat(out.toString())
        .startsWith("GET /catalogue/")
        .contains("?page=2 HTTP/1.1\n", "HTTP/1.1 200 OK\n", "\"n\":7}")
        .doesNotContain("lamp", SECRET, "40.50");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void keepsThePathsThatAreNamed() {
    assertThat(run(message.toString(), "--path", "/catalogue/lamp")).isZero();
    assertThat(out.toString()).startsWith("GET /catalogue/lamp?page=2 HTTP/1.1\n");
  }

  @Test
  void explainsEachLeafAndMasksWhatIsReplaced() {
    assertThat(run(message.toString(), "--explain", "--clear", "response body /price")).isZero();
    assertThat(out.toString())
        .containsPattern("response body /price +kept +clear: response body /price +40\\.50\n")
        .containsPattern(
            "response body /name +replaced, lossy +text +default: deny +\\(8 characters\\) ")
        .containsPattern("request query page +kept +harmless: small integer +2\n")
        .doesNotContain(SECRET);
  }

  @Test
  void showsTheValuesToWhoAsksForThem() {
    assertThat(run(message.toString(), "--explain", "--show-values")).isZero();
    assertThat(out.toString()).containsPattern("response body /name +replaced.*" + SECRET);
  }

  @Test
  void writesOneObjectALeafForScripts() {
    assertThat(run(message.toString(), "--explain", "--json", "--mode", "detect")).isZero();
    assertThat(out.toString().lines())
        .allMatch(line -> line.startsWith("{\"exchange\":1,\"location\":\"") && line.endsWith("}"))
        .contains(
            "{\"exchange\":1,\"location\":\"response body /price\",\"decision\":\"KEPT\","
                + "\"rule\":\"detect: nothing recognised\",\"value\":\"40.50\",\"becomes\":\"40.50\"}")
        .filteredOn(line -> line.contains("cookie/sid"))
        .singleElement()
        .asString()
        .contains("\"decision\":\"REPLACED\",\"kind\":", "\"fidelity\":\"")
        .doesNotContain(SECRET);
  }

  @Test
  void goesByThePolicyAndTheKeyOfTheConfiguration() throws IOException {
    Path key = Files.writeString(directory.resolve("key"), "0123456789abcdef");
    Path config =
        Files.writeString(
            directory.resolve("p.yaml"),
            "sanitise: {clear: response body /name, keyFile: \"%s\"}\n".formatted(key));
    assertThat(run("-c", config.toString(), message.toString())).isZero();
    String first = out.toString();
    assertThat(run("-c", config.toString(), message.toString())).isZero();

    assertThat(first).contains("\"name\":\"" + SECRET + "\"").contains("sid=");
    assertThat(out.toString()).isEqualTo(first + first);
  }

  @Test
  void refusesWhatIsNoHttpInOneLineThatQuotesNothing() throws IOException {
    Path file = Files.writeString(directory.resolve("no.http"), "\n> " + SECRET + "\n");
    assertThat(run(file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .startsWith("parallax: ")
        .contains(file + ":2: no start line")
        .doesNotContain(SECRET)
        .hasLineCount(1);
  }

  @Test
  void refusesAnEmptyFileAMissingOneAndValuesWithoutAnExplanation() throws IOException {
    Path file = Files.writeString(directory.resolve("empty"), "\n");
    assertThat(run(file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(run(directory.resolve("missing").toString())).isEqualTo(ExitCode.USAGE);
    assertThat(run(message.toString(), "--show-values")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("empty (expected: an HTTP request)"))
        .anyMatch(line -> line.contains("missing: can't be read: no such file"))
        .anyMatch(line -> line.contains("--show-values: only with --explain"));
    assertThat(out.toString()).isEmpty();
  }

  private int run(String... arguments) {
    String[] all =
        Stream.concat(Stream.of("sanitize"), Stream.of(arguments)).toArray(String[]::new);
    return Main.run(all, Map.of(), new PrintWriter(out), new PrintWriter(err));
  }
}
