package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proxy.tls.TlsProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Bodies of any size over TLS on both sides, in memory that does not depend on it. */
@ExtendWith(FailOnLeak.class)
class TlsStreamingIT {

  private static final long LARGE = 8L * 1024 * 1024;

  @TempDir private Path directory;

  @OnEachTlsProvider
  void passesLargeBodiesBothWaysAtOnceUnchanged(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).serving("localhost").trusting();
    try (ProxyFixture fixture = proxy(tls, provider);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        TlsWire client = connect(fixture, tls)) {
      client.wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + LARGE + "\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      Future<Long> sentUp = threads.submit(new Progress(client.wire, LARGE, 1));
      upstream.send("HTTP/1.1 200 OK\r\nContent-Length: " + (LARGE + 1) + "\r\n\r\n");
      Future<Long> sentDown = threads.submit(new Progress(upstream, LARGE, 2));
      Future<Long> receivedUp = threads.submit(Progress.receiving(upstream, LARGE));
      client.wire.readHead();
      assertThat(Progress.receiving(client.wire, LARGE).call()).isEqualTo(sentDown.get());
      assertThat(receivedUp.get()).isEqualTo(sentUp.get());
      upstream.send("!");
      assertThat(client.wire.read(1)).isEqualTo("!");
    }
  }

  @OnEachTlsProvider
  void stopsReadingTheUpstreamForAClientThatDoesNotRead(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).serving("localhost").trusting();
    try (ProxyFixture fixture = proxy(tls, provider);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        TlsWire client = connect(fixture, tls)) {
      client.wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(
          "HTTP/1.1 200 OK\r\nContent-Length: " + Progress.MORE_THAN_BUFFERED + "\r\n\r\n");
      client.wire.readHead();
      Progress.assertStopsAndGoesOn(threads, upstream, client.wire);
    }
  }

  @OnEachTlsProvider
  void stopsReadingTheClientForAnUpstreamThatDoesNotRead(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).serving("localhost").trusting();
    try (ProxyFixture fixture = proxy(tls, provider);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        TlsWire client = connect(fixture, tls)) {
      client.wire.send(
          "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: "
              + Progress.MORE_THAN_BUFFERED
              + "\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      // Makes the handshake, too.
      upstream.readHead();
      Progress.assertStopsAndGoesOn(threads, client.wire, upstream);
    }
  }

  private static ProxyFixture proxy(TlsFixture tls, TlsProvider provider) throws IOException {
    return new ProxyFixture(
        new ScriptedUpstream(tls.authority.context(tls.authority.issue("localhost"))),
        t -> t.tls = tls.settings(provider));
  }

  private static TlsWire connect(ProxyFixture fixture, TlsFixture tls) throws IOException {
    return TlsWire.to(fixture.proxy.address(), tls.authority.context(null));
  }
}
