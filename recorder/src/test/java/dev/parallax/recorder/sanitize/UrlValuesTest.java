package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Sanitisation.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** Of small integers, dots and languages whatever is written with slashes may begin. */
  @ParameterizedTest
  @CsvSource({
    "/12/24/1980, /12/24/",
    "/5/x?smith=1, smith",
    "/./orders/1980, orders",
    "/../orders/1980, orders",
    "/en-GB/orders/1980, orders"
  })
  void takesForNoPathWhatBeginsWithNoWord(String value, String part) {
    assertThat(sanitised(Raws.STRICT, value)).doesNotContain(part);
  }

  /** That what follows may pass makes no path of it. */
  @Test
  void takesTheRestOfATemplateForNoWord() {
    SanitisePolicy policy = new SanitisePolicy(Mode.STRICT, List.of(), List.of("/**"));

    assertThat(sanitised(new Sanitiser(policy, Raws.KEY), "/bob/smith/x"))
        .doesNotContain("bob", "smith");
  }

  @Test
  void takesForAPathWhatBeginsWithAWordOfATemplate() {
    SanitisePolicy policy = new SanitisePolicy(Mode.STRICT, List.of(), List.of("/wardrobe/{id}"));

    assertThat(sanitised(new Sanitiser(policy, Raws.KEY), "/wardrobe/48210007"))
        .matches("/wardrobe/[0-9]{8}")
        .doesNotContain("48210007");
  }

  /** As in a target: there is nothing to replace. */
  @ParameterizedTest
  @ValueSource(strings = {"/api/orders/42", "/api/orders?page=2", "/v1/users/me#tab=true"})
  void letsAPathOfWordsPass(String path) {
    assertThat(sanitised(Raws.STRICT, path)).isEqualTo(path);
    Explanation told = new Explanation();
    Raws raws = Raws.get("/").asking("X-Next", path);
    Raws.STRICT.explained(raws.raw(), Raws.PROVENANCE, told);
    assertThat(told.decisions())
        .filteredOn(decision -> decision.raw().equals(path))
        .extracting(Decision::rule)
        .containsExactly(Why.PATH);
  }

  private static String sanitised(Sanitiser by, String value) {
    String body =
        Raws.responseBody(
            Raws.get("/").returning("application/json", "[\"" + value + "\"]").by(by));
    return body.substring(2, body.length() - 2);
  }
}
