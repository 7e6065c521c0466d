package dev.parallax.cli.demo.shop;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All products of one shop, by rank. Immutable.
 *
 * <p>A smaller catalogue is the best-selling part of a larger one: same ids, same products. So
 * staging can hold a tenth of the data, and most of what users ask for.
 */
public final class Catalogue {

  /** In the plural; a product's name ends with its category's singular. */
  public static final List<String> CATEGORIES =
      List.of("lamps", "chairs", "tables", "carpets", "mirrors", "clocks", "pillows", "baskets");

  public static final List<String> STYLES =
      List.of(
          "plain", "round", "tall", "small", "folding", "antique", "modern", "striped", "painted");

  public static final List<String> MATERIALS =
      List.of("brass", "oak", "linen", "glass", "steel", "rattan", "marble", "walnut", "cotton");

  private final List<Product> products;
  private final List<Product> dearestFirst;
  private final Map<String, List<Product>> byCategory;
  private final Map<String, List<Product>> byWord;

  private Catalogue(List<Product> products) {
    this.products = products;
    this.dearestFirst =
        products.stream().sorted(Comparator.comparingInt(Product::priceCents).reversed()).toList();
    this.byCategory = dearestFirst.stream().collect(Collectors.groupingBy(Product::category));
    this.byWord =
        products.stream()
            .flatMap(product -> words(product.name()).map(word -> Map.entry(word, product)))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  /** The {@code products} that sell best. */
  public static Catalogue ofSize(int products) {
    return new Catalogue(IntStream.rangeClosed(1, products).mapToObj(Product::ofRank).toList());
  }

  public int size() {
    return products.size();
  }

  /** Empty if the id is not in this catalogue. */
  Optional<Product> product(int id) {
    return id < 1 || id > size() ? Optional.empty() : Optional.of(products.get(id - 1));
  }

  List<Product> dearestFirst() {
    return dearestFirst;
  }

  /** From 1; empty behind the last one. */
  List<Product> page(int page, int size) {
    long from = (page - 1L) * size;
    return from < 0 || from >= size()
        ? List.of()
        : products.subList((int) from, (int) Math.min(size(), from + size));
  }

  /** The dearest first; empty if there is no such category. */
  List<Product> category(String name) {
    return byCategory.getOrDefault(name, List.of());
  }

  /** Whose names hold all words of the query, best-selling first; all for no words. */
  List<Product> search(String query) {
    List<String> wanted = words(query).toList();
    return wanted.isEmpty()
        ? products
        : byWord.getOrDefault(wanted.getFirst(), List.of()).stream()
            .filter(product -> words(product.name()).toList().containsAll(wanted))
            .toList();
  }

  private static Stream<String> words(String text) {
    return Stream.of(text.toLowerCase(Locale.ROOT).split("\\s+", -1))
        .filter(word -> !word.isEmpty());
  }
}
