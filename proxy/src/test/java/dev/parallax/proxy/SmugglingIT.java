package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proxy.StrictRequestReader.Request;
import dev.parallax.proxy.WireTable.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the proxy to {@code smuggled-requests.txt}: each request's answer, and what of it reached
 * an upstream that reads by the letter.
 */
@ExtendWith(FailOnLeak.class)
class SmugglingIT {

  static final int MAX_HEADER_BYTES = 1024;

  private static final String AFTER = "GET /after HTTP/1.1\r\nHost: after\r\n\r\n";
  private static final Pattern ADDED =
      Pattern.compile("(?:X-Forwarded-(?:For|Proto|Host)|via): [^\r]*\r\n");

  private static StrictUpstream upstream;
  private static ProxyServer proxy;

  @BeforeAll
  static void start() throws IOException {
    upstream = new StrictUpstream();
    proxy =
        ProxyServer.start(
            ProxyFixture.settings(upstream.uri(), t -> tune(t, Duration.ofMillis(500))),
            new RecordingCapture());
  }

  /** A client that sends no more soon gets its answer. */
  static void tune(Tuning tuning, Duration patience) {
    tuning.maxHeaderBytes = MAX_HEADER_BYTES;
    tuning.header = patience;
    tuning.idle = patience;
  }

  /** Whatever came late is found, too. */
  @AfterAll
  static void stop() throws Exception {
    proxy.close();
    upstream.join();
    upstream.close();
    assertThat(upstream.take()).isEmpty();
    assertThat(upstream.violations()).isEmpty();
  }

  static List<Row> requests() {
    return WireTable.read("smuggled-requests.txt");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void answersAndForwardsAsTheTableSays(Row row) throws Exception {
    check(row, Integer.MAX_VALUE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void doesTheSameWhereEachByteArrivesAlone(Row row) throws Exception {
    check(row, 1);
  }

  private static void check(Row row, int pieceBytes) throws Exception {
    String sent = WireTable.bytes(row.text('>'));
    String answer = row.text('<');
    boolean staysOpen = answer.endsWith(" open");
    try (Wire client = Wire.to(proxy.address())) {
      client.sendInPieces(sent, pieceBytes);
      if (staysOpen) {
        client.sendInPieces(AFTER.replace("\r\nHost", "\r\nConnection: close\r\nHost"), pieceBytes);
      }
      assertThat(statuses(client.readAll()) + (staysOpen ? " open" : " closed"))
          .isEqualTo(staysOpen ? answer.replace(" open", " 200 open") : answer);
    }
    List<String> arrived = new ArrayList<>();
    for (Request request : upstream.take()) {
      arrived.add(WireTable.spelled(ADDED.matcher(request.raw()).replaceAll("")));
    }
    List<String> expected = new ArrayList<>();
    for (String request : row.texts('^')) {
      expected.add(
          WireTable.spelled(joined(request.equals("as sent") ? sent : WireTable.bytes(request))));
    }
    if (staysOpen) {
      expected.add(WireTable.spelled(AFTER));
    }
    assertThat(arrived).isEqualTo(expected);
    assertThat(upstream.violations()).isEmpty();
  }

  /** Its chunks, as those that arrived. */
  private static String joined(String request) throws IOException {
    return request.contains("chunked")
        ? Objects.requireNonNull(
                new StrictRequestReader(
                        new ByteArrayInputStream(request.getBytes(StandardCharsets.ISO_8859_1)),
                        false)
                    .next())
            .raw()
        : request;
  }

  /** Of all responses; bodies hold nothing that looks like one. */
  static String statuses(String responses) {
    return Pattern.compile("^HTTP/1\\.1 (\\d{3}) ", Pattern.MULTILINE)
        .matcher(responses.replace("HTTP/1.1", "\nHTTP/1.1"))
        .results()
        .map(result -> result.group(1))
        .reduce((a, b) -> a + " " + b)
        .orElse("");
  }
}
