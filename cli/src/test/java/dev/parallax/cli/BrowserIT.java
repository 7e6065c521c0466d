package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.fixture.Certificates;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.Recorded;
import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.StreamMessage;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Headless Chromium over TLS with a page that listens to server-sent events and talks over a
 * WebSocket: HTTP/2 where the browser wants it, HTTP/1.1 where it must.
 */
@Timeout(180)
class BrowserIT {

  private static final String MAIL = "anna.lind@mail.example";
  private static final int EVENTS = 3;

  /**
   * The picture is there once all that is waited for has come: the browser prints the page then.
   */
  private static final String PAGE =
      """
      <html><body><p id="told"></p><img src="/wait"><script>
      const told = [];
      function tell(what) {
        told.push(what);
        if (told.length < 2) return;
        const protocol = performance.getEntriesByType('navigation')[0].nextHopProtocol;
        document.getElementById('told').textContent = told.sort().join(' ') + ' by ' + protocol;
        fetch('/done');
      }
      const events = new EventSource('/events');
      events.addEventListener('price', event => {
        const total = JSON.parse(event.data).total;
        if (total === 3) { events.close(); tell('total=' + total); }
      });
      const chat = new WebSocket('wss://' + location.host + '/chat');
      chat.onopen = () => chat.send('hello');
      chat.onmessage = event => { chat.close(); tell('said=' + event.data); };
      </script></body></html>
      """;

  @TempDir private Path work;

  @Test
  void servesAndRecordsAPageWithEventsAndAWebSocket() throws Exception {
    Path recording = work.resolve("page.plx");
    Certificates authority = Certificates.in(work).issue("proxy", "IP:127.0.0.1");
    Vertx vertx = Vertx.vertx();
    try {
      Parallax.RunningProxy proxy =
          Parallax.proxy(
              work,
              "--upstream",
              "http://127.0.0.1:" + start(vertx).actualPort(),
              "--upgrade",
              "tunnel",
              "--path",
              "/chat",
              "--tls-cert",
              authority.file("proxy.pem"),
              "--tls-key",
              authority.file("proxy.key"),
              "--record-to",
              recording.toString());
      assertThat(browse(proxy.url() + "/")).contains("said=hello total=3 by h2");
      assertThat(proxy.terminate()).as(proxy.printed()).isEqualTo(ExitCode.OK);
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
    assertThat(Files.readString(recording, StandardCharsets.ISO_8859_1)).doesNotContain(MAIL);
    List<Exchange> exchanges = Recorded.read(recording).exchanges();
    Exchange page = asked(exchanges, "/");
    assertThat(page.getRequest().getProtocol()).isEqualTo("HTTP/2");
    assertThat(page.getScheme()).isEqualTo("https");
    Exchange chat = asked(exchanges, "/chat");
    assertThat(chat.getResponse().getStatus()).isEqualTo(101);
    assertThat(chat.getRequest().getProtocol()).isEqualTo("HTTP/1.1");
    Body events = asked(exchanges, "/events").getResponse().getBody();
    assertThat(events.getExtent()).isEqualTo(Body.Extent.EXTENT_MESSAGES);
    assertThat(events.getMessagesList()).hasSize(EVENTS);
    assertThat(events.getMessagesList()).extracting(StreamMessage::getKind).containsOnly("price");
    assertThat(events.getMessagesList())
        .extracting(StreamMessage::getOffsetNanos)
        .isSorted()
        .allMatch(nanos -> nanos > 0);
    assertThat(events.getMessages(2).getContent().toStringUtf8()).contains("\"total\":3");
  }

  private static Exchange asked(List<Exchange> exchanges, String target) {
    return exchanges.stream()
        .filter(one -> one.getRequest().getTarget().equals(target))
        .findFirst()
        .orElseThrow();
  }

  private static HttpServer start(Vertx vertx) throws Exception {
    Promise<Void> done = Promise.promise();
    return vertx
        .createHttpServer()
        .requestHandler(request -> answer(request, done))
        .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage))
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static void answer(HttpServerRequest request, Promise<Void> done) {
    HttpServerResponse response = request.response();
    switch (request.uri()) {
      case "/" -> response.putHeader("content-type", "text/html").end(PAGE);
      case "/events" -> {
        response.putHeader("content-type", "text/event-stream").setChunked(true);
        for (int i = 1; i <= EVENTS; i++) {
          response.write(
              "event: price\ndata: {\"total\":%d,\"mail\":\"%s\"}\n\n".formatted(i, MAIL));
        }
      }
      case "/wait" -> done.future().onComplete(_ -> response.setStatusCode(204).end());
      case "/done" -> {
        done.tryComplete();
        response.setStatusCode(204).end();
      }
      default -> response.setStatusCode(404).end();
    }
  }

  private String browse(String url) throws Exception {
    Processes.Result browser =
        Processes.run(
            work,
            List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--ignore-certificate-errors",
                "--user-data-dir=" + work.resolve("chromium"),
                "--dump-dom",
                url));
    assertThat(browser.exitCode()).as(browser.err()).isZero();
    return browser.out();
  }
}
