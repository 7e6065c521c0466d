package dev.parallax.proxy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static dev.parallax.proxy.RecordingCapture.failureOf;
import static dev.parallax.proxy.RecordingCapture.responseOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.parallax.proto.Failure;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.capture.Capture;
import dev.parallax.recorder.raw.RawExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Limits, drain, the pool, and the tap's switch. */
@ExtendWith(FailOnLeak.class)
class LifecycleIT {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  @Test
  void drainsWithoutCuttingWhatEndsInTime() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Wire idle = fixture.client();
        Wire busy = fixture.client()) {
      busy.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      Future<DrainResult> drain = threads.submit(fixture.proxy::drain);
      assertThat(idle.isAtEnd()).isTrue();
      assertThatThrownBy(fixture::client).hasRootCauseInstanceOf(IOException.class);
      upstream.send(OK);
      assertThat(busy.readAll()).contains("connection: close").endsWith("hi");
      assertThat(drain.get()).isEqualTo(new DrainResult(0));
      assertThat(fixture.capture.next().failure()).isNull();
    }
  }

  @Test
  void saysHowManyExchangesADrainCut() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.drain = Duration.ofMillis(100));
        Wire busy = fixture.client()) {
      busy.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      assertThat(fixture.proxy.drain()).isEqualTo(new DrainResult(1));
      assertThat(upstream.isAtEnd()).isTrue();
      assertThat(failureOf(fixture.capture.next()).getKind()).isEqualTo(Failure.Kind.REFUSED);
      fixture.capture.assertSettled();
    }
  }

  @Test
  void answers503AboveTheLimitOfConnections() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.maxConnections = 1);
        Wire first = fixture.client()) {
      first.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      try (Wire second = fixture.client()) {
        second.send(GET);
        assertThat(second.readAll())
            .startsWith("HTTP/1.1 503")
            .contains("connection_limit_reached")
            .contains("retry-after: 1");
      }
      assertThat(failureOf(fixture.capture.next()).getKind()).isEqualTo(Failure.Kind.REFUSED);
      upstream.send(OK);
      assertThat(first.readResponse()).endsWith("hi");
    }
  }

  @Test
  void countsEachConnectionThatItClosesFarAboveTheLimit() throws Exception {
    List<Wire> refused = new ArrayList<>();
    try (ProxyFixture fixture = new ProxyFixture(t -> t.maxConnections = 1);
        Wire first = fixture.client()) {
      for (int i = 0; i < 128; i++) {
        refused.add(fixture.client());
      }
      try (Wire closed = fixture.client()) {
        assertThat(closed.isAtEnd()).isTrue();
      }
      assertThat(fixture.capture.counted(Fate.REFUSED_UNREAD)).isEqualTo(1);
      first.send(GET);
      fixture.upstream.next().readHead();
    } finally {
      for (Wire wire : refused) {
        wire.close();
      }
    }
  }

  @Test
  void closesUpstreamConnectionsThatNobodyNeeds() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.upstreamIdle = Duration.ofMillis(200));
        Wire client = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(OK);
      client.readResponse();
      assertThat(upstream.isAtEnd()).isTrue();
    }
  }

  @Test
  void usesNoUpstreamConnectionThatIsTooOld() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.upstreamAge = Duration.ofMillis(500));
        Wire client = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(OK);
      client.readResponse();
      Waiting.during(Duration.ofMillis(700));
      client.send(GET);
      Wire fresh = fixture.upstream.next();
      assertThat(upstream.isAtEnd()).isTrue();
      // This one is too old once its response ends.
      fresh.readHead();
      Waiting.during(Duration.ofMillis(700));
      fresh.send(OK);
      client.readResponse();
      assertThat(fresh.isAtEnd()).isTrue();
    }
  }

  @Test
  void keepsNoMoreIdleUpstreamConnectionsThanItMay() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.maxIdleUpstream = 0);
        Wire client = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(OK);
      client.readResponse();
      assertThat(upstream.isAtEnd()).isTrue();
    }
  }

  @Test
  void countsEachExchangeAsUntappedWhileTheTapIsOff() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.tap = t.tap.withEnabled(false));
        Wire client = fixture.client()) {
      client.send(GET + "GET / HTTP/1.1\r\nHost: a\r\nx-parallax-run: 1\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(OK);
      client.readAll();
      assertThat(fixture.capture.counted(Fate.TAP_OFF)).isEqualTo(2);
      fixture.capture.assertSettled();
    }
  }

  @Test
  void trafficGoesOnWhenTheCaptureFails() throws Exception {
    Capture broken =
        new Capture() {
          @Override
          public boolean tryReserve(int bytes) {
            throw new IllegalStateException("broken");
          }

          @Override
          public long maxBytes() {
            return 0;
          }

          @Override
          public void release(int bytes) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void submit(RawExchange exchange) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void count(Fate fate) {
            throw new IllegalStateException("broken");
          }
        };
    try (ScriptedUpstream upstreams = new ScriptedUpstream();
        ProxyServer proxy = ProxyServer.start(ProxyFixture.settings(upstreams.uri()), broken);
        Wire client = Wire.to(proxy.address())) {
      String post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx";
      client.send(post);
      Wire upstream = upstreams.next();
      for (int i = 0; i < 2; i++) {
        upstream.readHead();
        upstream.read(1);
        upstream.send(OK);
        assertThat(client.readResponse()).endsWith("hi");
        client.send(post);
      }
    }
  }

  @Test
  void copiesNoMoreThanTheBudgetHolds() throws Exception {
    RecordingCapture capture = new RecordingCapture(3);
    try (ProxyFixture fixture = new ProxyFixture(capture, Transport.best(), _ -> {});
        Wire client = fixture.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabcd");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      assertThat(upstream.read(4)).isEqualTo("abcd");
      upstream.send(OK);
      client.readResponse();
      RawExchange exchange = capture.next();
      assertThat(exchange.request().body().content()).isEmpty();
      assertThat(exchange.request().body().length()).isEqualTo(4);
      assertThat(exchange.request().body().truncated()).isTrue();
      assertThat(responseOf(exchange).body().truncated()).isFalse();
      capture.assertSettled();
    }
  }

  @Test
  void servesManyClientsAtOnceByName() throws Exception {
    WireMockServer server =
        new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());
    server.start();
    server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200).withBody("served")));
    RecordingCapture capture = new RecordingCapture();
    ProxySettings settings =
        ProxyFixture.settings(
            URI.create("http://localhost:" + server.port()), t -> t.eventLoops = 2);
    int requests = 200;
    try (ProxyServer proxy = ProxyServer.start(settings, capture);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      assertThat(proxy.unreachableUpstreams()).isEmpty();
      URI uri = URI.create("http://127.0.0.1:" + proxy.address().getPort() + "/path");
      List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
      for (int i = 0; i < requests; i++) {
        responses.add(
            client.sendAsync(
                HttpRequest.newBuilder(uri)
                    .POST(HttpRequest.BodyPublishers.ofString("x".repeat(i)))
                    .build(),
                HttpResponse.BodyHandlers.ofString()));
      }
      for (CompletableFuture<HttpResponse<String>> response : responses) {
        assertThat(response.get().body()).isEqualTo("served");
      }
      for (int i = 0; i < requests; i++) {
        assertThat(capture.next().failure()).isNull();
      }
      await().untilAsserted(capture::assertSettled);
    } finally {
      server.stop();
    }
  }
}
