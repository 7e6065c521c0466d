package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.proto.LedgerEntry.Fate;
import java.io.IOException;
import java.net.URI;
import java.util.function.Consumer;

/** A proxy between raw clients and a scripted upstream. */
final class ProxyFixture implements AutoCloseable {

  final ScriptedUpstream upstream;
  final RecordingCapture capture;
  final ProxyServer proxy;

  ProxyFixture() throws IOException {
    this(_ -> {});
  }

  ProxyFixture(Consumer<Tuning> change) throws IOException {
    this(new RecordingCapture(), Transport.best(), change);
  }

  ProxyFixture(Transport transport, Consumer<Tuning> change) throws IOException {
    this(new RecordingCapture(), transport, change);
  }

  ProxyFixture(RecordingCapture capture, Transport transport, Consumer<Tuning> change)
      throws IOException {
    this(new ScriptedUpstream(), capture, transport, change);
  }

  /** Takes the upstream over. */
  ProxyFixture(ScriptedUpstream upstream, Consumer<Tuning> change) throws IOException {
    this(upstream, new RecordingCapture(), Transport.best(), change);
  }

  private ProxyFixture(
      ScriptedUpstream upstream,
      RecordingCapture capture,
      Transport transport,
      Consumer<Tuning> change)
      throws IOException {
    this.upstream = upstream;
    this.capture = capture;
    proxy = ProxyServer.start(settings(upstream.uri(), change), capture, transport);
  }

  static ProxySettings settings(URI upstream) {
    return settings(upstream, _ -> {});
  }

  static ProxySettings settings(URI upstream, Consumer<Tuning> change) {
    Tuning tuning = new Tuning(upstream);
    change.accept(tuning);
    return tuning.toSettings();
  }

  Wire client() {
    return Wire.to(proxy.address());
  }

  /**
   * Returns once the event loop, of which there is one, has served a client that came later than
   * all that was sent before.
   */
  void passBy() throws IOException {
    passBy(proxy);
  }

  static void passBy(ProxyServer proxy) throws IOException {
    try (Wire passer = Wire.to(proxy.address())) {
      passer.send("GET / HTTP/1.1\r\nHost: a\r\nX-Parallax-Run: 1\r\n\r\n");
      passer.readResponse();
    }
  }

  /** Sends what is no way to begin: the connection is closed, counted, and leads nowhere. */
  void assertRefusedUnread(String sent) throws IOException {
    int before = capture.counted(Fate.REFUSED_UNREAD);
    int connections = upstream.connections();
    try (Wire client = client()) {
      client.send(sent);
      assertClosed(client);
    }
    await().until(() -> capture.counted(Fate.REFUSED_UNREAD) == before + 1);
    assertThat(upstream.connections()).isEqualTo(connections);
  }

  /** Without an answer; perhaps with a reset, since not all was read. */
  static void assertClosed(Wire client) {
    try {
      assertThat(client.readAll()).isEmpty();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    upstream.close();
  }
}
