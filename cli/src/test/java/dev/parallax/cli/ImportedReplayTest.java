package dev.parallax.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parallax.proto.Event;
import dev.parallax.recorder.log.PlxReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a browser or goreplay recorded, imported and sent to a server. The browser's file is one
 * that Playwright 1.65 saved of Chromium 156, which visited a shop of a few pages; the shop gave
 * the order that it made an id, and asked for it.
 */
class ImportedReplayTest {

  private static final String STAGING_ORDER = "591785b794601e212b260e25925636fd";

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private HttpServer staging;
  private Path suite;
  private Path run;

  @BeforeEach
  void start() throws IOException {
    suite = directory.resolve("suite.plx");
    run = directory.resolve("run.plx");
    staging = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    staging.createContext("/", this::answer);
    staging.start();
  }

  @AfterEach
  void stop() {
    staging.stop(0);
  }

  /** Whatever is asked for is there, with staging's own ids of lamps and orders. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      received.add(asked.isEmpty() ? line : line + " " + asked);
      byte[] body =
          """
          {"id":"%s","items":[{"id":815,"name":"Tizio","price":12.5}]}"""
              .formatted(STAGING_ORDER)
              .getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(
          exchange.getRequestMethod().equals("POST") ? 201 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Test
  void replaysWhatABrowserSaved() throws IOException, URISyntaxException {
    Path har =
        Path.of(ImportedReplayTest.class.getResource("/har/chromium-156-playwright.har").toURI());
    run("import", har.toString(), "-o", suite.toString(), "--mode", "detect");

    replay("--writes", "POST /orders");

    assertThat(received)
        .containsExactlyInAnyOrder(
            "GET /",
            "GET /styles.css",
            "GET /lamp.png",
            "GET /lamps?sort=price&page=1",
            "POST /orders {\"lamp\":815,\"note\":\"vor der Tür\"}",
            "GET /orders/" + STAGING_ORDER,
            "GET /old",
            "GET /lamps?sort=price&page=2");
    assertThat(statuses()).hasSize(8).containsOnly(200, 201);
  }

  @Test
  void replaysWhatGoreplayRecorded() throws IOException {
    Path gor = directory.resolve("requests.gor");
    String end = "\n🐵🙈🙉\n";
    Files.writeString(
        gor,
        "1 aa 1795428000000000000 0\nGET /a?n=1 HTTP/1.1\r\nHost: shop.example\r\n\r\n"
            + end
            + "2 aa 1795428000050000000 20000000\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
            + end
            + "1 bb 1795428000100000000 0\nGET /b HTTP/1.1\r\nHost: shop.example\r\n\r\n"
            + end);
    run("import", gor.toString(), "-o", suite.toString(), "--mode", "detect");

    replay();

    assertThat(received).containsExactlyInAnyOrder("GET /a?n=1", "GET /b");
    assertThat(statuses()).containsExactly(200, 200);
  }

  private void replay(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("replay", suite.toString(), "-o", run.toString()));
    arguments.addAll(List.of("--candidate", "http://127.0.0.1:" + staging.getAddress().getPort()));
    arguments.addAll(List.of("--speed", "max", "--judge", "examples", "--attempts", "1"));
    arguments.addAll(Arrays.asList(more));
    run(arguments.toArray(String[]::new));
  }

  private void run(String... arguments) {
    int exit =
        Main.run(arguments, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
    assertThat(exit).as(err::toString).isZero();
  }

  /** Of all outcomes; one that is no answer has 0. */
  private List<Integer> statuses() throws IOException {
    List<Integer> statuses = new ArrayList<>();
    try (PlxReader events = PlxReader.open(run)) {
      for (Event event = events.next(); event != null; event = events.next()) {
        if (event.hasOutcome()) {
          statuses.add(event.getOutcome().getResponse().getStatus());
        }
      }
    }
    return statuses;
  }
}
