package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.fixture.Recorded;
import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Header;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code parallax import}, of a file in the exact form of Chromium 131, and of goreplay's. */
class ImportTest {

  private static final String MONKEYS = "\n🐵🙈🙉\n";

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path har;
  private Path suite;

  @BeforeEach
  void find() throws URISyntaxException {
    har = Path.of(ImportTest.class.getResource("/har/chromium-131.har").toURI());
    suite = directory.resolve("suite.plx");
  }

  @Test
  void takesWhatAServerAnsweredAndTellsTheRest() throws IOException {
    assertThat(run("import", har.toString(), "-o", suite.toString(), "--mode", "detect")).isZero();

    assertThat(out.toString()).isEqualTo(suite + ": 9 exchanges, of 13 read\n");
    assertThat(err.toString().lines())
        .contains(
            "parallax: left out: 1, answered from the browser's cache (first: %s, line 360, column 7)"
                .formatted(har))
        .anyMatch(line -> line.contains("left out: 2, not HTTP: data:, blob:, ws:"))
        .anyMatch(line -> line.contains("left out: 1, never sent: blocked or cancelled"))
        .anyMatch(line -> line.contains("several hosts: shop.example 8, cdn.example 1 (choose"));
    Recorded recorded = Recorded.read(suite);
    assertThat(recorded.exchanges())
        .extracting(e -> e.getRequest().getMethod() + " " + e.getRequest().getTarget())
        .containsExactly(
            "GET /",
            "POST /orders?draft=1",
            "GET /lamp.png",
            "GET /prices.json",
            "GET /styles.css",
            "GET /report",
            "GET /slow",
            "POST /login",
            "POST /upload");
    assertThat(recorded.ledger().captured()).isEqualTo(9);
    assertThat(recorded.ledger().exchanges().get("refused unread")).isEqualTo(4);
    assertThat(recorded.ledger().seen()).isEqualTo(13);
  }

  @Test
  void keepsTimesOfTheWire() throws IOException {
    List<Exchange> all = imported(har, "--mode", "detect");
    // Issued at 10:00:00.000, blocked for 3 ms, resolved in 4, connected in 10.
    assertThat(all.getFirst().getStartedAtNanos()).isEqualTo(1_795_428_000_017_000_000L);
    assertThat(all.getFirst().getTimings().getConnectNanos()).isEqualTo(10_000_000);
    assertThat(all.getFirst().getTimings().getFirstByteNanos()).isEqualTo(30_500_000);
    assertThat(all.getFirst().getTimings().getLastByteNanos()).isEqualTo(32_500_000);
    // In another zone.
    assertThat(all.get(1).getStartedAtNanos()).isEqualTo(1_795_428_001_002_500_000L);
    assertThat(all.get(1).getTimings().getConnectionReused()).isTrue();
  }

  @Test
  void hasBodiesDecodedWhateverTheHeadersSay() throws IOException {
    List<Exchange> all = imported(har, "--mode", "detect");

    Body page = all.get(0).getResponse().getBody();
    assertThat(page.getContentCoding()).isEqualTo("gzip");
    assertThat(page.getContent().toStringUtf8()).contains("<p>Shop</p>");
    Exchange order = all.get(1);
    assertThat(order.getResponse().getBody().getContentCoding()).isEqualTo("br");
    assertThat(order.getResponse().getBody().getContent().toStringUtf8())
        .contains("\"total\":40.5");
    assertThat(order.getRequest().getBody().getExtent()).isEqualTo(Body.Extent.EXTENT_WHOLE);
    assertThat(order.getRequest().getProtocol()).isEqualTo("HTTP/2");
    assertThat(order.getRequest().getHeadersList())
        .extracting(Header::getName)
        .noneMatch(name -> name.startsWith(":"));
    Body image = all.get(2).getResponse().getBody();
    assertThat(image.getLength()).isEqualTo(72);
    assertThat(image.getReducedBecause()).isEqualTo("content type is not sanitised");
    assertThat(all.get(3).getResponse().getBody().getContent().toStringUtf8())
        .isEqualTo("{\"price\":7.5}");
  }

  @Test
  void takesNothingForWholeThatTheBrowserLacks() throws IOException {
    List<Exchange> all = imported(har, "--mode", "detect");

    // What it shows for 304 is from its cache.
    assertThat(all.get(4).getResponse().getBody().getExtent()).isEqualTo(Body.Extent.EXTENT_NONE);
    // Evicted.
    assertThat(all.get(5).getResponse().getBody().getLength()).isEqualTo(5_120);
    assertThat(all.get(5).getResponse().getBody().getTruncated()).isTrue();
    assertThat(all.get(6).getFailure().getKind()).isEqualTo(Failure.Kind.CLIENT_ABORTED);
    assertThat(all.get(7).getRequest().getBody().getTruncated()).isFalse();
    // Without the file that was uploaded.
    assertThat(all.get(8).getRequest().getBody().getTruncated()).isTrue();
    assertThat(all.get(8).getRequest().getBody().getLength()).isEqualTo(5_000);
  }

  @Test
  void sanitisesStrictlyByDefaultAndJoinsSessions() throws IOException {
    List<Exchange> all = imported(har);

    assertThat(Files.readString(suite, StandardCharsets.ISO_8859_1))
        .doesNotContain("4f1c9ab2e07d", "secret1", "lamp-7");
    assertThat(all).allMatch(e -> e.getSanitisation().getLeavesCount() > 0);
    assertThat(all.stream().filter(e -> e.getAuthority().equals("shop.example")))
        .extracting(Exchange::getSession)
        .hasSize(8)
        .containsOnly(all.getFirst().getSession());
    assertThat(all.toString()).doesNotContain("4f1c9ab2e07d", "secret1");
  }

  @Test
  void takesOnlyTheHostsThatAreAskedFor() throws IOException {
    assertThat(imported(har, "--host", "CDN.example")).hasSize(1);
    assertThat(err.toString()).doesNotContain("several hosts");
    run("show", suite.toString(), "--provenance");
    assertThat(out.toString())
        .contains("made by     import, from chromium-131.har\n")
        .contains("only        host cdn.example\n")
        .contains("8 of other hosts, 1 captured\n");
  }

  @Test
  void saysWhichHostsThereAreIfNoneIsTaken() {
    assertThat(run("import", har.toString(), "-o", suite.toString(), "--host", "nowhere.example"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString())
        .contains("no exchange to import (its hosts: shop.example 8, cdn.example 1)");
    assertThat(suite).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"log":{"entries":[{"method":"GE     | line 1, column 33: ends too early: it is not whole
          {"log":{"entries":[{]                | line 1, column 22: not JSON
          {"log":{"version":"1.2"}}            | line 1, column 25: no log with entries (expected: HAR 1.2)
          {"log":{"entries":{}}}               | line 1, column 20: entries that are no list (expected: HAR 1.2)
          []                                   | neither HAR (JSON) nor a file of goreplay
          1 id                                 | byte 0: no header of a record (expected: '1 ID NANOSECONDS'
          """)
  void saysWhereAFileIsNotOfItsFormatAndLeavesNothing(String text, String said) throws IOException {
    Path broken = Files.writeString(directory.resolve("broken"), text);

    assertThat(run("import", har.toString(), broken.toString(), "-o", suite.toString()))
        .isEqualTo(ExitCode.USAGE);

    assertThat(err.toString().lines()).anyMatch(line -> line.contains(broken + ": " + said));
    try (var left = Files.list(directory)) {
      assertThat(left).containsExactly(broken);
    }
  }

  @Test
  void takesNoPlaceOfAnotherFile() throws IOException {
    Files.writeString(suite, "mine");
    assertThat(run("import", har.toString(), "-o", suite.toString()))
        .isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(suite).hasContent("mine");
  }

  @Test
  void pairsWhatGoreplayRecordedAcrossItsFiles() throws IOException {
    Path first = directory.resolve("requests_0.gor");
    Path second = directory.resolve("requests_1.gor.gz");
    Files.writeString(
        first,
        gor("1 aa 1795428000000000000 0", get("/a"))
            + gor("1 bb 1795428000100000000", get("/b"))
            + gor("3 aa 1795428000900000000 5", "HTTP/1.1 200 OK\r\n\r\nreplayed")
            + gor("1 cc 1795428000200000000 0", get("/c")));
    try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(second))) {
      String rest =
          gor(
                  "2 bb 1795428000150000000 20000000",
                  lines(
                      "HTTP/1.1 200 OK",
                      "Content-Type: application/json",
                      "Transfer-Encoding: chunked",
                      "",
                      "5",
                      "{\"n\":",
                      "2",
                      "2}",
                      "0",
                      "",
                      ""))
              + gor(
                  "2 aa 1795428000300000000 400000000",
                  "HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\n"
                      + "Content-Length: 7\r\n\r\n{\"n\":1}")
              + gor("2 dd 1795428000310000000 1", "HTTP/1.1 200 OK\r\n\r\n")
              + gor("1 ee 1795428000310000000 1", "CONNECT me somewhere\r\n\r\n")
              + "1 ff 1795428000320000000 0\nGET /cut HT";
      zipped.write(rest.getBytes(StandardCharsets.UTF_8));
    }

    List<Exchange> all = imported(first, second.toString(), "--mode", "detect");

    assertThat(all)
        .extracting(e -> e.getRequest().getTarget() + " " + e.getResponse().getStatus())
        .containsExactly("/b 200", "/a 404", "/c 0");
    assertThat(all.get(0).getResponse().getBody().getContent().toStringUtf8())
        .isEqualTo("{\"n\":2}");
    assertThat(all.get(0).getStartedAtNanos()).isEqualTo(1_795_428_000_100_000_000L);
    assertThat(all.get(0).getTimings().getFirstByteNanos()).isEqualTo(50_000_000);
    assertThat(all.get(1).getTimings().getLastByteNanos()).isEqualTo(400_000_000);
    assertThat(all.get(2).hasResponse()).isFalse();
    assertThat(all.get(2).getFailure().getDetail()).isEqualTo("its response was not recorded");
    assertThat(err.toString())
        .contains("left out: 1, what a replay was answered")
        .contains("left out: 1, a response without its request")
        .contains("left out: 1, a request that is not HTTP/1")
        .contains("left out: 1, cut off: the file ends within it")
        .contains("1 exchanges have no response in the file");
    assertThat(Recorded.read(suite).ledger().seen()).isEqualTo(7);
  }

  @Test
  void holdsNoMoreThanWhatIsInFlightOfALongFile() throws IOException {
    Path longer = directory.resolve("long.har");
    String text = "x".repeat(200_000);
    int entries = 600;
    try (PrintWriter file = new PrintWriter(longer.toFile(), StandardCharsets.UTF_8)) {
      file.print("{\"log\":{\"version\":\"1.2\",\"entries\":[");
      for (int i = 0; i < entries; i++) {
        file.print(i == 0 ? "" : ",");
        file.print(
            """
            {"startedDateTime":"2026-11-23T10:00:00.000Z","time":1,"timings":{"send":0,"wait":1,"receive":0},
             "request":{"method":"GET","url":"http://h.example/%d","httpVersion":"HTTP/1.1","headers":[]},
             "response":{"status":200,"statusText":"OK","httpVersion":"HTTP/1.1",
              "headers":[{"name":"Content-Type","value":"text/plain"}],
              "content":{"size":200000,"mimeType":"text/plain","text":"%s"}}}
            """
                .formatted(i, text));
      }
      file.print("]}}");
    }
    assertThat(imported(longer, "--mode", "detect")).hasSize(entries);
    assertThat(Recorded.read(suite).ledger().captured()).isEqualTo(entries);
  }

  private static String gor(String header, String message) {
    return header + "\n" + message + MONKEYS;
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: shop.example\r\nCookie: sid=1\r\n\r\n";
  }

  private List<Exchange> imported(Path file, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("import", file.toString(), "-o", suite.toString()));
    arguments.addAll(List.of(more));
    assertThat(run(arguments.toArray(String[]::new))).as(err::toString).isZero();
    return Recorded.read(suite).exchanges();
  }

  private int run(String... arguments) {
    return Main.run(arguments, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines);
  }
}
