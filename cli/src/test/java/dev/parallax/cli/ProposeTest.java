package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.Sanitisation.Mode;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code parallax policy propose}, as its user runs it, on what a recorder wrote. */
class ProposeTest {

  private static final int CLIENTS = 25;
  private static final List<String> COLOURS = List.of("deep red", "sea green");
  private static final Pattern SHARES =
      Pattern.compile("in the clear: (\\S+ %) now, (\\S+ %) with this list");

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void proposesWhatManyShareAndTheNextRecordingKeepsIt() throws IOException {
    Path first = record("first.plx", List.of(), CLIENTS);
    assertThat(run(first.toString())).isZero();
    Path config = Files.writeString(directory.resolve("p.yaml"), out.toString());
    Matcher before = shares();

    assertThat(out.toString())
        .contains(
            "# From %s: 50 exchanges, 25 sessions.\n".formatted(first),
            "    # text, 2 different, each value in at least 20 sessions: ",
            "\n    - 'response body /items/*/colour'\n",
            "    # decimal, 50 different, a measure of a thing, by its name: ",
            "\n    - 'response body /items/*/price'\n",
            "\n    - 'request query colour'\n")
        .doesNotContain("/name", "/email", "/note", "/pin", "query q", "deep red", "Lovelace");

    List<String> clear =
        out.toString()
            .lines()
            .filter(line -> line.startsWith("    - "))
            .map(line -> line.substring(7, line.length() - 1))
            .toList();
    Path second = record("second.plx", clear, CLIENTS);
    out.getBuffer().setLength(0);
    // The file is what the proxy reads; nothing is left to propose.
    assertThat(run("-c", config.toString(), second.toString())).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("nothing to propose from 25 sessions");

    assertThat(before.group(1)).isNotEqualTo(before.group(2));
    assertThat(err.toString()).contains("%s of values are in the clear".formatted(before.group(2)));
  }

  @Test
  void proposesNothingOfFewSessions() throws IOException {
    assertThat(run(record("few.plx", List.of(), 3).toString())).isZero();

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains("nothing to propose from 3 sessions")
        .contains("(a value has to be seen in 20: --min-sessions)")
        .hasLineCount(1);
  }

  @Test
  void refusesBadUsageInOneLine() {
    assertThat(run("--min-sessions", "1", "a.plx")).isEqualTo(ExitCode.USAGE);
    assertThat(run(directory.resolve("missing.plx").toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("--min-sessions: 1 (expected: >= 2)"))
        .anyMatch(line -> line.contains("missing.plx: no such file"));
  }

  private Matcher shares() {
    Matcher shares = SHARES.matcher(out.toString());
    assertThat(shares.find()).isTrue();
    return shares;
  }

  private Path record(String name, List<String> clear, int clients) throws IOException {
    Path file = directory.resolve(name);
    RecorderSettings settings =
        new RecorderSettings(
            "shop",
            Deployment.getDefaultInstance(),
            1 << 26,
            Duration.ofSeconds(10),
            Duration.ofSeconds(20));
    Sanitiser sanitiser =
        new Sanitiser(
            new SanitisePolicy(Mode.STRICT, clear, List.of()),
            PseudonymKey.of("the same key of all tests".getBytes(StandardCharsets.UTF_8)));
    try (Recorder recorder = Recorder.start(settings, sanitiser, PlxWriter.create(file))) {
      for (int client = 0; client < clients; client++) {
        recorder.submit(exchange(client, 0));
        recorder.submit(exchange(client, 1));
      }
    }
    return file;
  }

  private static RawExchange exchange(int client, int visit) {
    String body =
        """
        {"items": [{"colour": "%s", "price": %d.%02d, "n": 7}], "name": "Ada %c. Lovelace",
         "email": "ada%d@x.example", "note": "write to shop@x.example", "pin": 4711}"""
            .formatted(COLOURS.get(visit), 19 + client, visit, 'A' + client, client);
    Instant at = Instant.EPOCH.plusSeconds(client * 2L + visit);
    return new RawExchange(
        ExchangeId.create(at, new SplittableRandom(client * 2L + visit)),
        at,
        "http",
        "shop.example",
        "192.0.2.1",
        new RawRequest(
            "GET",
            "/products?colour=%s&q=find%%20%c%c"
                .formatted(
                    COLOURS.get(visit).replace(" ", "%20"), 'a' + client, (char) ('a' + client)),
            "HTTP/1.1",
            List.of(new RawHeader("Cookie", "sid=client-" + client)),
            RawBody.none(),
            List.of()),
        new RawResponse(
            200,
            "OK",
            "HTTP/1.1",
            List.of(new RawHeader("Content-Type", "application/json")),
            RawBody.whole(body.getBytes(StandardCharsets.UTF_8)),
            List.of()),
        null,
        Timings.getDefaultInstance(),
        new RawRoute("shop:80", 1));
  }

  private int run(String... arguments) {
    String[] all =
        Stream.concat(Stream.of("policy", "propose"), Stream.of(arguments)).toArray(String[]::new);
    return Main.run(all, Map.of(), new PrintWriter(out), new PrintWriter(err));
  }
}
