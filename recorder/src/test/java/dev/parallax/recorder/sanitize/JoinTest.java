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

  /** Of a link in strict mode its form is kept, and what a request's target would show. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234567",
        "90210",
        "550e8400-e29b-41d4-a716-446655440000",
        "a1B2c3D4e5F6g7H8i9J0",
        "bob.o+tag@example.org"
      })
  void joinsWithinLinks(String value) {
    String escaped = Canaries.percent(value);
    String path = "/api/users/%s?page=2&who=%s".formatted(escaped, escaped);
    Exchange exchange =
        Raws.get(path)
            .returning(
                "application/json",
                "[\"https://shop.example%s\",\"%s\",\"%s\"]"
                    .formatted(path, path, Canaries.percent(path)))
            .strict();

    String target = exchange.getRequest().getTarget();
    String[] links = Raws.responseBody(exchange).replaceAll("[\\[\\]\"]", "").split(",", -1);
    assertThat(target).startsWith("/api/users/").doesNotContain(escaped);
    assertThat(links[0])
        .matches("https://[a-z]{4}[.][a-z]{7}/.*")
        .doesNotContain("shop")
        .endsWith(target);
    assertThat(links[1]).isEqualTo(target);
    assertThat(Percent.decode(links[2])).isEqualTo(target);
  }

  /** Base64 and the paths of somebody's disk are texts. */
  @ParameterizedTest
  @ValueSource(strings = {"/9j/4AAQSkZJRg/users/orders", "/bob/api/v1", "//bob.example/api/v1"})
  void takesForNoLinkWhatBeginsWithNoKnownWord(String value) {
    String body =
        Raws.responseBody(
            Raws.get("/").returning("application/json", "[\"" + value + "\"]").strict());

    assertThat(body).doesNotContain("users", "orders", "api", "v1", "bob");
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
