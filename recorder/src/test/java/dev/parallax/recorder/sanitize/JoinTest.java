package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same value has the same pseudonym wherever it stands. */
class JoinTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234567",
        "90210",
        "bob.o+tag@example.org",
        "4111111111111111",
        "4111 1111 1111 1111",
        "550e8400-e29b-41d4-a716-446655440000",
        "DE89370400440532013000",
        "+49 170 1234567",
        "203.0.113.77",
        "2a02:8071:1::2",
        "a1B2c3D4e5F6g7H8i9J0",
        "d41d8cd98f00b204e9800998ecf8427e",
        "2024-02-29",
        "Jürgen Groß",
        "-19.95"
      })
  void joinsAcrossPlaces(String value) {
    String escaped = Canaries.percent(value);
    Exchange exchange =
        Raws.get("/api/users/%s?x=%s".formatted(escaped, escaped))
            .method("POST")
            .asking("Authorization", "Basic " + base64("me:" + value))
            .asking("Cookie", "who=" + escaped)
            .asking("X-Who", value)
            .sending("application/x-www-form-urlencoded", "who=" + escaped)
            .returning(
                "application/json",
                "{\"who\":\"%s\",\"in\":\"{\\\"who\\\":\\\"%s\\\"}\"}".formatted(value, value))
            .strict();

    String pseudonym = Raws.header(exchange, "X-Who");
    assertThat(pseudonym).isNotEqualTo(value);
    String target = exchange.getRequest().getTarget();
    int question = target.indexOf('?');
    String expected = "/api/users/" + pseudonym;
    assertThat(Percent.decode(target.substring(0, question))).isEqualTo(expected);
    assertThat(Percent.decode(target.substring(question))).isEqualTo("?x=" + pseudonym);
    assertThat(Percent.decode(Raws.header(exchange, "Cookie"))).isEqualTo("who=" + pseudonym);
    assertThat(Percent.decode(exchange.getRequest().getBody().getContent().toStringUtf8()))
        .isEqualTo("who=" + pseudonym);
    assertThat(Raws.responseBody(exchange))
        .isEqualTo(
            "{\"who\":\"%s\",\"in\":\"{\\\"who\\\":\\\"%s\\\"}\"}".formatted(pseudonym, pseudonym));
    String basic = Raws.header(exchange, "Authorization").substring("Basic ".length());
    assertThat(new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8))
        .endsWith(":" + pseudonym);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234567", "4111111111111111", "-98765", "19.95"})
  void joinsNumberWithString(String value) {
    String body =
        Raws.responseBody(
            Raws.get("/")
                .returning("application/json", "[%s,\"%s\"]".formatted(value, value))
                .strict());
    String number = body.substring(1, body.indexOf(','));
    assertThat(number).isNotEqualTo(value);
    assertThat(body).isEqualTo("[%s,\"%s\"]".formatted(number, number));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(Raws.bytes(text));
  }
}
