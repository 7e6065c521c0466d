package dev.parallax.recorder.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Timings;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RawExchangeTest {

  private static final int LENGTH = 10_000;
  private static final int TEXTS = 14;

  private static IntStream texts() {
    return IntStream.range(0, TEXTS);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void holdsAnyTextThatAnyoneCanMakeLong(int text) {
    assertThat(exchange(text).heldBytes())
        .isGreaterThanOrEqualTo(exchange(-1).heldBytes() + LENGTH);
  }

  @Test
  void holdsMoreForALineThanItsText() {
    RawExchange many = trailing(IntStream.range(0, 1_000).mapToObj(_ -> line("a", "")).toList());
    assertThat(many.heldBytes()).isGreaterThan(trailing(List.of()).heldBytes() + 100_000);
  }

  /** With a long text in the place of that number. */
  private static RawExchange exchange(int place) {
    String[] at = new String[TEXTS];
    for (int i = 0; i < TEXTS; i++) {
      at[i] = i == place ? "x".repeat(LENGTH) : "x";
    }
    RawRequest request =
        new RawRequest(
            at[0],
            at[1],
            at[2],
            List.of(line(at[3], at[4])),
            RawBody.none(),
            List.of(line(at[5], at[6])));
    RawResponse response =
        new RawResponse(
            200,
            at[7],
            "HTTP/1.1",
            List.of(line(at[8], at[9])),
            RawBody.none(),
            List.of(line(at[10], at[11])));
    return exchange(at[12], at[13], request, response);
  }

  private static RawExchange trailing(List<RawHeader> trailers) {
    RawRequest request =
        new RawRequest("GET", "/", "HTTP/1.1", List.of(), RawBody.none(), trailers);
    RawResponse response =
        new RawResponse(200, "", "HTTP/1.1", List.of(), RawBody.none(), List.of());
    return exchange("shop.example", "192.0.2.1", request, response);
  }

  private static RawExchange exchange(
      String authority, String clientAddress, RawRequest request, RawResponse response) {
    return new RawExchange(
        "id",
        Instant.EPOCH,
        "http",
        authority,
        clientAddress,
        request,
        response,
        null,
        Timings.getDefaultInstance(),
        new RawRoute("shop:80", 1));
  }

  private static RawHeader line(String name, String value) {
    return new RawHeader(name, value);
  }
}
