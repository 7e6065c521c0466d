package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.raw.RawExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator looks at a proxy, turns its recording off, and sends its clients elsewhere. */
@ExtendWith(FailOnLeak.class)
class OperatorIT {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  @Test
  void recordsNothingThatBeginsAfterCaptureWasTurnedOff() throws Exception {
    WireMockServer upstream =
        new WireMockServer(WireMockConfiguration.options().dynamicPort().disableRequestJournal());
    upstream.start();
    upstream.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.aResponse()));
    URI uri = URI.create("http://127.0.0.1:" + upstream.port());
    try (Administered proxy = new Administered(uri, t -> t.eventLoops = 2)) {
      int recorded;
      int answered;
      try (Clients clients = new Clients(proxy, 4)) {
        clients.pass(100);
        assertThat(proxy.get("/capture").body()).contains("\"enabled\" : true");

        HttpResponse<String> off = proxy.put("/capture", "{\"enabled\": false}");

        assertThat(off.statusCode()).isEqualTo(200);
        assertThat(off.body()).contains("\"enabled\" : false", "\"configured\" : true");
        // Those under way are recorded to their end: at most one of each client.
        clients.pass(8);
        recorded = proxy.capture.take().size();
        assertThat(recorded).isGreaterThan(90);
        clients.pass(200);
        assertThat(proxy.capture.take()).isEmpty();
        assertThat(proxy.scrape().value("parallax_capture_enabled", "")).isZero();
        assertThat(proxy.put("/capture", "{\"enabled\": false}").statusCode()).isEqualTo(200);

        assertThat(proxy.put("/capture", " {\"enabled\" : true} ").body())
            .contains("\"enabled\" : true");
        clients.pass(100);
        answered = clients.end();
      }
      String count = "http_server_request_duration_seconds_count";
      await().untilAsserted(() -> assertThat(proxy.scrape().sum(count, "")).isEqualTo(answered));
      int untapped = proxy.capture.counted(Fate.TAP_OFF);
      assertThat(untapped).isGreaterThan(190);
      // What was counted is handed over just then.
      List<RawExchange> recordedAgain = new ArrayList<>();
      await()
          .untilAsserted(
              () -> {
                recordedAgain.addAll(proxy.capture.take());
                // Fast clients are many in a second, of which some pass by the tap on purpose.
                int bypassed = proxy.capture.counted(Fate.BYPASSED);
                assertThat(recorded + untapped + bypassed + recordedAgain.size())
                    .isEqualTo(answered);
              });
      assertThat(recordedAgain).hasSizeGreaterThan(90);
      proxy.capture.assertSettled();
    } finally {
      upstream.stop();
    }
  }

  @Test
  void takesNothingElseForASwitch() throws Exception {
    try (ScriptedUpstream upstream = new ScriptedUpstream();
        Administered proxy = new Administered(upstream.uri(), _ -> {})) {
      for (String body :
          new String[] {
            "",
            "false",
            "{}",
            "{\"enabled\": 0}",
            "{\"enabled\": \"false\"}",
            "{\"disabled\": false}",
            "{\"enabled\": false, \"for\": \"1h\"}",
            "{\"enabled\": false} {}",
            "{\"enabled\": false"
          }) {
        assertThat(proxy.put("/capture", body).statusCode()).as(body).isEqualTo(400);
      }
      assertThat(proxy.get("/capture").body()).contains("\"enabled\" : true");
    }
  }

  @Test
  void doesNotRecordWhereTheConfigurationSaysSo() throws Exception {
    try (ScriptedUpstream upstream = new ScriptedUpstream();
        Administered proxy =
            new Administered(upstream.uri(), t -> t.tap = t.tap.withEnabled(false))) {
      assertThat(proxy.put("/capture", "{\"enabled\": true}").statusCode()).isEqualTo(409);
      assertThat(proxy.put("/capture", "{\"enabled\": false}").statusCode()).isEqualTo(200);
      assertThat(proxy.get("/capture").body())
          .contains("\"enabled\" : false", "\"configured\" : false");
    }
  }

  @Test
  void beginsNoDrainThatIsAskedForInWordsItDoesNotKnow() throws Exception {
    try (Administered proxy = new Administered(URI.create("http://127.0.0.1:1"), _ -> {})) {
      assertThat(proxy.put("/drain?quite=5s", "").statusCode()).isEqualTo(400);
      assertThat(proxy.scrape().value("parallax_draining", "")).isZero();
    }
  }

  @Test
  void drainsWithoutTurningAnybodyOff() throws Exception {
    try (ScriptedUpstream upstream = new ScriptedUpstream();
        Administered proxy = new Administered(upstream.uri(), _ -> {});
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Wire busy = proxy.client();
        Wire idle = proxy.client()) {
      busy.send(GET);
      Wire first = upstream.next();
      first.readHead();
      assertThat(proxy.get("/readyz").statusCode()).isEqualTo(200);

      HttpResponse<String> begun = proxy.put("/drain", "");
      assertThat(begun.statusCode()).isEqualTo(200);
      assertThat(begun.body())
          .contains("\"draining\" : true", "\"connections\" : 2", "\"exchanges\" : 1");
      assertThat(proxy.get("/readyz").statusCode()).isEqualTo(503);
      assertThat(proxy.get("/livez").statusCode()).isEqualTo(200);
      assertThat(proxy.scrape().value("parallax_draining", "")).isEqualTo(1);
      assertThat(idle.isAtEnd()).isTrue();

      // Too late, and served all the same.
      try (Wire late = proxy.client()) {
        late.send(GET);
        Wire second = upstream.next();
        second.readHead();
        second.send(OK);
        assertThat(late.readAll()).contains("connection: close").endsWith("hi");
      }
      Future<HttpResponse<String>> waiting =
          threads.submit(() -> proxy.put("/drain?wait=30s&quiet=200ms", ""));
      Waiting.during(Duration.ofMillis(300));
      assertThat(waiting.isDone()).isFalse();
      first.send(OK);
      assertThat(busy.readAll()).contains("connection: close").endsWith("hi");
      assertThat(waiting.get().body()).contains("\"connections\" : 0", "\"exchanges\" : 0");

      // As SIGTERM does then.
      assertThat(proxy.proxy.drain().isClean()).isTrue();
      assertThat(proxy.get("/readyz").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void waitsForADrainNoLongerThanItIsAskedTo() throws Exception {
    try (ScriptedUpstream upstream = new ScriptedUpstream();
        Administered proxy = new Administered(upstream.uri(), _ -> {});
        Wire busy = proxy.client()) {
      busy.send(GET);
      upstream.next().readHead();
      assertThat(proxy.put("/drain?wait=100ms", "").body()).contains("\"exchanges\" : 1");
      assertThat(proxy.put("/drain?wait=1y", "").statusCode()).isEqualTo(400);
      assertThat(proxy.put("/drain?wait=61m", "").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void showsSettingsAndTheLedger() throws Exception {
    try (ScriptedUpstream upstream = new ScriptedUpstream();
        Administered proxy = new Administered(upstream.uri(), _ -> {})) {
      HttpResponse<String> config = proxy.get("/config");
      assertThat(config.headers().firstValue("content-type")).contains("application/json");
      assertThat(config.body()).contains("\"proxy.listen\"", "\"here\"", "\"--listen\"");
      assertThat(proxy.get("/ledger").body())
          .contains(
              "\"since\" : \"1970-01-01T00:00:00Z\"",
              "\"seen\" : 5",
              "\"captured\" : 3",
              "\"tap_off\" : 2",
              "\"lost_shed\" : 0");
    }
  }

  /** Send one request after another, each on a connection that it keeps. */
  private static final class Clients implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();

    Clients(Administered proxy, int count) {
      for (int i = 0; i < count; i++) {
        threads.execute(() -> send(proxy));
      }
    }

    void pass(int more) {
      int goal = answered.get() + more;
      await().atMost(Duration.ofSeconds(30)).until(() -> answered.get() >= goal);
    }

    /** How many were answered, all that were sent. */
    int end() {
      close();
      return answered.get();
    }

    @Override
    public void close() {
      ended.set(true);
      threads.close();
    }

    private void send(Administered proxy) {
      try (Wire client = proxy.client()) {
        while (!ended.get()) {
          client.send(GET);
          client.readHead();
          client.readUntil("0\r\n\r\n");
          answered.incrementAndGet();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
