package dev.parallax.proxy;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proxy.admin.AdminServer;
import dev.parallax.proxy.admin.AdminSettings;
import dev.parallax.proxy.admin.ConfigMeters;
import dev.parallax.proxy.admin.Operated;
import dev.parallax.proxy.admin.Recorded;
import dev.parallax.proxy.traffic.Traffic;
import dev.parallax.recorder.log.LogCounts;
import dev.parallax.recorder.sample.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A proxy and its operator. */
final class Administered implements AutoCloseable {

  final RecordingCapture capture = new RecordingCapture();

  /** Given out as captured. */
  volatile long captured = 3;

  final ProxyServer proxy;
  private final AdminServer admin;
  private final HttpClient operator =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Administered(URI upstream, Consumer<Tuning> change) throws IOException {
    Traffic traffic = new Traffic();
    proxy = ProxyServer.start(ProxyFixture.settings(upstream, change), capture, traffic);
    admin =
        AdminServer.start(
            new AdminSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.empty()));
    admin.serve(
        new Operated(
            proxy,
            traffic,
            new Recording(),
            () -> Map.of("proxy.listen", new Operated.Configured("here", "--listen")),
            List.of(new ConfigMeters(InstantSource.system())),
            "1.2.3",
            Instant.EPOCH));
  }

  Wire client() {
    return Wire.to(proxy.address());
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + proxy.address().getPort() + path);
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(adminUrl(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return operator.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
    return operator.send(
        HttpRequest.newBuilder(adminUrl(path)).PUT(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  Scrape scrape() throws IOException, InterruptedException {
    return Scrape.of(get("/metrics").body());
  }

  private URI adminUrl(String path) {
    return URI.create("http://127.0.0.1:" + admin.address().getPort() + path);
  }

  @Override
  public void close() {
    operator.shutdownNow();
    admin.close();
    proxy.close();
  }

  private final class Recording implements Recorded {

    @Override
    public Map<Fate, Long> exchanges() {
      return Map.of(Fate.CAPTURED, captured, Fate.TAP_OFF, 2L);
    }

    @Override
    public long queuedBytes() {
      return 10;
    }

    @Override
    public long maxQueuedBytes() {
      return 100;
    }

    @Override
    public Map<Reason, Long> kept() {
      return Map.of(Reason.SHARE, 11L, Reason.NOVEL, 12L);
    }

    @Override
    public long novelNotKept() {
      return 13;
    }

    @Override
    public Optional<LogCounts> log() {
      return Optional.of(new LogCounts(1, 2, 3_000_000_000L, 4, 5, 6, 7, 8_000_000_000L));
    }
  }
}
