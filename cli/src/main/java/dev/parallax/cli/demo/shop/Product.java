package dev.parallax.cli.demo.shop;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What the shop sells.
 *
 * @param id its rank by sales, from 1
 */
record Product(int id, String name, String category, int priceCents, int stock) {

  private static final long SEED = 0x5eed_0f_5a1e5L;
  private static final int MIN_CENTS = 4_99;
  private static final int MAX_CENTS = 499_00;
  private static final int MAX_STOCK = 250;

  /** The same product for the same rank, however many there are. */
  static Product ofRank(int id) {
    SplittableRandom random = new SplittableRandom(SEED + 0x9e3779b97f4a7c15L * id);
    String category = pick(Catalogue.CATEGORIES, random);
    String name =
        "%s %s %s"
            .formatted(
                pick(Catalogue.STYLES, random),
                pick(Catalogue.MATERIALS, random),
                category.substring(0, category.length() - 1));
    return new Product(
        id,
        name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
        category,
        random.nextInt(MIN_CENTS, MAX_CENTS),
        random.nextInt(MAX_STOCK));
  }

  BigDecimal price() {
    return money(priceCents);
  }

  static BigDecimal money(long cents) {
    return BigDecimal.valueOf(cents, 2);
  }

  private static String pick(List<String> words, SplittableRandom random) {
    return words.get(random.nextInt(words.size()));
  }
}
