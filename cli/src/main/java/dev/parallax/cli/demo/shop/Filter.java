package dev.parallax.cli.demo.shop;

import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;

/** The products of a category up to a price, the dearest first. */
final class Filter {

  private final Build build;
  private final Catalogue catalogue;

  Filter(Build build, Catalogue catalogue) {
    this.build = build;
    this.catalogue = catalogue;
  }

  List<Product> upTo(int maxCents, String category) {
    return build.has(PlantedFault.QUADRATIC_FILTER)
        ? byIndex(maxCents, category)
        : catalogue.category(category).stream()
            .filter(product -> product.priceCents() <= maxCents)
            .toList();
  }

  /**
   * The planted fault: a linked list that is read by index, each time from its nearer end. The same
   * answer, in time that grows with the square of the catalogue.
   */
  @SuppressWarnings("JdkObsolete")
  private List<Product> byIndex(int maxCents, String category) {
    List<Product> all = new LinkedList<>(catalogue.dearestFirst());
    List<Product> found = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Product product = all.get(i);
      if (product.category().equals(category) && product.priceCents() <= maxCents) {
        found.add(product);
      }
    }
    return found;
  }
}
