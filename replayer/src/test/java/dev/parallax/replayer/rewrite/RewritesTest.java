package dev.parallax.replayer.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import dev.parallax.replayer.Recorded;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RewritesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "set query limit = 10           | /items?limit=50&page=2    | /items?limit=10&page=2",
        "set query limit = 10           | /items                    | /items?limit=10",
        "set query limit = 10           | /items?limit=1&a=b&limit=2 | /items?limit=10&a=b",
        "set query q = a b&c            | /items?q=x                | /items?q=a%20b%26c",
        "set query q = \"a, b\"         | /items?q=x                | /items?q=a%2C%20b",
        "set query q =                  | /items?q=x                | /items?q=",
        "remove query utm_source        | /items?utm_source=a&id=1  | /items?id=1",
        "remove query utm_source        | /items?utm%5Fsource=a     | /items",
        "remove query utm               | /items?utm_source=a       | /items?utm_source=a",
        "GET /items set query limit = 1 | /items/7                  | /items/7?limit=1",
        "GET /orders set query limit = 1 | /items                   | /items",
        "POST set query limit = 1       | /items                    | /items",
        "GET /{any}/7 remove query a    | /items/7?a=1              | /items/7",
      })
  void changesTheQuery(String rule, String recorded, String sent) {
    assertThat(apply(Recorded.request("GET", recorded), rule).getTarget()).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "set body /currency = \"EUR\"     | {\"currency\":\"USD\"}          |"
            + " {\"currency\":\"EUR\"}",
        "set body /limit = 10             | {\"a\": 1.50, \"limit\": 5}     | {\"a\":"
            + " 1.50,\"limit\": 10}",
        "set body /new = null             | {\"a\":1}                       |"
            + " {\"a\":1,\"new\":null}",
        "set body /new = {\"b\":[1]}      | {}                              |"
            + " {\"new\":{\"b\":[1]}}",
        "set body /a/b = 1                | {\"x\":1}                       | {\"x\":1}",
        "set body /items/*/price = 0      | {\"items\":[{\"price\":1},{\"price\":\"2\"}]} |"
            + " {\"items\":[{\"price\":0},{\"price\":0}]}",
        "set body /items/1 = true         | {\"items\":[1,2,3]}             |"
            + " {\"items\":[1,true,3]}",
        "set body /items/- = 4            | {\"items\":[1]}                 | {\"items\":[1,4]}",
        "set body /items/7 = 4            | {\"items\":[1]}                 | {\"items\":[1]}",
        "set body /0 = 4                  | [1,2]                           | [4,2]",
        "set body /a~1b = 1               | {\"a/b\":2}                     | {\"a/b\":1}",
        "set body /first name = \"Ada\"   | {\"first name\":\"Al\"}         | {\"first"
            + " name\":\"Ada\"}",
        "remove body /coupon              | {\"coupon\":\"X\",\"id\":1}     | {\"id\":1}",
        "remove body /coupon              | {\"id\":1,\"coupon\":{\"c\":[]}} | {\"id\":1}",
        "remove body /coupon              | {\"coupon\":1}                  | {}",
        "remove body /items/*/note        | {\"items\":[{\"note\":1,\"a\":2}]} |"
            + " {\"items\":[{\"a\":2}]}",
        "remove body /items/0             | {\"items\":[1,2]}               | {\"items\":[2]}",
        "remove body /coupon              | {\"coupon\":1                   | {\"coupon\":1",
        "remove body /coupon              | coupon=1                        | coupon=1",
      })
  void changesAJsonBody(String rule, String recorded, String sent) {
    Request request = apply(Recorded.request("POST", "/orders", recorded), rule);

    assertThat(request.getBody().getContent().toStringUtf8()).isEqualTo(sent);
    assertThat(request.getBody().getLength()).isEqualTo(sent.length());
  }

  @Test
  void setsAHeaderWhereItStood() {
    Request recorded =
        Recorded.request("GET", "/").toBuilder()
            .addHeaders(Recorded.header("X-Tenant", "acme"))
            .addHeaders(Recorded.header("x-last", "1"))
            .addHeaders(Recorded.header("x-tenant", "other"))
            .build();

    assertThat(apply(recorded, "set header x-tenant = test one").getHeadersList())
        .containsExactly(
            Recorded.header("Host", "shop.example"),
            Recorded.header("Accept", "application/json"),
            Recorded.header("X-Tenant", "test one"),
            Recorded.header("x-last", "1"));
    assertThat(apply(recorded, "set header x-new = a=b").getHeadersList())
        .endsWith(Recorded.header("x-new", "a=b"));
    assertThat(apply(recorded, "remove header X-TENANT").getHeadersList())
        .extracting(Header::getName)
        .containsExactly("Host", "Accept", "x-last");
  }

  @Test
  void appliesRulesInTheirOrder() {
    Request request =
        apply(
            Recorded.request("GET", "/items?a=1"),
            "set query a = 2",
            "GET /items remove query a",
            "set query b = 3");

    assertThat(request.getTarget()).isEqualTo("/items?b=3");
  }

  @Test
  void namesAnotherHostInPlaceOfTheTargets() {
    Rewrites rewrites =
        Rewrites.parse(List.of("set header Host = a.test", "GET /b set header host = b.test:81"));
    Request sent = Recorded.request("GET", "/base/b");

    assertThat(rewrites.hosts()).containsExactly("a.test", "b.test:81");
    assertThat(rewrites.withHost(Recorded.request("GET", "/b"), sent).getHeadersList())
        .containsExactly(
            Recorded.header("host", "b.test:81"), Recorded.header("Accept", "application/json"));
    assertThat(rewrites.withHost(Recorded.request("GET", "/a"), sent).getHeaders(0).getValue())
        .isEqualTo("a.test");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "set header X-Forwarded-Host = a.test, b.test:81                   | a.test b.test:81",
        "set header x-original-host = a.test                               | a.test",
        "set header Forwarded = for=192.0.2.1;host=a.test, Host=\"b.test:81\" | a.test b.test:81",
        "set header x-original-forwarded-host = a.test                     | a.test",
        "set header x-envoy-original-dst-host = 192.0.2.1:80               | 192.0.2.1:80",
        "set header Forwarded = for=192.0.2.1;proto=https                  | ''",
        "set header origin = https://a.test                                | ''",
        "remove header x-forwarded-host                                    | ''",
      })
  void knowsWhereElseARequestNamesAHost(String rule, String names) {
    assertThat(String.join(" ", Rewrites.parse(List.of(rule)).hosts())).isEqualTo(names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sett header x = 1             | at character 1 (expected: set or remove",
        "GET /a change query a = 1     | at character 8 (expected: set or remove",
        "get /a set query a = 1        | at character 1 (expected: set or remove",
        "set haeder x = 1              | at character 5 (expected: header, query or body",
        "set header x 1                | at character 12 (expected: PLACE = VALUE",
        "set query                     | at character 10 (expected: PLACE = VALUE",
        "remove query                  | at character 13 (expected: PLACE",
        "set header x y = 1            | at character 12 (expected: the name of a header",
        "remove query a b              | at character 14 (expected: the name of a parameter",
        "set body currency = 1         | at character 10 (expected: a JSON pointer",
        "set body /currency = EUR      | at character 22 (expected: a value of JSON",
        "set query q = \"a             | at character 15 (expected: a text, or a string of JSON",
        "set header host = http://a/   | at character 19 (expected: host or host:port",
        "set header X-Forwarded-Host = https://a.test/ | at character 31 (expected: host or",
        "set header x-host = a.test, b/c | at character 21 (expected: host or host:port",
        "set header x-original-host =   | at character 29 (expected: host or host:port",
        "set header Forwarded = for=_a;host=\"http://a\" | at character 24 (expected: host or",
        "set header Forwarded = host=\"a\\.b\" | at character 24 (expected: host or host:port",
        "set header Content-Length = 1 | is the replayer's to say",
        "set header connection = close | belongs to the connection",
        "remove header :path           | belongs to the connection",
        "set header X-Parallax-Run = 1 | says which run and which attempt",
        "set header traceparent = 1    | says which run and which attempt",
        "set header Authorization = x  | is a secret as a rule",
        "remove header host            | can only be set",
      })
  void refusesWhatIsNoRuleAndSaysWhere(String rule, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rewrites.parse(List.of(rule)))
        .withMessageStartingWith("replay.rewrites: " + rule)
        .withMessageContaining(why);
  }

  @Test
  void mayTakeACredentialAway() {
    Request recorded =
        Recorded.request("GET", "/").toBuilder()
            .addHeaders(Recorded.header("Authorization", "Bearer x"))
            .build();

    assertThat(apply(recorded, "remove header authorization").getHeadersList()).hasSize(2);
  }

  private static Request apply(Request recorded, String... rules) {
    Exchange exchange = Recorded.exchange("a", "s", 0, 1, recorded);
    return Rewrites.parse(List.of(rules)).apply(exchange).getRequest();
  }
}
