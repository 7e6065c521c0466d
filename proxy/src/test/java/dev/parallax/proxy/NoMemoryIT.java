package dev.parallax.proxy;

import static dev.parallax.proxy.RecordingCapture.failureOf;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.proto.Failure;
import dev.parallax.recorder.raw.RawExchange;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Either side can't be read, for want of memory: the proxy's own failure, and nobody else's. */
@ExtendWith(FailOnLeak.class)
class NoMemoryIT {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  /** Whoever reads this finds no memory. */
  private static final String TOO_MUCH = "too much";

  private static final Transport SHORT_OF_MEMORY =
      new Transport(
          "nio, short of memory",
          NioIoHandler::newFactory,
          PoorListener.class,
          PoorConnection.class);

  @Test
  void answers500WhereAnUpstreamCanNotBeRead() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(SHORT_OF_MEMORY, _ -> {});
        Wire client = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(TOO_MUCH);
      assertThat(client.readResponse())
          .startsWith("HTTP/1.1 500 ")
          .contains("Proxy-Status: parallax; error=proxy_internal_error\r\n");
      assertThat(upstream.isAtEnd()).isTrue();
      RawExchange exchange = fixture.capture.next();
      assertFailed(exchange);
      assertThat(exchange.response()).isNull();

      client.send(GET);
      Wire next = fixture.upstream.next();
      next.readHead();
      next.send(OK);
      assertThat(client.readResponse()).endsWith("hi");
      assertThat(fixture.capture.next().failure()).isNull();
    }
  }

  @Test
  void cutsAResponseThatCanNotBeReadOn() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(SHORT_OF_MEMORY, _ -> {});
        Wire client = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\npart");
      client.readHead();
      assertThat(client.read(4)).isEqualTo("part");
      upstream.send(TOO_MUCH);
      assertThat(client.readAll()).isEmpty();
      assertFailed(fixture.capture.next());
    }
  }

  @Test
  void resetsAClientThatCanNotBeRead() throws Exception {
    try (ProxyFixture fixture = new ProxyFixture(SHORT_OF_MEMORY, _ -> {});
        Wire client = fixture.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\npart");
      Wire upstream = fixture.upstream.next();
      upstream.readUntil("part");
      client.send(TOO_MUCH);
      assertThatThrownBy(client::readAll).isInstanceOf(SocketException.class);
      assertThat(upstream.isAtEnd()).isTrue();
      assertFailed(fixture.capture.next());

      try (Wire other = fixture.client()) {
        other.send(GET);
        Wire next = fixture.upstream.next();
        next.readHead();
        next.send(OK);
        assertThat(other.readResponse()).endsWith("hi");
      }
    }
  }

  private static void assertFailed(RawExchange exchange) {
    assertThat(failureOf(exchange))
        .isEqualTo(
            Failure.newBuilder()
                .setKind(Failure.Kind.REFUSED)
                .setDetail("The proxy failed.")
                .build());
  }

  /** Its connections are short of memory. Made by Netty, which looks for what is public. */
  public static final class PoorListener extends NioServerSocketChannel {

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
      SocketChannel socket = javaChannel().accept();
      if (socket == null) {
        return 0;
      }
      accepted.add(new PoorConnection(this, socket));
      return 1;
    }
  }

  /** Takes from the network what it finds no memory for, so that its end is no reset by itself. */
  public static final class PoorConnection extends NioSocketChannel {

    public PoorConnection() {}

    PoorConnection(Channel parent, SocketChannel socket) {
      super(parent, socket);
    }

    @Override
    protected int doReadBytes(ByteBuf bytes) throws Exception {
      int read = super.doReadBytes(bytes);
      if (bytes.toString(US_ASCII).equals(TOO_MUCH)) {
        bytes.clear();
        throw new OutOfMemoryError("no memory, says the test");
      }
      return read;
    }
  }
}
