package dev.parallax.cli.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatalogueTest {

  private static final Catalogue PRODUCTION = Catalogue.ofSize(50_000);
  private static final Catalogue STAGING = Catalogue.ofSize(5_000);

  @Test
  void isTheSameEachTime() {
    assertThat(Catalogue.ofSize(500).page(1, 500)).isEqualTo(Catalogue.ofSize(500).page(1, 500));
  }

  @Test
  void smallerOneIsTheBestSellingPartOfALargerOne() {
    assertThat(STAGING.page(1, 5_000)).isEqualTo(PRODUCTION.page(1, 5_000));
    assertThat(STAGING.product(5_000)).isPresent().isEqualTo(PRODUCTION.product(5_000));
    assertThat(STAGING.product(5_001)).isEmpty();
    assertThat(PRODUCTION.product(5_001)).isPresent();
    assertThat(STAGING.product(0)).isEmpty();
  }

  @Test
  void pagesEndWithTheLastProduct() {
    assertThat(STAGING.page(250, 20)).hasSize(20);
    assertThat(STAGING.page(251, 20)).isEmpty();
    assertThat(STAGING.page(0, 20)).isEmpty();
    assertThat(Catalogue.ofSize(25).page(2, 20)).hasSize(5);
  }

  @Test
  void searchWantsAllWords() {
    assertThat(STAGING.search("Brass  LAMP"))
        .isNotEmpty()
        .allMatch(product -> product.name().contains("brass"))
        .allMatch(product -> product.name().endsWith("lamp"));
    assertThat(STAGING.search("gxsqv")).isEmpty();
    assertThat(STAGING.search("")).hasSize(5_000);
  }

  @Test
  void bothFiltersGiveTheSameAnswer() {
    for (String category : Catalogue.CATEGORIES) {
      assertThat(new Filter(Build.NEXT, STAGING).upTo(250_00, category))
          .isNotEmpty()
          .allMatch(product -> product.priceCents() <= 250_00)
          .isEqualTo(new Filter(Build.CURRENT, STAGING).upTo(250_00, category));
    }
  }
}
