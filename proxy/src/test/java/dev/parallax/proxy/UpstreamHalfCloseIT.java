package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream that ends its side, and still reads. */
@ExtendWith(FailOnLeak.class)
class UpstreamHalfCloseIT {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  private ProxyFixture fixture;

  @BeforeEach
  void start() throws IOException {
    fixture = new ProxyFixture();
  }

  @AfterEach
  void stop() throws IOException {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\nhi"
      })
  void passesTheWholeResponseAndAsksElsewhereNext(String response) throws Exception {
    try (Wire client = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(response).halfClose();
      assertThat(client.readHead()).startsWith("HTTP/1.1 200 OK");
      client.readUntil("hi");
      assertThat(upstream.isAtEnd()).isTrue();
      client.send(GET.replace("Host", "Connection: close\r\nHost"));
      Wire next = fixture.upstream.next();
      next.readHead();
      next.send(OK);
      assertThat(client.readAll()).endsWith("hi");
    }
  }

  @Test
  void passesAResponseThatEndsBeforeItsRequest() throws Exception {
    try (Wire client = fixture.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.read(3);
      upstream.send(OK).halfClose();
      assertThat(client.readAll()).contains("connection: close").endsWith("hi");
      assertThat(upstream.isAtEnd()).isTrue();
      assertThat(fixture.capture.next().failure()).isNull();
    }
  }

  @Test
  void answers502WhereNoResponseCame() throws Exception {
    try (Wire client = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.halfClose();
      assertThat(client.readResponse()).startsWith("HTTP/1.1 502 ");
      assertThat(upstream.isAtEnd()).isTrue();
    }
  }
}
