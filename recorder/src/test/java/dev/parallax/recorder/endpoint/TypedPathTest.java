package dev.parallax.recorder.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedPathTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Words stay.
        "/                                        | /",
        "/users                                   | /users",
        "/users/                                  | /users/",
        "/api/v2/oauth2/s3                        | /api/v2/oauth2/s3",
        "/assets/app.js                           | /assets/app.js",
        "/getUserById                             | /getUserById",
        "/customer-relationship-management        | /customer-relationship-management",
        "/top100                                  | /top100",
        "/deadbeefdeadbeef                        | /deadbeefdeadbeef",
        "/@me                                     | /@me",
        // Values don't.
        "/users/42                                | /users/{id}",
        "/users/42/orders/7                       | /users/{id}/orders/{id}",
        "/orders/INV-20240001                     | /orders/{id}",
        "/u/018f3a5e-7b1c-7def-8abc-0123456789ab  | /u/{uuid}",
        "/u/018F3A5E-7B1C-7DEF-8ABC-0123456789AB  | /u/{uuid}",
        "/blob/9f86d081884c7d65                   | /blob/{hex}",
        "/x/01ARZ3NDEKTSV4RRFFQ69G5FAV            | /x/{ulid}",
        "/days/2026-01-31                         | /days/{date}",
        "/days/2026-01-31T12:00:00Z               | /days/{date}",
        "/at/51.5,-0.12                           | /at/{number}",
        "/at/-3                                   | /at/{number}",
        "/m/jo@mail.example                       | /m/{email}",
        "/m/jo%40mail.example                     | /m/{email}",
        "/n/J%C3%BCrgen                           | /n/{text}",
        "/n/%7Bid%7D                              | /n/{text}",
        "/n/{id}                                  | /n/{text}",
        "/t/dGhpcyBpcyBhIHRva2Vu9x                | /t/{token}",
        "/img/12345.png                           | /img/{id}.png",
        "/static/main.3f4c9a8b1c2d3e4f.css        | /static/{token}.css",
        // What is not the path.
        "/users/42?sort=name                      | /users/{id}",
        "/users/42?                               | /users/{id}",
        "/users#top                               | /users",
        "/cart;jsessionid=A1B2C3                  | /cart",
        "http://shop.example:80/users/42?a=/b     | /users/{id}",
        "http://shop.example                      | /",
        "*                                        | /*",
      })
  void keepsWordsAndReplacesValues(String target, String template) {
    assertThat(TypedPath.of(target).pattern()).isEqualTo(template);
  }

  @Test
  void boundsLengthAndDepth() {
    assertThat(TypedPath.of("/a/" + "x".repeat(65)).pattern()).isEqualTo("/a/{text}");
    assertThat(TypedPath.of("/a".repeat(40)).pattern())
        .isEqualTo("/a".repeat(TypedPath.MAX_SEGMENTS - 1) + "/{rest}");
    assertThat(TypedPath.of("/a".repeat(TypedPath.MAX_SEGMENTS)).pattern())
        .isEqualTo("/a".repeat(TypedPath.MAX_SEGMENTS));
  }

  @Test
  void takesItsOwnPatternsApart() {
    for (String pattern : new String[] {"/", "/a", "/a/", "/a//b", "/users/{id}"}) {
      assertThat(TypedPath.pattern(TypedPath.segmentsOf(pattern))).isEqualTo(pattern);
    }
  }
}
