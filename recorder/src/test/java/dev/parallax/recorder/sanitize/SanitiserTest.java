package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Body.Extent;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leaf;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.raw.RawBody;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SanitiserTest {

  /** A key may be pasted without its last line, and with what came after it. */
  @Test
  void keepsNothingBehindAPrivateKeyThatDoesNotEnd() {
    String text =
        "-----BEGIN PRIVATE KEY-----\\nMIIB\\n-----END PRIVATE KEY----\\nAda, 4111 1111 1111 1111";
    Exchange exchange =
        Raws.get("/").returning("application/json", "{\"k\":\"" + text + "\"}").strict();
    assertThat(Raws.responseBody(exchange))
        .contains("-----BEGIN PRIVATE KEY-----")
        .doesNotContain("Ada", "4111", "MIIB");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Accept                    | text/html,application/xhtml+xml;q=0.9,*/*;q=0.8
          Accept-Encoding           | gzip, deflate, br, zstd
          Accept-Language           | de-DE,de;q=0.9,en-US;q=0.8
          Cache-Control             | public, max-age=31536000, immutable
          Content-Type              | application/json; charset=utf-8
          Strict-Transport-Security | max-age=31536000; includeSubDomains
          Date                      | Wed, 21 Oct 2026 07:28:00 GMT
          Expires                   | 0
          Range                     | bytes=0-1023
          Host                      | shop.example:8080
          Host                      | [2001:db8::1]:80
          Origin                    | https://shop.example
          User-Agent                | curl/8.5.0
          Server                    | nginx/1.25.3
          Vary                      | Accept-Encoding, Origin
          Sec-Fetch-Mode            | navigate
          Access-Control-Allow-Origin | *
          Content-Security-Policy   | default-src 'self'; img-src https://cdn.shop.example
          Transfer-Encoding         | chunked
          Content-Length            | 123456789
          """)
  void passesHarmlessHeader(String name, String value) {
    Exchange exchange = Raws.get("/").asking(name, value).strict();
    assertThat(Raws.header(exchange, name)).isEqualTo(value);
    assertThat(exchange.getSanitisation().getLeavesList()).isEmpty();
  }

  @Test
  void keepsFormOfCookies() {
    Exchange exchange =
        Raws.get("/")
            .asking("Cookie", "sid=abc-123; theme=dark")
            .answering(
                "Set-Cookie",
                "sid=abc-124; Path=/; Domain=shop.example; Expires=Wed, 21 Oct 2026 07:28:00 GMT;"
                    + " Max-Age=3600; SameSite=Lax; Secure; HttpOnly")
            .strict();
    assertThat(Raws.header(exchange, "Cookie")).matches("sid=[a-z]{3}-\\d{3}; theme=[a-z]{4}");
    assertThat(Raws.header(exchange, "Set-Cookie"))
        .matches(
            "sid=[a-z]{3}-\\d{3}; Path=/; Domain=shop.example; Expires=Wed, 21 Oct 2026 07:28:00"
                + " GMT; Max-Age=3600; SameSite=Lax; Secure; HttpOnly");
    assertThat(locations(exchange))
        .containsExactly(
            "request header cookie/sid",
            "request header cookie/theme",
            "response header set-cookie/sid");
  }

  @Test
  void keepsFormsInJson() {
    String body =
        "{\"a\":1e3,\"a\":1.0,\"b\":[true,null,\"\",0,-7,999],\"c d\":12345678901234567890}";
    String sanitised = Raws.responseBody(json(body).strict());
    assertThat(sanitised)
        .matches(
            "\\{\"a\":[1-9]e3,\"a\":[1-9]\\.\\d,\"b\":\\[true,null,\"\",0,-7,999],\"[a-z] [a-z]\":"
                + "[1-9]\\d{19}}");
  }

  @Test
  void passesWhatThePolicyNames() {
    Sanitiser open =
        new Sanitiser(
            new SanitisePolicy(
                Mode.STRICT,
                List.of(
                    "response body /items/*/state", "request query q", "request header x-region"),
                List.of()),
            Raws.KEY);
    Exchange exchange =
        Raws.get("/find?q=shoes&r=shoes")
            .asking("X-Region", "eu-west-1")
            .returning(
                "application/json",
                "{\"items\":[{\"state\":\"PENDING\",\"who\":\"Bob\"},{\"state\":\"bob@x.org\"}]}")
            .by(open);
    assertThat(exchange.getRequest().getTarget())
        .startsWith("/find?q=shoes&r=")
        .doesNotEndWith("shoes");
    assertThat(Raws.header(exchange, "X-Region")).isEqualTo("eu-west-1");
    assertThat(Raws.responseBody(exchange))
        .contains("\"PENDING\"")
        .doesNotContain("Bob", "bob@x.org");
    assertThat(locations(exchange))
        .containsExactly(
            "request query r", "response body /items/*/who", "response body /items/*/state");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          image/png                         | content type is not sanitised
          multipart/form-data; boundary=x   | content is not of its content type
          application/grpc-web              | content type is not sanitised
          application/json                  | content is not of its content type
          """)
  void reducesWhatItCannotUnderstand(String contentType, String because) {
    var body = Raws.get("/").returning(contentType, "{no json").strict().getResponse().getBody();
    assertThat(body.getExtent()).isEqualTo(Extent.EXTENT_REDUCED);
    assertThat(body.getReducedBecause()).isEqualTo(because);
    assertThat(body.getContent().isEmpty()).isTrue();
    assertThat(body.getLength()).isEqualTo(8);
    assertThat(body.getDigest().size()).isEqualTo(16);
  }

  @Test
  void keepsThePrefixOfACutList() {
    String item = "{\"id\":1234567,\"name\":\"some name\"},";
    byte[] captured = Raws.bytes("[" + item.repeat(10) + "{\"id\":12345");
    RawBody cut = new RawBody(captured, 1 + 100L * item.length(), true);
    var body = Raws.get("/").returning("application/json", cut).strict().getResponse().getBody();
    assertThat(body.getExtent()).isEqualTo(Extent.EXTENT_PREFIX);
    assertThat(body.getTruncated()).isTrue();
    assertThat(body.getEstimatedItems()).isBetween(97L, 103L);
    String content = body.getContent().toStringUtf8();
    assertThat(content).endsWith(",{}]");
    assertThat(content.split("\"name\"", -1)).hasSize(11);
  }

  @Test
  void emptiesFreeReasonPhrases() {
    assertThat(StartLine.reason(200, "OK")).isEqualTo("OK");
    assertThat(StartLine.reason(404, "no such user bob")).isEmpty();
    assertThat(StartLine.reason(799, "null")).isEmpty();
  }

  @Test
  void isDeterministicUnderOneKeyAndUnlinkableUnderTwo() {
    Raws raws = Raws.get("/users/1234567");
    Exchange exchange = raws.strict();
    assertThat(raws.by(new Sanitiser(SanitisePolicy.strict(), Raws.KEY))).isEqualTo(exchange);
    Exchange other = raws.by(new Sanitiser(SanitisePolicy.strict(), PseudonymKey.random()));
    assertThat(other.getRequest().getTarget()).isNotEqualTo(exchange.getRequest().getTarget());
    assertThat(other.getSanitisation().getKeyEpoch())
        .isNotEqualTo(exchange.getSanitisation().getKeyEpoch());
  }

  private static Raws json(String body) {
    return Raws.get("/").returning("application/json", body);
  }

  private static List<String> locations(Exchange exchange) {
    return exchange.getSanitisation().getLeavesList().stream().map(Leaf::getLocation).toList();
  }
}
