package dev.parallax.replayer.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.proto.Failure;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Request;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.replayer.Recorded;
import dev.parallax.replayer.StagingServer;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.wire.TargetProtocol;
import dev.parallax.replayer.wire.TargetTls;
import dev.parallax.replayer.wire.TestCertificate;
import dev.parallax.replayer.wire.Wire;
import io.vertx.core.MultiMap;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class Http2LegIT {

  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), 40, 100);
  private static final Limits IMPATIENT =
      new Limits(Duration.ofMillis(500), Duration.ofSeconds(20), 40, 100);

  private static final long REFUSED_STREAM = 0x7;

  @TempDir private static Path directory;

  private static TestCertificate own;

  private final List<HttpServerRequest> requests = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void make() throws Exception {
    own = TestCertificate.ofLocalhost(directory, "EC");
  }

  @Test
  void speaksHttp2FromTheFirstByteWithoutTls() throws Exception {
    try (StagingServer server = echo(new HttpServerOptions())) {
      RawResponse response = respond(server, TargetProtocol.AUTO, recorded("HTTP/2"));

      assertThat(response.protocol()).isEqualTo("HTTP/2");
      assertThat(response.reason()).isEmpty();
      assertThat(response.headers()).contains(new RawHeader("x-answered", "yes"));
      assertThat(response.trailers()).contains(new RawHeader("x-sum", "42"));
      assertThat(response.body().content()).asString().isEqualTo("body");
      assertThat(requests.getFirst().version()).isEqualTo(HttpVersion.HTTP_2);
      assertThat(requests.getFirst().authority()).hasToString(server.uri().getAuthority());
      assertThat(names(requests.getFirst()))
          .containsExactlyInAnyOrder("accept", "content-length", "x-parallax-run", "baggage");
    }
  }

  @Test
  void letsATargetWithTlsChoose() throws Exception {
    HttpServerOptions http1 = StagingServer.tls(own).setAlpnVersions(List.of(HttpVersion.HTTP_1_1));
    try (StagingServer both = echo(StagingServer.tls(own));
        StagingServer old = echo(http1)) {
      assertThat(respond(both, TargetProtocol.AUTO, recorded("HTTP/2")).protocol())
          .isEqualTo("HTTP/2");
      assertThat(respond(both, TargetProtocol.AUTO, recorded("HTTP/1.1")).protocol())
          .isEqualTo("HTTP/1.1");
      assertThat(respond(both, TargetProtocol.HTTP1, recorded("HTTP/2")).protocol())
          .isEqualTo("HTTP/1.1");
      assertThat(respond(both, TargetProtocol.HTTP2, recorded("HTTP/1.1")).protocol())
          .isEqualTo("HTTP/2");

      requests.clear();
      assertThat(respond(old, TargetProtocol.AUTO, recorded("HTTP/2")).protocol())
          .isEqualTo("HTTP/1.1");
      assertThat(requests.getFirst().getHeader("host")).isEqualTo(old.uri().getAuthority());
    }
  }

  @Test
  void aTargetWithoutHttp2IsAnOutcome() throws Exception {
    HttpServerOptions old = new HttpServerOptions().setHttp2ClearTextEnabled(false);
    HttpServerOptions oldTls = StagingServer.tls(own).setUseAlpn(false);
    try (StagingServer plain = echo(old);
        StagingServer tls = echo(oldTls)) {
      for (StagingServer server : List.of(plain, tls)) {
        Failure failure = fail(server, TargetProtocol.HTTP2, recorded("HTTP/1.1"), LIMITS);

        assertThat(failure.getKind()).isEqualTo(Failure.Kind.MALFORMED);
        assertThat(failure.getDetail())
            .isEqualTo("the target does not speak HTTP/2 (--target-protocol http1 sends HTTP/1.1)");
      }
    }
  }

  @Test
  void sharesConnectionsAndSaysWhichWereOpen() throws Exception {
    Set<Object> connections = ConcurrentHashMap.newKeySet();
    List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
    try (StagingServer server =
            new StagingServer(
                new HttpServerOptions(),
                request -> {
                  connections.add(request.connection());
                  held.add(request);
                });
        LegClient client = client(server, TargetProtocol.HTTP2, LIMITS)) {
      Request request = sent(server, TargetProtocol.HTTP2, recorded("HTTP/2"));
      List<Attempt> attempts = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        attempts.add(client.send(request));
      }
      await().until(() -> held.size() == 40);
      for (HttpServerRequest each : held) {
        var _ = each.response().end();
      }
      for (Attempt attempt : attempts) {
        Answer answer = attempt.await();
        assertThat(answer).isInstanceOf(Answer.Responded.class);
        assertThat(answer.timings().getConnectionReused()).isFalse();
        assertThat(answer.timings().getConnectNanos()).isPositive();
      }
      assertThat(connections).hasSize(3);

      Attempt later = client.send(request);
      await().until(() -> held.size() == 41);
      var _ = held.getLast().response().end();
      assertThat(later.await().timings().getConnectionReused()).isTrue();
      assertThat(later.await().timings().getConnectNanos()).isZero();
      assertThat(connections).hasSize(3);
    }
  }

  /** It lets two at once on a connection, of which there are three; each takes its time. */
  @Test
  void waitsForAPlaceWhereALegLetsFewStreams() throws Exception {
    HttpServerOptions narrow =
        new HttpServerOptions().setInitialSettings(new Http2Settings().setMaxConcurrentStreams(2));
    Limits limits = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(2), 40, 100);
    Set<Object> connections = ConcurrentHashMap.newKeySet();
    try (Slowly slowly = new Slowly();
        StagingServer server =
            new StagingServer(
                narrow,
                request -> {
                  connections.add(request.connection());
                  slowly.answer(request);
                });
        LegClient client = client(server, TargetProtocol.HTTP2, limits)) {
      List<Attempt> attempts = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        attempts.add(client.send(sent(server, TargetProtocol.HTTP2, get("/"))));
      }
      long last = 0;
      for (Attempt attempt : attempts) {
        assertThat(attempt.await()).isInstanceOf(Answer.Responded.class);
        last = Math.max(last, attempt.await().sentNanos());
      }
      assertThat(Duration.ofNanos(last - attempts.getFirst().await().sentNanos()))
          .as("a wait is no part of an answer's time")
          .isGreaterThan(Duration.ofSeconds(2));
      assertThat(connections).hasSize(3);
    }
  }

  /** Answers after half a second. */
  private static final class Slowly implements AutoCloseable {

    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

    void answer(HttpServerRequest request) {
      var _ = later.schedule(() -> request.response().end(), 500, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
      later.shutdownNow();
    }
  }

  @Test
  void givesUpAStreamAndNotItsConnection() throws Exception {
    Set<Object> connections = ConcurrentHashMap.newKeySet();
    try (StagingServer server =
            new StagingServer(
                new HttpServerOptions(),
                request -> {
                  connections.add(request.connection());
                  if (!request.uri().equals("/hangs")) {
                    var _ = request.response().end();
                  }
                });
        LegClient client = client(server, TargetProtocol.HTTP2, IMPATIENT)) {
      Answer hung = client.send(sent(server, TargetProtocol.HTTP2, get("/hangs"))).await();
      Answer next = client.send(sent(server, TargetProtocol.HTTP2, get("/"))).await();

      assertThat(((Answer.Failed) hung).failure().getKind())
          .isEqualTo(Failure.Kind.RESPONSE_TIMEOUT);
      assertThat(next).isInstanceOf(Answer.Responded.class);
      assertThat(connections).hasSize(1);
    }
  }

  /** Said by a server that has served its last request on a connection, while more were sent. */
  @Test
  void sendsAnewWhatTheLegSaysItHasNotProcessed() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (StagingServer server =
            new StagingServer(
                new HttpServerOptions(),
                request -> {
                  switch (asked.getAndIncrement()) {
                    case 0 -> request.response().reset(REFUSED_STREAM);
                    case 1 -> goAway(request.connection());
                    default -> request.response().end();
                  }
                });
        LegClient client = client(server, TargetProtocol.AUTO, LIMITS)) {
      Answer answer = client.send(sent(server, TargetProtocol.AUTO, get("/"))).await();

      assertThat(answer).isInstanceOf(Answer.Responded.class);
      assertThat(asked).hasValue(3);
    }
  }

  @Test
  void doesNotAskALegThatRefusesForEver() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (StagingServer server =
        new StagingServer(
            new HttpServerOptions(),
            request -> {
              asked.incrementAndGet();
              request.response().reset(REFUSED_STREAM);
            })) {
      assertThat(fail(server, TargetProtocol.AUTO, get("/"), LIMITS).getKind())
          .isEqualTo(Failure.Kind.RESET);
    }
    assertThat(asked).hasValue(4);
  }

  @Test
  void whatGoesWrongIsAnOutcome() throws Exception {
    try (StagingServer server =
        new StagingServer(
            new HttpServerOptions(),
            request -> {
              switch (request.uri()) {
                case "/reset" -> request.response().reset(2);
                case "/close" -> request.connection().close();
                default -> request.response().putHeader("x-long", "x".repeat(70_000)).end();
              }
            })) {
      assertThat(fail(server, TargetProtocol.AUTO, get("/reset"), LIMITS).getKind())
          .isEqualTo(Failure.Kind.RESET);
      assertThat(fail(server, TargetProtocol.AUTO, get("/close"), LIMITS).getKind())
          .isEqualTo(Failure.Kind.RESET);
      assertThat(fail(server, TargetProtocol.AUTO, get("/long"), LIMITS).getKind())
          .isEqualTo(Failure.Kind.TOO_LARGE);
    }
  }

  /** Says that it has processed none. */
  @SuppressWarnings("deprecation") // Nothing else says which the last one was.
  private static void goAway(HttpConnection connection) {
    connection.goAway(0, 0);
  }

  private StagingServer echo(HttpServerOptions options) {
    return new StagingServer(
        options,
        request -> {
          requests.add(request);
          request
              .body()
              .onSuccess(
                  body -> {
                    request.response().setChunked(true).putHeader("X-Answered", "yes");
                    request.response().putTrailer("X-Sum", "42").end(body);
                  });
        });
  }

  private RawResponse respond(StagingServer server, TargetProtocol protocol, Request recorded)
      throws InterruptedException {
    try (LegClient client = client(server, protocol, LIMITS)) {
      Answer answer = client.send(sent(server, protocol, recorded)).await();
      assertThat(answer).isInstanceOf(Answer.Responded.class);
      return ((Answer.Responded) answer).response();
    }
  }

  private static Failure fail(
      StagingServer server, TargetProtocol protocol, Request recorded, Limits limits)
      throws InterruptedException {
    try (LegClient client = client(server, protocol, limits)) {
      Answer answer = client.send(sent(server, protocol, recorded)).await();
      assertThat(answer).isInstanceOf(Answer.Failed.class);
      return ((Answer.Failed) answer).failure();
    }
  }

  private static LegClient client(StagingServer server, TargetProtocol protocol, Limits limits) {
    TargetTls tls = TargetTls.load(own.cert(), false, null, null);
    return new LegClient(target(server), new Wire(protocol, tls), limits);
  }

  private static Request sent(StagingServer server, TargetProtocol protocol, Request recorded) {
    return StagingRequest.of(
        Recorded.exchange("a", "s", 0, 1, recorded), target(server), protocol, "run-1");
  }

  private static Target target(StagingServer server) {
    return new Target(
        Leg.CANDIDATE,
        server.uri().getScheme().equals("https"),
        "localhost",
        server.uri().getPort(),
        "",
        Optional.of(InetAddress.getLoopbackAddress()));
  }

  private static Request recorded(String protocol) {
    return Recorded.request("POST", "/a", "body").toBuilder().setProtocol(protocol).build();
  }

  private static Request get(String path) {
    return Recorded.request("GET", path).toBuilder().setProtocol("HTTP/2").build();
  }

  private static Set<String> names(HttpServerRequest request) {
    MultiMap headers = request.headers();
    return headers.names();
  }
}
