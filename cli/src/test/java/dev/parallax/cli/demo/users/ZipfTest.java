package dev.parallax.cli.demo.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ZipfTest {

  private static final int DRAWS = 200_000;

  @Test
  void frequencyFallsWithTheRank() {
    int[] count = draws(50_000);

    assertThat((double) count[1] / count[10]).isCloseTo(10, within(1.5));
    assertThat((double) count[2] / count[20]).isCloseTo(10, within(1.5));
  }

  @Test
  void bestSellingTenthIsMostOfTheTraffic() {
    int[] count = draws(50_000);

    // H(5,000) / H(50,000), the harmonic numbers.
    assertThat(IntStream.rangeClosed(1, 5_000).map(rank -> count[rank]).sum() / (double) DRAWS)
        .isCloseTo(0.798, within(0.01));
  }

  @Test
  void drawsEachRankAndNoOther() {
    int[] count = draws(3);

    assertThat(count[0]).isZero();
    assertThat(IntStream.of(count).skip(1)).hasSize(3).allMatch(n -> n > 0);
  }

  private static int[] draws(int ranks) {
    Zipf zipf = new Zipf(ranks);
    SplittableRandom random = new SplittableRandom(1);
    int[] count = new int[ranks + 1];
    for (int i = 0; i < DRAWS; i++) {
      count[zipf.draw(random)]++;
    }
    return count;
  }
}
