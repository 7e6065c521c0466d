package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Sanitisation.Mode;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is nobody's passes as it is where it may, and in detect mode: no detector takes it. */
class BenignTest {

  private static final Sanitiser OPEN =
      new Sanitiser(
          new SanitisePolicy(Mode.STRICT, List.of("response body /*/*"), List.of()), Raws.KEY);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          orderId      | 48210007
          orderId      | 100000000007
          orderId      | ORD-2024-000123
          orderId      | 3-4567-89
          invoice      | RE-2024/0815-17
          sku          | SKU-AB12CD34EF-XL-2024
          sku          | PROD-7F3K9Q2M-A1B2C3D4-EU
          sku          | WH-1000XM4/B
          ean          | 4006381333931
          ean          | 4000000000006
          gtin14       | 30000000000004
          barcode      | 36000000000008
          isbn         | 978-3-16-148410-0
          serial       | C02XK1ZWJGH5
          id           | 550e8400-e29b-41d4-a716-446655440000
          id           | 01ARZ3NDEKTSV4RRFFQ69G5FAV
          id           | 507f1f77bcf86cd799439011
          commit       | da39a3ee5e6b4b0d3255bfef95601890afd80709
          commit       | da39a3e
          etag         | W/"686897696a7c876b7e"
          integrity    | sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC
          digest       | sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
          trace        | 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
          etag         | 8f14e45fceea167a5a36dedd4bea2543
          traceId      | 4bf92f3577b34da6a3ce929d0e0e4736
          version      | 8f14e45fceea167a5a36dedd4bea2543
          version      | 1.2.3.4
          version      | 1.20.33.104-beta
          firmware     | 203.0.113.9
          buildNumber  | 10.0.19045.22
          userAgent    | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36
          version      | 1.2.3
          version      | 1.2.3-beta.1+build.5
          version      | v2024.11.26-rc1
          createdAt    | 2024-02-29T23:59:59.123+01:00
          createdAt    | 2024-02-29 23:59:59
          createdAt    | 20240229T235959Z
          createdAt    | 1700000000000
          date         | 29.02.2024
          time         | 10:30:00
          period       | 2024-01-01/2024-12-31
          price        | 19.95
          price        | 1,234.56
          total        | 1 234 567,89 EUR
          range        | 10.5000 - 20.5000
          size         | 1920x1080
          mime         | application/vnd.api+json; charset=utf-8
          colour       | #ff8800
          colour       | rgba(255, 136, 0, 0.5)
          host         | api.shop.example:8443
          url          | https://cdn.shop.example/assets/img/brass-desk-lamp-2024-large.jpg?w=1200
          path         | /api/v2/products/summer-2024-collection/items
          image        | data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==
          name         | Brass desk lamp, 40 W
          title        | Linen napkins, set of four (12 x 12 in)
          product      | iPhone 15 Pro Max 256GB
          description  | Password protected. Basic and bearer options; see section 4.2.1 of the manual.
          note         | leave at the door, ring 2 times
          state        | PENDING_REVIEW
          class        | com.example.shop.OrderServiceImpl$Handler2
          pod          | checkout-7d9f8b6c5d-x2k9p
          region       | eu-west-1
          arn          | arn:aws:s3:::shop-assets-2024
          locale       | de-DE
          expression   | a == b && c <= 10
          css          | margin:0 auto;width:100%
          phase        | 1-2-3
          score        | 99.5 %
          ratio        | 16:9
          capacity     | 12 units
          hotel        | Adlon
          flat         | yes
          addressType  | billing
          nextPage     | 2
          currency     | EUR
          lang         | de-DE,de;q=0.9,en-US;q=0.8
          cron         | */5 * * * *
          grid         | 12-34-56
          """)
  void passes(String name, String value) {
    String body = "{\"a\":{\"%s\":\"%s\"}}".formatted(name, value.replace("\"", "\\\""));
    for (Sanitiser sanitiser : List.of(OPEN, Raws.DETECT)) {
      Exchange exchange = Raws.get("/").returning("application/json", body).by(sanitiser);
      assertThat(Raws.responseBody(exchange)).isEqualTo(body);
      assertThat(leaves(exchange)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "id, 48210007",
    "id, 1700000000000",
    "id, 12345678901",
    "price, 19.95",
    "price, 52.5200",
    "x, 1e6",
    "stock, 100000",
    "size, 4503599627370495",
    "ean, 4222222222222",
    "gtin, 30569309025904"
  })
  void passesNumbers(String name, String value) {
    String body = "{\"a\":{\"%s\":%s}}".formatted(name, value);
    for (Sanitiser sanitiser : List.of(OPEN, Raws.DETECT)) {
      Exchange exchange = Raws.get("/").returning("application/json", body).by(sanitiser);
      assertThat(Raws.responseBody(exchange)).isEqualTo(body);
    }
  }

  /** What an address or a card is, is one where the name tells of a thing, too. */
  @ParameterizedTest
  @CsvSource({
    "version, seen at 203.0.113.9",
    "version, 2001:db8::1",
    "ean, 4111111111111111",
    "ean, bob@x.org",
    "commit, AKIAIOSFODNN7EXAMPLE",
    "etag, kGf7Qx2LpZ9vTr4mWs8nBd3h",
    "note, 1.2.3.4",
    "note, 4222222222222",
    "note, 8f14e45fceea167a5a36dedd4bea2543",
    "passwordDigest, 8f14e45fceea167a5a36dedd4bea2543"
  })
  void takesWhatItsNameDoesNotExplain(String name, String value) {
    String body = "{\"a\":{\"%s\":\"%s\"}}".formatted(name, value);
    for (Sanitiser sanitiser : List.of(OPEN, Raws.DETECT)) {
      Exchange exchange = Raws.get("/").returning("application/json", body).by(sanitiser);
      assertThat(Raws.responseBody(exchange)).isNotEqualTo(body);
    }
  }

  /** Digits at random are cards, or numbers of a state, now and then: how often is said here. */
  @Test
  void takesFewDigitsAtRandom() {
    Random random = new Random(20_260_101);
    StringBuilder json = new StringBuilder("[[0");
    for (int i = 0; i < 20_000; i++) {
      long bound = (long) Math.pow(10, 7 + i % 10);
      json.append(',').append(bound / 10 + random.nextLong(bound - bound / 10));
    }
    String body = json.append("]]").toString();
    Exchange exchange = Raws.get("/").returning("application/json", body).by(OPEN);
    String[] was = body.split(",", -1);
    String[] is = Raws.responseBody(exchange).split(",", -1);
    long changed =
        Stream.iterate(0, i -> i < was.length, i -> i + 1)
            .filter(i -> !was[i].equals(is[i]))
            .count();
    assertThat(changed).isLessThan(was.length / 100);
  }

  private static List<String> leaves(Exchange exchange) {
    return exchange.getSanitisation().getLeavesList().stream()
        .filter(leaf -> leaf.getLocation().startsWith("response body"))
        .map(leaf -> leaf.getLocation() + ' ' + leaf.getKind())
        .toList();
  }
}
