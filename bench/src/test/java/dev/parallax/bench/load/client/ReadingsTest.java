package dev.parallax.bench.load.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReadingsTest {

  @Test
  void countsBadStatusesAndSocketErrorsAsErrors() throws IOException {
    Load load =
        Wrk.parse(
            """
              20010 requests in 5.00s, 26.1MB read
              Socket errors: connect 0, read 3, write 0, timeout 2
              Non-2xx or 3xx responses: 7
            """,
            32);

    assertThat(load.requests()).isEqualTo(20_010);
    assertThat(load.cut()).isEqualTo(32);
    assertThat(load.requestsPerSecond()).isCloseTo(4002, within(0.001));
    assertThat(load.errors()).isEqualTo(12);
  }

  @Test
  void refusesToReadARunThatCountedNothing() {
    assertThatThrownBy(() -> Wrk.parse("unable to connect", 1)).hasMessageContaining("no count");
  }

  @Test
  void findsTheEndOfAResponseOnceItsHeadIsThere() throws IOException {
    String head = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\nServer: x\r\n\r\n";

    assertThat(Connection.lengthOf(head.substring(0, head.length() - 1))).isZero();
    assertThat(Connection.lengthOf(head + "hel")).isEqualTo(head.length() + 5);
  }

  @Test
  void refusesAResponseWhoseEndItCannotFind() {
    assertThatThrownBy(
            () -> Connection.lengthOf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"))
        .hasMessageContaining("without Content-Length");
  }

  @Test
  void payloadsAreOfTheSizeThatTheirCellsSay() {
    assertThat(Payload.orders(Payload.SMALL_ORDERS).length()).isBetween(900, 1_100);
    assertThat(Payload.orders(Payload.LARGE_ORDERS).length()).isBetween(16_000, 16_800);
    assertThat(Payload.fresh(Payload.MARK).chars().filter(c -> c == '~').count()).isEqualTo(5);
    assertThat(Payload.orders(Payload.SMALL_ORDERS))
        .contains("user0@shop.example")
        .doesNotContain(Payload.MARK);
  }
}
