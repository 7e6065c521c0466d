package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** 100 and 103 on their way to the client, RFC 9110 section 15.2. */
@ExtendWith(FailOnLeak.class)
class InterimResponsesIT {

  private static final String HINTS = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n";
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

  @Test
  void passesEachWhenItComesWhileTheRequestStreams() throws Exception {
    try (Wire client = fixture.client()) {
      client.send(
          "PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send(HINTS);
      assertThat(client.readHead()).startsWith("HTTP/1.1 103 ").contains("Link: </a.css>\r\n");
      upstream.send("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(client.readHead()).startsWith("HTTP/1.1 100 ");
      client.send("2\r\nab\r\n");
      assertThat(upstream.readUntil("ab\r\n")).isEqualTo("2\r\nab\r\n");
      upstream.send(HINTS);
      assertThat(client.readHead()).startsWith("HTTP/1.1 103 ");
      client.send("0\r\nX-Sum: 1\r\n\r\n");
      assertThat(upstream.readUntil("\r\n\r\n")).isEqualTo("0\r\nX-Sum: 1\r\n\r\n");
      upstream.send(OK);
      assertThat(client.readResponse()).startsWith("HTTP/1.1 200 OK").endsWith("hi");
    }
  }

  @Test
  void passesEachToTheRequestThatItAnswers() throws Exception {
    try (Wire client = fixture.client()) {
      String get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
      client.send(get + get);
      Wire upstream = fixture.upstream.next();
      for (int i = 0; i < 2; i++) {
        upstream.readHead();
        upstream.send(HINTS + HINTS + OK);
      }
      for (int i = 0; i < 2; i++) {
        assertThat(client.readHead()).startsWith("HTTP/1.1 103 ");
        assertThat(client.readHead()).startsWith("HTTP/1.1 103 ");
        assertThat(client.readResponse()).startsWith("HTTP/1.1 200 OK").endsWith("hi");
      }
    }
  }

  @Test
  void passesNoneToAClientOfHttp10() throws Exception {
    try (Wire client = fixture.client()) {
      client.send("GET / HTTP/1.0\r\n\r\n");
      Wire upstream = fixture.upstream.next();
      upstream.readHead();
      upstream.send("HTTP/1.1 100 Continue\r\n\r\n" + HINTS + OK);
      assertThat(client.readAll()).startsWith("HTTP/1.1 200 OK").endsWith("hi");
    }
  }
}
