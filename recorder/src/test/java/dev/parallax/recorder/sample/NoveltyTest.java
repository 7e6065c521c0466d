package dev.parallax.recorder.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.recorder.sample.Novelty.Look;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NoveltyTest {

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final Novelty novelty = new Novelty(0);

  @Test
  void findsEachShapeOnce() {
    assertThat(novelty.look(1, 10, 0)).isEqualTo(Look.NOVEL);
    assertThat(novelty.look(1, 10, 0)).isEqualTo(Look.KNOWN);
    assertThat(novelty.look(1, 11, 0)).isEqualTo(Look.NOVEL);
  }

  @Test
  void letsAnEndpointHaveSoManyNewShapesAMinute() {
    int shape = 1;
    assertThat(novel(1, 10_000, shape, 0)).isEqualTo(Novelty.AT_ONCE);
    assertThat(novel(2, 10, 50_000, 0)).as("another endpoint").isEqualTo(10);
    int later = 0;
    for (int second = 1; second <= 600; second++) {
      later += novel(1, 100, 100_000 + 100 * second, second * MINUTE / 60);
    }
    assertThat(later).isEqualTo(10 * Novelty.PER_MINUTE);
  }

  @Test
  void givesAShapeThatWasOneTooManyItsChanceLater() {
    novel(1, Novelty.AT_ONCE, 1_000, 0);
    assertThat(novelty.look(1, 999, 0)).isEqualTo(Look.BEYOND);
    assertThat(novelty.look(1, 999, 0)).isEqualTo(Look.BEYOND);
    assertThat(novelty.look(1, 999, MINUTE)).isEqualTo(Look.NOVEL);
    assertThat(novelty.look(1, 999, MINUTE)).isEqualTo(Look.KNOWN);
  }

  /** Each of an endpoint of its own, as of names in paths, for an hour. */
  @Test
  void isBoundedOverAMillionShapes() {
    int found = 0;
    for (int i = 0; i < 1_000_000; i++) {
      long now = i * 60L * MINUTE / 1_000_000;
      found += novelty.look(i, 1_000_000_000L + i, now) == Look.NOVEL ? 1 : 0;
    }
    int bound = Novelty.AT_ONCE_OF_ALL + 60 * Novelty.PER_MINUTE_OF_ALL;
    assertThat(found).isBetween(bound - 10, bound);
    assertThat(novelty.shapes()).isLessThanOrEqualTo(2 * SeenShapes.GENERATION);
  }

  @Test
  void remembersWhatComesAgainAndForgetsTheOldest() {
    SeenShapes seen = new SeenShapes();
    seen.add(-1);
    for (long shape = 1; shape <= 1_000_000; shape++) {
      assertThat(seen.knows(shape)).isFalse();
      seen.add(shape);
      assertThat(seen.knows(-1)).isTrue();
      assertThat(seen.size()).isLessThanOrEqualTo(2 * SeenShapes.GENERATION);
    }
    assertThat(seen.knows(1)).isFalse();
    assertThat(seen.knows(1_000_000 - SeenShapes.GENERATION / 2)).isTrue();
  }

  private int novel(long endpoint, int count, int firstShape, long now) {
    int novel = 0;
    for (int i = 0; i < count; i++) {
      novel += novelty.look(endpoint, firstShape + i, now) == Look.NOVEL ? 1 : 0;
    }
    return novel;
  }
}
