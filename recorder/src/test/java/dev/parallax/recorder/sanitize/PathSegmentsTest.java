package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.recorder.grpc.ShopDescriptors;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table is the specification of which segment passes. */
class PathSegmentsTest {

  private final PathSegments rule =
      new PathSegments(
          new PathTemplates(List.of("/catalogue/{sku}/sheet-9000", "/site/**")),
          ShopDescriptors.descriptors());

  @ParameterizedTest
  @CsvSource({
    // path, whether its last segment passes
    "/, true",
    "/api, true",
    "/api/v1, true",
    "/api/v27, true",
    "/index.html, true",
    "/favicon.ico, true",
    "/robots.txt, true",
    "/api/orders, true",
    "/api/orders/search, true",
    "/checkout/place-order, true",
    "/weather/forecast, true",
    // Integers: small ones, as everywhere.
    "/orders/7, true",
    "/orders/999, true",
    "/orders/1000, false",
    "/orders/007, false",
    "/users/7, true",
    "/customers/42, true",
    "/customers/4200, false",
    // After a collection or people stands a value.
    "/orders/blue, false",
    "/products/laptop, false",
    "/users/alice, false",
    "/users/me, true",
    "/users/current, true",
    "/users/count, true",
    "/u/alice, false",
    "/profile/alice, false",
    "/by-name/smith, false",
    "/search/smith, false",
    "/password/reset/abcdef, false",
    "/~alice, false",
    // Words that end in s are not all plurals.
    "/status/detailed, true",
    "/address/bakerstreet, false",
    // Files of the site.
    "/assets/main.css, true",
    "/assets/alice.json, false",
    "/css/site.css, true",
    "/images/logo.png, true",
    "/images/alice, false",
    "/docs/intro.html, true",
    "/static/app.js, true",
    // Not words.
    "/about-us, true",
    "/about us, false",
    "/alice@example.org, false",
    "/a1b2c3, false",
    "/qzkxvjwpqhtg, false",
    "/deadbeef, true",
    "/550e8400-e29b-41d4-a716-446655440000, false",
    "/thisisaverylongwordofmorethanthirtytwocharacters, false",
    // The policy's templates.
    "/catalogue/9001/sheet-9000, true",
    "/catalogue/9001, false",
    "/site/alice@example.org, true",
    // Services and methods that descriptors know, behind a base path too.
    "/shop.v1.Catalogue/Watch, true",
    "/users/shop.v1.Catalogue/Watch, true",
    "/shop.v1.Catalogue, false",
    "/shop.v1.Catalogue/Watch/shop.v1.Catalogue, false",
    "/users/Watch, false",
  })
  void passes(String path, boolean passes) {
    String[] segments = path.split("/", -1);
    assertThat(rule.rule(segments, segments.length - 1) != null).isEqualTo(passes);
  }
}
