package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a URL as a value is kept in strict mode, and where it is none. */
class UrlValuesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h.example/reset/verify/482",
        "/reset/verify/482",
        "https%3A%2F%2Fh.example%2Freset%2Fverify%2F482"
      })
  void takesNoSecretApart(String url) {
    Exchange exchange =
        Raws.get("/")
            .asking("X-Api-Key", url)
            .asking("Cookie", "return_to=" + url + "; a={\"b\":\"" + url + "\"}")
            .asking("Authorization", "Bearer " + url)
            .returning("application/json", "{\"token\":\"" + url + "\"}")
            .strict();

    assertThat(exchange.toString()).doesNotContain("reset", "verify", "482");
  }
}
