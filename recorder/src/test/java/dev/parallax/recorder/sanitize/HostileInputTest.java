package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.recorder.raw.RawBody;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever comes, an exchange comes out. */
class HostileInputTest {

  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/x-www-form-urlencoded",
          "text/html; charset=utf-16",
          "application/x-ndjson",
          "text/plain",
          "",
          ";;;",
          "application/vnd.x+json; charset=\"",
          "text/html",
          "application/xml",
          "image/svg+xml; charset=iso-8859-1",
          "text/csv",
          "text/tab-separated-values; charset=utf-16le",
          "multipart/form-data; boundary=b",
          "multipart/mixed; boundary=\"",
          "application/graphql");

  private static final List<String> SEEDS =
      List.of(
          "{\"a\":[1,2.5e-3,\"x\\u0040y\",{\"b\":null}],\"c\":\"{\\\"d\\\":[]}\"}",
          "a=1&b=%41%zz&&=&c=+",
          "bob@x.org 4111-1111-1111-1111 +49 170 1234567 DE89370400440532013000 ::1 1.2.3.4",
          "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
          "Basic Ym9iOnB3",
          "sid=\"a;b=c\"; =; ;;",
          "2024-02-30T25:61:61.9Z",
          "<?xml version=\"1.0\"?><a x:b='1' c=\"&#64;\"><!-- d --><![CDATA[e]]>f</a>",
          "<!DOCTYPE html><p class=a title='b&amp;c'>d<br/><script>e</script><!--f--><a href=/g?h=1>",
          "<script type=application/json>{\"a\":1}</script><textarea></title><svg><![CDATA[",
          "id,who\r\n1234,\"a \"\"b\"\"\r\nc\"\r\n2,\r\n",
          "--b\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b.txt\"\r\n\r\nc\r\n--b--\r\n",
          "--b\r\nContent-Transfer-Encoding: base64\r\nContent-Type: text/csv\r\n\r\nYSxi\r\n--b--",
          "query Q($a: [B!] = 1) { c(d: \"e\", f: {g: [1.5, H]}) @i { ... on J { k } } } # l",
          "data:text/plain;base64,Ym9iQHgub3Jn",
          "bob%2540x.org",
          "626f6240782e6f7267626f62",
          "\ud800\udfff \udc00",
          "http://[::1%25eth0]:99999/;;=;/%/?#",
          "-",
          "0",
          "-0",
          "1e",
          "+",
          "((((((((((",
          "@.@.@",
          "0000000000000000000000000000000000000000000000000000000000000000000001");

  @Test
  void sanitisesWhateverComes() {
    for (Sanitiser sanitiser : List.of(Raws.STRICT, Raws.DETECT)) {
      Properties.forAll(
          1500,
          HostileInputTest::hostile,
          raws -> {
            Exchange exchange = raws.by(sanitiser);
            assertThat(exchange.getRequest().getHeadersList())
                .allSatisfy(one -> assertThat(one.getValue()).doesNotContain("\r", "\n", "\0"));
            if (sanitiser == Raws.STRICT) {
              assertThat(exchange.toByteString().toString(StandardCharsets.ISO_8859_1))
                  .doesNotContain("bob@x.org", "4111-1111-1111-1111", "DE89370400440532013000");
            }
          });
    }
  }

  @Test
  void recordsNoLineEndInAHeader() {
    assertThat(Raws.header(Raws.get("/").asking("X-A", "b\r\nHost: evil").strict(), "X-A"))
        .isEqualTo("unreadable");
  }

  @Test
  void survivesDepthAndLength() {
    assertThat(
            Raws.get("/" + "a/".repeat(20_000) + "?" + "x=1&".repeat(20_000))
                .asking("Cookie", "=;".repeat(20_000))
                .returning("application/json", "[".repeat(100_000))
                .strict()
                .getResponse()
                .getBody()
                .getReducedBecause())
        .isEqualTo("content is not of its content type");
    assertThat(
            Raws.responseBody(
                Raws.get("/").returning("text/plain", "eyJ.@.1-1:a:DE12 ".repeat(40_000)).strict()))
        .hasSize(17 * 40_000);
  }

  /** In nesting, each value has as many indices as there are lists around it. */
  @Test
  void tellsOfNoMoreItemsThanItsMemoryAllows() {
    for (int depth : List.of(60, 900)) {
      String nested = "[".repeat(depth) + "1000,".repeat(20_000) + "1000" + "]".repeat(depth);
      assertThat(
              Raws.get("/")
                  .returning("application/json", nested)
                  .strict()
                  .getResponse()
                  .getBody()
                  .getReducedBecause())
          .isEqualTo("too many values");
    }
  }

  @Test
  void tellsOfNoMorePlacesThanItsMemoryAllows() {
    String flat =
        IntStream.range(0, 70_000)
            .mapToObj(i -> "\"k%d\":\"some text\"".formatted(i))
            .collect(Collectors.joining(",", "{", "}"));
    assertThat(
            Raws.get("/")
                .returning("application/json", flat)
                .strict()
                .getResponse()
                .getBody()
                .getReducedBecause())
        .isEqualTo("too many values");
  }

  @ParameterizedTest
  @CsvSource({"application/x-www-form-urlencoded, a=x&", "application/x-ndjson, '[\"a\"]\n'"})
  void keepsNoMoreLeavesThanItsMemoryAllows(String type, String piece) {
    Exchange exchange = Raws.get("/").returning(type, piece.repeat(400_000)).strict();
    assertThat(exchange.getResponse().getBody().getReducedBecause()).isNotEmpty();
    assertThat(exchange.getSanitisation().getLeavesCount()).isLessThanOrEqualTo(Leaves.MAX);
  }

  private static Raws hostile(RandomGenerator random) {
    byte[] body = mutated(random).getBytes(StandardCharsets.UTF_8);
    boolean cut = random.nextBoolean();
    Raws raws =
        Raws.get("/" + mutated(random))
            .method(pick(random, List.of("GET", "CONNECT", "", "get")))
            .authority(mutated(random))
            .returning(pick(random, TYPES), new RawBody(body, body.length + (cut ? 100 : 0), cut));
    for (HeaderRule rule : HeaderRule.values()) {
      raws.asking(rule.name().toLowerCase(Locale.ROOT).replace('_', '-'), mutated(random));
    }
    for (String name :
        List.of(
            "authorization",
            "host",
            "referer",
            "range",
            "date",
            "content-disposition",
            mutated(random))) {
      raws.answering(name, mutated(random));
    }
    return raws;
  }

  private static String mutated(RandomGenerator random) {
    StringBuilder text = new StringBuilder(pick(random, SEEDS));
    int edits = random.nextInt(6);
    for (int i = 0; i < edits; i++) {
      int at = random.nextInt(text.length() + 1);
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, (char) random.nextInt(0x10000));
        case 1 -> text.setLength(at);
        case 2 -> text.insert(at, pick(random, SEEDS));
        default -> text.insert(at, (char) random.nextInt(0x80));
      }
    }
    return text.toString();
  }

  private static <T> T pick(RandomGenerator random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
