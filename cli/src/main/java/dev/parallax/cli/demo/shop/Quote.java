package dev.parallax.cli.demo.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a cart would cost, in cents. Nothing is reserved, and nothing is written down.
 *
 * @param discount from three pieces on
 * @param tax of what is left after the discount
 */
record Quote(List<Line> lines, long subtotal, long discount, long tax) {

  private static final int TAX_PERCENT = 19;
  private static final int DISCOUNT_FROM = 3;
  private static final int DISCOUNT_DIVISOR = 20;

  /** So many of one product. */
  record Line(Product product, int quantity) {
    long cents() {
      return (long) product.priceCents() * quantity;
    }
  }

  /** Empty if the catalogue lacks one of the products. */
  static Optional<Quote> of(List<CartItem> items, Catalogue catalogue, Build build) {
    List<Line> lines = new ArrayList<>();
    for (CartItem item : items) {
      Optional<Product> product = catalogue.product(item.productId());
      if (product.isEmpty()) {
        return Optional.empty();
      }
      lines.add(new Line(product.get(), item.quantity()));
    }
    long subtotal = lines.stream().mapToLong(Line::cents).sum();
    int pieces = lines.stream().mapToInt(Line::quantity).sum();
    long discount = pieces < DISCOUNT_FROM ? 0 : subtotal / DISCOUNT_DIVISOR;
    return Optional.of(new Quote(lines, subtotal, discount, tax(subtotal - discount, build)));
  }

  /** Half a cent and more is a cent; in the build with the planted fault, it is nothing. */
  private static long tax(long net, Build build) {
    long rounding = build.has(PlantedFault.PRICE_ROUNDING) ? 0 : 50;
    return (net * TAX_PERCENT + rounding) / 100;
  }

  long total() {
    return subtotal - discount + tax;
  }
}
