package dev.parallax.proxy;

import java.io.IOException;
import java.net.URI;
import java.util.function.Consumer;

/** A proxy between raw clients and a scripted upstream. */
final class ProxyFixture implements AutoCloseable {

  final ScriptedUpstream upstream = new ScriptedUpstream();
  final RecordingCapture capture;
  final ProxyServer proxy;

  ProxyFixture() throws IOException {
    this(_ -> {});
  }

  ProxyFixture(Consumer<Tuning> change) throws IOException {
    this(new RecordingCapture(), Transport.best(), change);
  }

  ProxyFixture(RecordingCapture capture, Transport transport, Consumer<Tuning> change)
      throws IOException {
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

  @Override
  public void close() throws IOException {
    proxy.close();
    upstream.close();
  }
}
