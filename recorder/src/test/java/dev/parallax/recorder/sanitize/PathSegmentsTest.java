package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Template;
import dev.parallax.recorder.endpoint.LearnedWords;
import dev.parallax.recorder.endpoint.LivePaths;
import dev.parallax.recorder.endpoint.PathHints;
import dev.parallax.recorder.grpc.ShopDescriptors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables are the specification of which segment passes. */
class PathSegmentsTest {

  private final LearnedWords learned = new LearnedWords();
  private final PathSegments rule =
      new PathSegments(
          new PathTemplates(List.of("/catalogue/{sku}/sheet-9000", "/site/**", "!/cart/{step}")),
          ShopDescriptors.descriptors(),
          learned);

  @ParameterizedTest
  @CsvSource({
    // path, whether its last segment passes before anything was learned
    "/, true",
    "/api, true",
    "/api/v1, true",
    "/api/v27, true",
    "/index.html, true",
    "/favicon.ico, true",
    "/robots.txt, true",
    "/api/orders, true",
    "/api/orders/search, true",
    "/weather/forecast, true",
    // Integers: small ones, as everywhere.
    "/orders/7, true",
    "/orders/999, true",
    "/orders/1000, false",
    "/orders/007, false",
    "/users/7, true",
    "/customers/42, true",
    "/customers/4200, false",
    // Languages of countries.
    "/en-GB, true",
    "/pt_br/help, true",
    "/xx-GB, false",
    "/en-alice, false",
    // The vocabulary passes wherever it stands, and no other word does.
    "/users/me, true",
    "/users/current, true",
    "/checkout/place-order, false",
    "/hello, false",
    "/hello/alice, false",
    "/orders/blue, false",
    "/products/laptop, false",
    "/users/alice, false",
    "/status/detailed, false",
    "/assets/main.css, true",
    "/assets/alice.css, false",
    "/about-us, false",
    "/alice@example.org, false",
    "/qzkxvjwpqhtg, false",
    "/550e8400-e29b-41d4-a716-446655440000, false",
    // The policy's templates; what only keeps words apart lets none pass.
    "/catalogue/9001/sheet-9000, true",
    "/catalogue/9001, false",
    "/site/alice, true",
    "/site/x/9000, true",
    "/site/alice@example.org, false",
    "/site/x/4111111111111111, false",
    "/cart/giftwrap, false",
    // Services and methods that descriptors know, behind a base path too.
    "/shop.v1.Catalogue/Watch, true",
    "/users/shop.v1.Catalogue/Watch, true",
    "/shop.v1.Catalogue, false",
    "/shop.v1.Catalogue/Watch/shop.v1.Catalogue, false",
    "/users/Watch, false",
  })
  void passes(String path, boolean passes) {
    assertThat(lastPasses(path)).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource({
    // path, whether its last segment passes once it was seen in how many sessions
    "/checkout/place-order, 20, true",
    "/checkout/place-order, 19, false",
    "/hello, 20, true",
    "/assets/main-page.css, 20, true",
    "/products/laptop, 20, true",
    "/api/v2/k8s, 20, true",
    "/Hello/World, 20, true",
    // What is recognised, or announced, never does.
    "/users/alice, 500, false",
    "/u/alice, 500, false",
    "/profile/alice, 500, false",
    "/by-name/smith, 500, false",
    "/search/smith, 500, false",
    "/password/reset/abcdef, 500, false",
    "/address/bakerstreet, 500, false",
    "/~alice, 500, false",
    "/@alice, 500, false",
    "/jane.doe, 500, false",
    "/alice@example.org, 500, false",
    "/about us, 500, false",
    "/qzkxvjwpqhtg, 500, false",
    "/a1b2c3d4, 500, false",
    "/orders/1000, 500, false",
    "/4111111111111111, 500, false",
    "/thisisaverylongwordofmorethanthirtytwocharacters, 500, false",
  })
  void learns(String path, int sessions, boolean passes) {
    LivePaths paths = new LivePaths(learned, rule, PathHints.none());
    for (int i = 0; i < 600; i++) {
      String session = "s-" + i % sessions;
      paths.learn("GET", "shop.example", path, () -> session);
    }
    paths.mine();
    assertThat(lastPasses(path)).isEqualTo(passes);
    assertThat(lastPasses("/elsewhere" + path)).isFalse();
  }

  @Test
  void aWordThatIsAValueDoesNotPassHoweverOftenItIsSeen() {
    LivePaths paths = new LivePaths(learned, rule, PathHints.none());
    for (int i = 0; i < 3_000; i++) {
      String session = "s-" + i;
      String value = "value" + (char) ('a' + i % 25) + (char) ('a' + i % 7);
      paths.learn("GET", "shop.example", "/things/" + value, () -> session);
    }
    paths.mine();
    assertThat(lastPasses("/things/valueaa")).isFalse();
    assertThat(paths.templates())
        .extracting(Template::getPattern)
        .containsExactly("/things/{name}");
  }

  private boolean lastPasses(String path) {
    String[] segments = path.split("/", -1);
    return rule.rule(segments, segments.length - 1) != null;
  }
}
