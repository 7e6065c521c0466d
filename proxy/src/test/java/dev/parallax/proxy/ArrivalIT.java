package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proxy.tls.TlsProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who comes to a port with TLS, and makes no handshake. */
@ExtendWith(FailOnLeak.class)
class ArrivalIT {

  private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @TempDir private Path directory;

  @OnEachTlsProvider
  void closesOnPlainHttpAndOnAHandshakeThatIsTooSlow(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).serving("localhost");
    try (ProxyFixture fixture =
        new ProxyFixture(
            t -> {
              t.tls = tls.settings(provider);
              t.header = Duration.ofMillis(500);
            })) {
      fixture.assertRefusedUnread(GET);
      byte[] hello = ClientHello.of(0x0303);
      try (Wire half = fixture.client();
          Wire silent = fixture.client()) {
        half.send(Arrays.copyOf(hello, hello.length / 2));
        assertThat(half.isAtEnd()).isTrue();
        assertThat(silent.isAtEnd()).isTrue();
      }
      assertThat(fixture.capture.counted(Fate.REFUSED_UNREAD)).isEqualTo(2);
    }
  }

  @OnEachTlsProvider
  void countsNobodyWhoOnlyLooksWhetherItListens(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).serving("localhost");
    try (ProxyFixture fixture = new ProxyFixture(t -> t.tls = tls.settings(provider))) {
      fixture.client().close();
      fixture.client().reset();
      Wire gone = fixture.client();
      gone.send(Arrays.copyOf(ClientHello.of(0x0303), 20)).halfClose();
      assertThat(gone.isAtEnd()).isTrue();
      gone.close();
      assertThat(fixture.capture.counted(Fate.REFUSED_UNREAD)).isZero();
    }
  }
}
