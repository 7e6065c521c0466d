package dev.parallax.cli.demo.shop;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What is looked at: lists, products, searches, filters. */
final class Browsing {

  private static final int PAGE_SIZE = 20;

  /** What the next build's search can store of a query, in characters. */
  private static final int MAX_STORED = 255;

  private final Catalogue catalogue;
  private final Build build;
  private final Filter filter;

  Browsing(Catalogue catalogue, Build build) {
    this.catalogue = catalogue;
    this.build = build;
    this.filter = new Filter(build, catalogue);
  }

  Answer page(Asked asked) {
    int page = integer(asked.parameter("page"));
    Answer answer =
        Answer.of(
            200,
            json -> {
              json.writeNumberField("page", page);
              json.writeNumberField("total", catalogue.size());
              list(json, catalogue.page(page, PAGE_SIZE));
            });
    return build.has(PlantedFault.LOST_HEADER)
        ? answer
        : answer.with("Cache-Control", "public, max-age=60");
  }

  Answer product(Optional<Integer> id) {
    return id.flatMap(catalogue::product)
        .map(this::shown)
        .orElseGet(() -> Answer.error(404, "no such product"));
  }

  private Answer shown(Product product) {
    return Answer.of(
        200,
        json -> {
          members(json, product);
          if (build.has(PlantedFault.STOCK_TYPE)) {
            json.writeStringField("stock", Integer.toString(product.stock()));
          } else {
            json.writeNumberField("stock", product.stock());
          }
        });
  }

  Answer search(Asked asked) {
    String query = asked.parameter("q");
    if (build.has(PlantedFault.ODD_SEARCH)) {
      remember(query);
    }
    return hits(catalogue.search(query));
  }

  /** The planted fault: a table of queries that somebody made for plain words. */
  private static void remember(String query) {
    boolean basic = query.codePoints().allMatch(Character::isBmpCodePoint);
    if (query.isEmpty() || query.length() > MAX_STORED || !basic) {
      throw new IllegalStateException("the query can't be stored");
    }
  }

  Answer filter(Asked asked) {
    int maxCents = cents(asked.parameter("maxPrice"));
    String category = asked.parameter("category");
    return Catalogue.CATEGORIES.contains(category)
        ? hits(filter.upTo(maxCents, category))
        : Answer.error(404, "no such category");
  }

  private static Answer hits(List<Product> found) {
    return Answer.of(
        200,
        json -> {
          json.writeNumberField("matches", found.size());
          list(json, found.subList(0, Math.min(PAGE_SIZE, found.size())));
        });
  }

  private static void list(JsonGenerator json, List<Product> products) throws IOException {
    json.writeArrayFieldStart("items");
    for (Product product : products) {
      json.writeStartObject();
      members(json, product);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void members(JsonGenerator json, Product product) throws IOException {
    json.writeNumberField("id", product.id());
    json.writeStringField("name", product.name());
    json.writeStringField("category", product.category());
    json.writeNumberField("price", product.price());
  }

  private static int integer(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new BadRequest("a page is a number");
    }
  }

  private static int cents(String price) {
    try {
      return new BigDecimal(price).movePointRight(2).intValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new BadRequest("a price is a number such as 49.90");
    }
  }
}
