package dev.parallax.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A proxy between raw clients and a scripted upstream. */
final class ProxyFixture implements AutoCloseable {

  final ScriptedUpstream upstream = new ScriptedUpstream();
  final RecordingCapture capture;
  final ProxyServer proxy;

  ProxyFixture() throws IOException {
    this(UnaryOperator.identity());
  }

  ProxyFixture(UnaryOperator<ProxySettings> change) throws IOException {
    this(new RecordingCapture(), Transport.best(), change);
  }

  ProxyFixture(RecordingCapture capture, Transport transport, UnaryOperator<ProxySettings> change)
      throws IOException {
    this.capture = capture;
    proxy = ProxyServer.start(change.apply(settings(upstream.uri())), capture, transport);
  }

  static ProxySettings settings(URI upstream) {
    return ProxySettings.defaults(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), upstream)
        .withEventLoops(1)
        .withDrainTimeout(Duration.ofSeconds(10));
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
