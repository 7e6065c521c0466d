package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leaf;
import dev.parallax.recorder.raw.RawBody;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphqlBodyTest {

  private static final String QUERY =
      """
      # for Bob
      query Orders($first: Int = 10, $ids: [ID!]!) @cached(ttl: 60) {
        user(email: "bob@x.org", id: 7654321, score: 19.95) {
          ...who
          orders(filter: {state: OPEN, tags: ["vip", "b\\u006fb"]}, note: \"""
            Dear Bob
          \""") @include(if: $all) { id, total: amount }
        }
      }
      fragment who on User { name ... on Admin { role } }
      """;

  @Test
  void keepsNamesAndReplacesLiterals() {
    assertThat(graphql(QUERY))
        .matches(
            """
            # [a-z]{3} [A-Z][a-z]{2}
            query Orders\\(\\$first: Int = 10, \\$ids: \\[ID!]!\\) @cached\\(ttl: 60\\) \\{
              user\\(email: "u_\\w{12}@\\w{6}\\.invalid", id: [1-9]\\d{6}, score: \\d\\d\\.\\d\\d\\) \\{
                \\.\\.\\.who
                orders\\(filter: \\{state: OPEN, tags: \\["[a-z]{3}", "[a-z]{3}"]}, note: \"""
                  [A-Z][a-z]{3} [A-Z][a-z]{2}
                \"""\\) @include\\(if: \\$all\\) \\{ id, total: amount }
              }
            }
            fragment who on User \\{ name \\.\\.\\. on Admin \\{ role } }
            """);
  }

  @Test
  void readsItInJsonAndInAParameter() {
    String query = "{ user(email: \\\"bob@x.org\\\") { id } }";
    for (Sanitiser sanitiser : List.of(Raws.STRICT, Raws.DETECT)) {
      Exchange exchange =
          Raws.get("/graphql?query=%7Buser(email:%22bob@x.org%22)%7Bid%7D%7D")
              .method("POST")
              .sending(
                  "application/json",
                  "{\"query\":\"" + query + "\",\"variables\":{\"email\":\"bob@x.org\"}}")
              .by(sanitiser);
      assertThat(exchange.getRequest().getBody().getContent().toStringUtf8())
          .matches(
              "\\{\"query\":\"\\{ user\\(email: \\\\\"(u_\\w+@\\w+\\.invalid)\\\\\"\\) \\{ id } }\","
                  + "\"variables\":\\{\"email\":\"\\1\"}}");
      assertThat(Percent.decode(exchange.getRequest().getTarget()))
          .matches("/graphql\\?query=\\{user\\(email:\"u_\\w+@\\w+\\.invalid\"\\)\\{id}}");
      assertThat(exchange.getSanitisation().getLeavesList().stream().map(Leaf::getLocation))
          .contains("request query query/email", "request body /query/email");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada lovelace",
        "{ada lovelace}",
        "query ada {",
        "query (ada)",
        "{ada(lovelace)}",
        "{ada{lovelace}",
        "mutation of ada {lovelace",
        "{ada{lovelace}} and more",
        "type Ada { lovelace: Int }"
      })
  void takesNoPhraseForADocument(String phrase) {
    Exchange exchange = Raws.get("/find?query=" + Canaries.percent(phrase)).strict();
    assertThat(Percent.decode(exchange.getRequest().getTarget()))
        .doesNotContain("ada", "lovelace", "Ada");
  }

  @Test
  void replacesNamesThatAreData() {
    assertThat(graphql("{ user(a1B2c3D4e5F6g7H8: 1) { b7ab12cd34ef } }"))
        .matches("\\{ user\\([A-Za-z_]\\w*: 1\\) \\{ [A-Za-z_]\\w* } }")
        .doesNotContain("a1B2c3D4e5F6g7H8", "b7ab12cd34ef");
  }

  @Test
  void cutsBehindTheLastWholeToken() {
    byte[] cut = Raws.bytes("query Q { user(name: \"Bob\", id: 76543");
    Body body =
        Raws.get("/")
            .returning("application/graphql", new RawBody(cut, 900, true))
            .strict()
            .getResponse()
            .getBody();
    assertThat(body.getExtent()).isEqualTo(Extent.EXTENT_PREFIX);
    assertThat(body.getContent().toStringUtf8())
        .matches("query Q \\{ user\\(name: \"[A-Z][a-z]{2}\", id:");
  }

  @Test
  void reducesWhatIsNone() {
    for (String none : List.of("{", "{}", "query", "{a(b:)}", "{a(b:\"c)}", "{a}}")) {
      assertThat(
              Raws.get("/")
                  .returning("application/graphql", none)
                  .strict()
                  .getResponse()
                  .getBody()
                  .getExtent())
          .as(none)
          .isEqualTo(Extent.EXTENT_REDUCED);
    }
    String deep = "{a".repeat(30_000) + "}".repeat(30_000);
    assertThat(
            Raws.get("/")
                .returning("application/graphql", deep)
                .strict()
                .getResponse()
                .getBody()
                .getExtent())
        .isEqualTo(Extent.EXTENT_REDUCED);
  }

  private static String graphql(String query) {
    return Raws.responseBody(Raws.get("/").returning("application/graphql", query).strict());
  }
}
