package dev.parallax.cli.demo.shop;

import java.util.regex.Pattern;

/**
 * What is wrong with the shop's next build. Each fault is at an endpoint of its own, so that a
 * report tells them apart.
 */
public enum PlantedFault {
  QUADRATIC_FILTER(
      "a filter that is fine on ten products, and quadratic on many",
      "GET /catalogue/filter",
      "",
      ""),
  STOCK_TYPE("a stock count that became a string", "GET /products/{id}", "body /stock", "TYPE"),
  PRICE_ROUNDING(
      "a tax that is cut to whole cents, not rounded",
      "POST /cart/quote",
      "body /(tax|total)",
      "VALUE"),
  ODD_SEARCH(
      "a search that breaks on emoji, on an empty query and on one of 400 characters",
      "GET /search",
      "status",
      "VALUE"),
  LOST_HEADER(
      "a product list that may no longer be cached",
      "GET /products",
      "header cache-control",
      "MISSING");

  /** How a report shows a fault. */
  public sealed interface Evidence {}

  /** The candidate fails the latency gate at this endpoint. */
  public record Slower() implements Evidence {}

  /**
   * A finding.
   *
   * @param location regular expression over the whole location
   * @param kind as {@code report.json} names it
   */
  public record Differs(Pattern location, String kind) implements Evidence {

    /** Whether a finding is this one. */
    public boolean matches(String foundAt, String foundKind) {
      return kind.equals(foundKind) && location.matcher(foundAt).matches();
    }
  }

  private final String sentence;
  private final String endpoint;
  private final String location;
  private final String kind;

  /**
   * @param location of the finding; empty for one that shows in response times
   */
  PlantedFault(String sentence, String endpoint, String location, String kind) {
    this.sentence = sentence;
    this.endpoint = endpoint;
    this.location = location;
    this.kind = kind;
  }

  /** What it is, for people: a phrase. */
  public String sentence() {
    return sentence;
  }

  /** Where it is, as reports name endpoints. */
  public String endpoint() {
    return endpoint;
  }

  public Evidence evidence() {
    return location.isEmpty() ? new Slower() : new Differs(Pattern.compile(location), kind);
  }
}
