package dev.parallax.recorder.sanitize.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeyedStreamTest {

  private static final Keyed KEYED =
      new Keyed("a key for tests only, 32 bytes..".getBytes(StandardCharsets.UTF_8));

  /** The first numbers of its authors' program for the state 1, 2, 3, 4. */
  @Test
  void isXoshiro() {
    byte[] seed = new byte[32];
    for (int word = 0; word < 4; word++) {
      seed[8 * word] = (byte) (word + 1);
    }
    KeyedStream stream = new KeyedStream(seed);
    assertThat(LongStream.generate(stream::next).limit(7).mapToObj(Long::toUnsignedString))
        .containsExactly(
            "41943041",
            "58720359",
            "3588806011781223",
            "3591011842654386",
            "9228616714210784205",
            "9973669472204895162",
            "14011001112246962877");
  }

  /** The first, and a later number of each of many values: chi-squared, 25 degrees of freedom. */
  @Test
  void givesAllNumbersAlikeToSimilarValues() {
    for (int skipped : new int[] {0, 1, 12}) {
      long[] counts = new long[26];
      for (int value = 0; value < 26_000; value++) {
        KeyedStream stream = KEYED.stream("text", "user" + value);
        for (int i = 0; i < skipped; i++) {
          stream.next();
        }
        counts[stream.below(26)]++;
      }
      double chiSquared =
          Arrays.stream(counts)
              .mapToDouble(count -> (count - 1000) * (count - 1000) / 1000.0)
              .sum();
      // One in ten thousand at random, and what is here is seeded.
      assertThat(chiSquared).as("number %d", skipped).isLessThan(60);
    }
  }

  @Test
  void fillsWhateverLength() {
    for (int length = 0; length < 40; length++) {
      byte[] filled = new byte[length];
      KEYED.stream("bytes", "one").fill(filled);
      byte[] longer = new byte[64];
      KEYED.stream("bytes", "one").fill(longer);
      assertThat(filled).isEqualTo(Arrays.copyOf(longer, length));
    }
  }
}
