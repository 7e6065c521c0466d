package dev.parallax.cli.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuoteTest {

  private static final Catalogue CATALOGUE = Catalogue.ofSize(1_000);

  @Test
  void addsUp() {
    Quote quote = quote(List.of(new CartItem(1, 2), new CartItem(2, 1)), Build.CURRENT);

    long subtotal = 2L * cents(1) + cents(2);
    assertThat(quote.subtotal()).isEqualTo(subtotal);
    assertThat(quote.discount()).isEqualTo(subtotal / 20);
    assertThat(quote.total()).isEqualTo(subtotal - quote.discount() + quote.tax());
  }

  @Test
  void nextBuildCutsHalfOfAllTaxes() {
    long cut =
        IntStream.rangeClosed(1, 1_000)
            .filter(
                id -> {
                  List<CartItem> one = List.of(new CartItem(id, 1));
                  long rounded = quote(one, Build.CURRENT).tax();
                  long floored = quote(one, Build.NEXT).tax();
                  assertThat(rounded - floored).isBetween(0L, 1L);
                  return rounded != floored;
                })
            .count();

    assertThat(cut).isBetween(400L, 600L);
  }

  @Test
  void knowsNoPriceForWhatItDoesNotSell() {
    assertThat(Quote.of(List.of(new CartItem(1_001, 1)), CATALOGUE, Build.CURRENT)).isEmpty();
  }

  private static Quote quote(List<CartItem> items, Build build) {
    return Quote.of(items, CATALOGUE, build).orElseThrow();
  }

  private static int cents(int id) {
    return CATALOGUE.product(id).orElseThrow().priceCents();
  }
}
