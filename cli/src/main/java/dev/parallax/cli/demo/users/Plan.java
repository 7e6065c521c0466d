package dev.parallax.cli.demo.users;

import dev.parallax.cli.demo.secrets.PlantedSecrets;
import dev.parallax.cli.demo.shop.Catalogue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What one visit does, and when: browse, filter, search, look at products, ask for a price, and
 * perhaps sign in and order. Drawn from its random numbers alone. Confined to one thread.
 */
final class Plan {

  private static final int MEMBERS_IN_TEN = 3;
  private static final int LONG_QUERY = 400;
  private static final List<String> EMOJI = List.of("🪑", "💡 lamp", "oak 🌳 table", "🛋️");

  private final Traffic traffic;
  private final Zipf popularity;
  private final RandomGenerator random;
  private final List<Step> steps = new ArrayList<>();
  private Duration after = Duration.ZERO;

  private Plan(Traffic traffic, Zipf popularity, RandomGenerator random) {
    this.traffic = traffic;
    this.popularity = popularity;
    this.random = random;
  }

  /** Most users; some of them sign in and order. */
  static List<Step> usual(
      Traffic traffic, Zipf popularity, PlantedSecrets secrets, RandomGenerator random) {
    Plan plan = new Plan(traffic, popularity, random);
    plan.lookAround();
    String cart = plan.fillCart();
    if (random.nextInt(10) < MEMBERS_IN_TEN) {
      plan.order(Shopper.of(random, secrets), cart);
    }
    return plan.steps;
  }

  /** Users who type what no developer thought of, and follow links to what was never there. */
  static List<Step> odd(
      Traffic traffic, Zipf popularity, PlantedSecrets secrets, RandomGenerator random) {
    Plan plan = new Plan(traffic, popularity, random);
    Shopper shopper = Shopper.of(random, secrets);
    plan.lookAround();
    plan.search(plan.pick(EMOJI));
    plan.search("");
    plan.search(plan.longQuery());
    plan.search(shopper.name());
    plan.search(shopper.email());
    plan.get("/products/" + (traffic.products() + random.nextInt(1, 100)), 404);
    plan.get("/catalogue/filter?category=lamps&maxPrice=cheap", 400);
    plan.order(shopper, plan.fillCart());
    return plan.steps;
  }

  private void lookAround() {
    int pages = random.nextInt(1, 4);
    for (int page = 1; page <= pages; page++) {
      get("/products?page=" + page, 200);
    }
    filter();
    if (random.nextInt(4) == 0) {
      filter();
    }
    search(pick(Catalogue.MATERIALS) + (random.nextBoolean() ? "" : ' ' + pick(nouns())));
    for (int i = random.nextInt(2, 6); i > 0; i--) {
      get("/products/" + popularity.draw(random), 200);
    }
  }

  /** And asks what it would cost. */
  private String fillCart() {
    String cart = cart(random.nextInt(1, 4));
    post("/cart/items", "{\"items\":" + cart + '}', 201);
    post("/cart/quote", "{\"lines\":" + cart + '}', 200);
    if (random.nextBoolean()) {
      post("/cart/quote", "{\"lines\":" + cart(random.nextInt(1, 3)) + '}', 200);
    }
    return cart;
  }

  private void order(Shopper shopper, String cart) {
    post(
        "/login",
        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(shopper.email(), shopper.password()),
        200);
    get("/account", 200);
    post(
        "/orders",
        """
        {"name":"%s","email":"%s","phone":"%s","street":"%s","card":"%s","items":%s}"""
            .formatted(
                shopper.name(),
                shopper.email(),
                shopper.phone(),
                shopper.street(),
                shopper.card(),
                cart),
        201);
  }

  private String cart(int lines) {
    return IntStream.range(0, lines)
        .mapToObj(
            _ ->
                "{\"productId\":%d,\"quantity\":%d}"
                    .formatted(popularity.draw(random), random.nextInt(1, 4)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private void filter() {
    String price = String.format(Locale.ROOT, "%d.90", random.nextInt(20, 400));
    get("/catalogue/filter?category=" + pick(Catalogue.CATEGORIES) + "&maxPrice=" + price, 200);
  }

  private void search(String query) {
    get("/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8), 200);
  }

  private String longQuery() {
    StringBuilder query = new StringBuilder();
    while (query.length() < LONG_QUERY) {
      query.append(pick(Catalogue.STYLES)).append(' ').append(pick(nouns())).append(' ');
    }
    return query.substring(0, LONG_QUERY);
  }

  private static List<String> nouns() {
    return Catalogue.CATEGORIES.stream()
        .map(category -> category.substring(0, category.length() - 1))
        .toList();
  }

  private void get(String target, int status) {
    add("GET", target, "", status);
  }

  private void post(String target, String body, int status) {
    add("POST", target, body, status);
  }

  private void add(String method, String target, String body, int status) {
    steps.add(new Step(after, method, target, body, status));
    long pauseNanos =
        random.nextLong(traffic.shortestPause().toNanos(), traffic.longestPause().toNanos());
    after = after.plusNanos(pauseNanos);
  }

  private String pick(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
