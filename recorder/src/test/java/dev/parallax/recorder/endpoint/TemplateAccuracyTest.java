package dev.parallax.recorder.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How well mined templates find the routes of a made-up service: grouping accuracy, the share of
 * requests whose endpoint holds all requests of their route, and no other.
 */
class TemplateAccuracyTest {

  private static final String[] ROUTES = {
    "/",
    "/health",
    "/login",
    "/logout",
    "/search",
    "/robots.txt",
    "/static/{asset}",
    "/api/v1/users",
    "/api/v1/users/{int}",
    "/api/v1/users/me",
    "/api/v1/users/{int}/orders",
    "/api/v1/users/{int}/orders/{uuid}",
    "/api/v1/orders",
    "/api/v1/orders/{uuid}",
    "/api/v1/orders/{uuid}/items",
    "/api/v1/orders/{uuid}/items/{int}",
    "/api/v1/products",
    "/api/v1/products/{slug}",
    "/api/v1/products/{slug}/reviews",
    "/api/v1/categories",
    "/api/v1/categories/{int}/products",
    "/api/v1/cart",
    "/api/v1/cart/items",
    "/api/v1/cart/items/{int}",
    "/api/v1/payments/{token}",
    "/api/v1/invoices/{code}",
    "/api/v1/reports/{date}",
    "/api/v1/reports/{date}/summary",
    "/api/v1/geo/{number}",
    "/api/v1/sessions/{hex}",
    "/repos/{word}/{slug}",
    "/repos/{word}/{slug}/issues",
    "/repos/{word}/{slug}/issues/{int}",
    "/u/{word}",
    "/u/{word}/followers",
    "/blog/{slug}",
    "/blog/latest",
    "/img/{image}",
    "/oauth2/token",
    "/oauth2/authorize"
  };

  @ParameterizedTest
  @CsvSource({"1, 500, 0.80", "1, 5000, 0.95", "2, 5000, 0.95", "3, 5000, 0.95", "4, 50000, 0.95"})
  void groupsRequestsByRoute(long seed, int requests, double atLeast) {
    Random random = new Random(seed);
    List<String> routes = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    TemplateMiner miner = new TemplateMiner();
    for (int i = 0; i < requests; i++) {
      String route = ROUTES[zipf(random, ROUTES.length)];
      String path = fill(route, random);
      routes.add(route);
      paths.add(path);
      miner.learn("GET", "shop.example", path);
    }
    EndpointTemplates templates = EndpointTemplates.of(miner.templateSet("shop", 1));
    List<String> endpoints =
        paths.stream()
            .map(path -> Request.newBuilder().setMethod("GET").setTarget(path).build())
            .map(request -> templates.endpointOf(request, "shop.example").getTemplate())
            .toList();
    assertThat(groupingAccuracy(routes, endpoints)).isGreaterThanOrEqualTo(atLeast);
  }

  private static double groupingAccuracy(List<String> routes, List<String> endpoints) {
    Map<String, Set<String>> endpointsOfRoute = new HashMap<>();
    Map<String, Set<String>> routesOfEndpoint = new HashMap<>();
    for (int i = 0; i < routes.size(); i++) {
      endpointsOfRoute.computeIfAbsent(routes.get(i), _ -> new HashSet<>()).add(endpoints.get(i));
      routesOfEndpoint.computeIfAbsent(endpoints.get(i), _ -> new HashSet<>()).add(routes.get(i));
    }
    int right = 0;
    for (int i = 0; i < routes.size(); i++) {
      boolean one = endpointsOfRoute.getOrDefault(routes.get(i), Set.of()).size() == 1;
      right += one && routesOfEndpoint.getOrDefault(endpoints.get(i), Set.of()).size() == 1 ? 1 : 0;
    }
    return right / (double) routes.size();
  }

  private static String fill(String route, Random random) {
    String path = route;
    while (path.contains("{")) {
      String kind = path.substring(path.indexOf('{'), path.indexOf('}') + 1);
      path = path.replaceFirst(Pattern.quote(kind), value(kind, random));
    }
    return path;
  }

  private static String value(String kind, Random random) {
    return switch (kind) {
      case "{int}" -> String.valueOf(1 + zipf(random, 100_000));
      case "{uuid}" -> new UUID(random.nextLong(), random.nextLong()).toString();
      case "{hex}" -> "%016x%08x".formatted(random.nextLong(), random.nextInt());
      case "{token}" -> "tok9a7%s".formatted(Long.toString(random.nextLong() >>> 1, 36));
      case "{code}" -> "INV-%06d".formatted(random.nextInt(1_000_000));
      case "{date}" -> "2026-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28));
      case "{number}" -> "%d.%03d".formatted(random.nextInt(90), random.nextInt(1000));
      case "{word}" -> word(zipf(random, 400));
      case "{slug}" -> word(zipf(random, 300)) + "-" + word(1000 + random.nextInt(3));
      case "{image}" -> random.nextInt(100_000) + ".png";
      case "{asset}" -> "app.%08x%08x.js".formatted(random.nextInt(), random.nextInt(5));
      default -> throw new AssertionError(kind);
    };
  }

  /** Small numbers are frequent. */
  private static int zipf(Random random, int bound) {
    return (int) Math.pow(bound, random.nextDouble()) - 1;
  }

  /** A word for each number, without digits. */
  private static String word(int number) {
    StringBuilder word = new StringBuilder("w");
    for (int rest = number; rest > 0; rest /= 26) {
      word.append((char) ('a' + rest % 26));
    }
    return word.toString();
  }
}
