package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proxy.tls.TlsProvider;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of which a load balancer says who they are. */
@ExtendWith(FailOnLeak.class)
class ProxyProtocolIT {

  private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
  private static final String V1 = "PROXY TCP4 192.0.2.7 198.51.100.1 4711 443\r\n";

  /** RFC 5737's addresses, as version 2 has them: PROXY, TCP over IPv4, 12 bytes. */
  private static final String V2 = v2(0x21, 0x11, "c0000207c6336401126701bb");

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "PROXY TCP4 192.0.2.7 198.51.100.1 4711 443, 192.0.2.7",
    "PROXY TCP6 2001:db8::7 2001:db8::1 4711 443, 2001:db8:0:0:0:0:0:7",
    "PROXY UNKNOWN, 127.0.0.1",
    "PROXY UNKNOWN ffff::1 ffff::2 1 2, 127.0.0.1",
  })
  void takesTheClientsAddressOfVersion1(String header, String address) throws Exception {
    assertAddress(header + "\r\n", address);
  }

  @Test
  void takesTheClientsAddressOfVersion2() throws Exception {
    assertAddress(V2, "192.0.2.7");
    // With a type that nobody knows behind the addresses.
    assertAddress(v2(0x21, 0x11, "c0000207c6336401126701bb" + "ee0001ff"), "192.0.2.7");
    String ipv6 = "20010db8000000000000000000000007" + "20010db8000000000000000000000001";
    assertAddress(v2(0x21, 0x21, ipv6 + "126701bb"), "2001:db8:0:0:0:0:0:7");
    // LOCAL: a health check of the load balancer itself.
    assertAddress(v2(0x20, 0x00, ""), "127.0.0.1");
    assertAddress(v2(0x20, 0x11, "c0000207c6336401126701bb"), "127.0.0.1");
    // UNSPEC, and a path of the load balancer's own machine.
    assertAddress(v2(0x21, 0x00, ""), "127.0.0.1");
    assertAddress(
        v2(0x21, 0x31, "2f61" + "00".repeat(106) + "2f62" + "00".repeat(106)), "127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  void takesAHeaderInAnyPieces(int pieceBytes) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.proxyProtocol = true)) {
      for (String header : new String[] {V1, V2}) {
        try (Wire client = fixture.client()) {
          client.sendInPieces(header + GET, pieceBytes);
          assertForwardedFor(fixture, client, "192.0.2.7");
        }
      }
    }
  }

  @OnEachTlsProvider
  void comesBeforeTls(TlsProvider provider) throws Exception {
    TlsFixture tls = new TlsFixture(directory).serving("localhost");
    try (ProxyFixture fixture =
            new ProxyFixture(
                t -> {
                  t.proxyProtocol = true;
                  t.tls = tls.settings(provider);
                });
        Socket socket = Wire.connect(fixture.proxy.address())) {
      socket.getOutputStream().write(V1.getBytes(StandardCharsets.US_ASCII));
      try (TlsWire client =
          TlsWire.over(socket, tls.authority.context(null), "localhost", "TLSv1.3")) {
        client.wire.send(GET);
        assertForwardedFor(fixture, client.wire, "192.0.2.7");
        assertThat(fixture.capture.next().scheme()).isEqualTo("https");
      }
      try (Wire without = fixture.client()) {
        without.send(ClientHello.of(0x0303));
        ProxyFixture.assertClosed(without);
      }
      assertThat(fixture.capture.counted(Fate.REFUSED_UNREAD)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        GET,
        "PROXY TCP4 192.0.2.7 198.51.100.1 4711\r\n",
        "PROXY TCP4 192.0.2.777 198.51.100.1 4711 443\r\n",
        "PROXY TCP4 192.0.2.7 198.51.100.1 4711 443443\r\n",
        "PROXY TCP5 192.0.2.7 198.51.100.1 4711 443\r\n",
        "proxy TCP4 192.0.2.7 198.51.100.1 4711 443\r\n",
        "\u0016\u0003\u0001\u0001\u0000\u0001\u0000\u0001\u0000\u0003\u0003\r\n",
      })
  void closesOnWhatIsNoHeader(String sent) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.proxyProtocol = true)) {
      fixture.assertRefusedUnread(sent);
    }
  }

  @Test
  void closesOnAHeaderThatDoesNotEnd() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.proxyProtocol = true)) {
      fixture.assertRefusedUnread("PROXY TCP4 " + "1".repeat(200));
      fixture.assertRefusedUnread(v2(0x21, 0x11, "00".repeat(60_000)));
      fixture.assertRefusedUnread(v2(0x31, 0x11, "c0000207c6336401126701bb"));
    }
  }

  @Test
  void closesOnAHeaderThatIsTooSlow() throws Exception {
    try (ProxyFixture fixture =
            new ProxyFixture(
                t -> {
                  t.proxyProtocol = true;
                  t.header = Duration.ofMillis(300);
                });
        Wire half = fixture.client();
        Wire silent = fixture.client()) {
      half.send("PROXY TCP4 192.0.2.7");
      assertThat(half.isAtEnd()).isTrue();
      assertThat(silent.isAtEnd()).isTrue();
      // Of who said nothing, nothing was refused.
      assertThat(fixture.capture.counted(Fate.REFUSED_UNREAD)).isEqualTo(1);
    }
  }

  private static void assertAddress(String header, String address) throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(t -> t.proxyProtocol = true);
        Wire client = fixture.client()) {
      client.send(header + GET);
      assertForwardedFor(fixture, client, address);
      assertThat(fixture.capture.next().clientAddress()).isEqualTo(address);
    }
  }

  private static void assertForwardedFor(ProxyFixture fixture, Wire client, String address)
      throws Exception {
    Wire upstream = fixture.upstream.next();
    assertThat(upstream.readHead()).contains("X-Forwarded-For: " + address + "\r\n");
    upstream.send(OK);
    assertThat(client.readResponse()).endsWith("hi");
    upstream.close();
  }

  private static String v2(int command, int family, String addressesHex) {
    byte[] addresses = HexFormat.of().parseHex(addressesHex);
    byte[] header =
        ByteBuffer.allocate(16 + addresses.length)
            .put("\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.US_ASCII))
            .put((byte) command)
            .put((byte) family)
            .putShort((short) addresses.length)
            .put(addresses)
            .array();
    return new String(header, StandardCharsets.ISO_8859_1);
  }
}
