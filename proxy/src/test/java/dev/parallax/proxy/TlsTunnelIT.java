package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proxy.tls.TlsProvider;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What passes after an upgrade, where either side is spoken to over TLS. */
@ExtendWith(FailOnLeak.class)
class TlsTunnelIT {

  private static final String UPGRADE =
      "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: chat\r\n\r\n";
  private static final String SWITCHED =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: chat\r\n\r\n";

  @TempDir private Path directory;

  @OnEachTlsProvider
  void passesBytesAndTheEndOfTheUpstream(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).serving("localhost").trusting();
    try (ProxyFixture fixture = proxy(tls, provider);
        TlsWire client = connect(fixture, tls)) {
      Wire upstream = switched(fixture, client.wire);
      upstream.send("last words");
      upstream.close();
      // An end without close_notify would be an exception.
      assertThat(client.wire.readAll()).isEqualTo("last words");
    }
  }

  @OnEachTlsProvider
  void passesBytesAndTheEndOfTheClient(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).serving("localhost").trusting();
    try (ProxyFixture fixture = proxy(tls, provider);
        TlsWire client = connect(fixture, tls)) {
      Wire upstream = switched(fixture, client.wire);
      client.wire.send("last words");
      client.end();
      assertThat(upstream.readAll()).isEqualTo("last words");
    }
  }

  /** A side without TLS may end its output alone. */
  @OnEachTlsProvider
  void letsAnUpstreamWithTlsEndItsWordsToAClientThatIsDone(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).trusting();
    try (ProxyFixture fixture = proxy(tls, provider);
        Wire client = fixture.client()) {
      Wire upstream = switched(fixture, client);
      client.send("bye").halfClose();
      assertThat(upstream.readAll()).isEqualTo("bye");
      upstream.send("a last word, ");
      assertThat(client.read(13)).isEqualTo("a last word, ");
      upstream.send("and one more");
      upstream.close();
      assertThat(client.readAll()).isEqualTo("and one more");
    }
  }

  private static Wire switched(ProxyFixture fixture, Wire client) throws Exception {
    client.send(UPGRADE);
    Wire upstream = fixture.upstream.next();
    assertThat(upstream.readHead()).contains("upgrade: chat");
    upstream.send(SWITCHED + "hello");
    assertThat(client.readHead()).startsWith("HTTP/1.1 101");
    assertThat(client.read(5)).isEqualTo("hello");
    client.send("hi");
    assertThat(upstream.read(2)).isEqualTo("hi");
    return upstream;
  }

  private static ProxyFixture proxy(TlsFixture tls, TlsProvider provider) throws IOException {
    return new ProxyFixture(
        new ScriptedUpstream(tls.authority.context(tls.authority.issue("localhost"))),
        t -> {
          t.tunnelsUpgrades = true;
          t.tls = tls.settings(provider);
        });
  }

  private static TlsWire connect(ProxyFixture fixture, TlsFixture tls) throws IOException {
    return TlsWire.to(fixture.proxy.address(), tls.authority.context(null));
  }
}
