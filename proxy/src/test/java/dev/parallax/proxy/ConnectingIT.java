package dev.parallax.proxy;

import static dev.parallax.proxy.RecordingCapture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that end while the connection to their upstream is being opened. */
@ExtendWith(FailOnLeak.class)
class ConnectingIT {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

  private final RecordingCapture capture = new RecordingCapture();

  /** As many connections as the kernel completes for a server that accepts none. */
  private ServerSocket full;

  private Socket first;
  private Socket second;

  @BeforeEach
  void fill() throws IOException {
    full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    first = new Socket(full.getInetAddress(), full.getLocalPort());
    second = new Socket(full.getInetAddress(), full.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    full.close();
    first.close();
    second.close();
  }

  @OnEachTransport
  void answersOneThatIsDoneWithSending(Transport transport) throws Exception {
    try (ProxyServer proxy = start(transport, Duration.ofMillis(500));
        Wire client = Wire.to(proxy.address())) {
      client.send(GET).halfClose();
      assertThat(client.readAll()).startsWith("HTTP/1.1 504").contains("connection: close");
      assertThat(failureOf(capture.next()).getKind()).isEqualTo(Failure.Kind.CONNECT_TIMEOUT);
      capture.assertSettled();
    }
  }

  @OnEachTransport
  void abandonsTheRequestOfOneThatIsReset(Transport transport) throws Exception {
    try (ProxyServer proxy = start(transport, Duration.ofMinutes(1))) {
      Wire client = Wire.to(proxy.address());
      client.send(GET);
      ProxyFixture.passBy(proxy);
      capture.next();
      client.reset();
      assertThat(failureOf(capture.next()).getKind()).isEqualTo(Failure.Kind.CLIENT_ABORTED);
      capture.assertSettled();
    }
  }

  private ProxyServer start(Transport transport, Duration connect) throws IOException {
    URI upstream = URI.create("http://127.0.0.1:" + full.getLocalPort());
    return ProxyServer.start(
        ProxyFixture.settings(upstream, t -> t.connect = connect), capture, transport);
  }
}
