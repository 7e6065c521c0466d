package dev.parallax.recorder.sanitize;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Seeded property tests: a failure names the seed of its case. */
public final class Properties {

  private static final long SEED = 20_260_101;

  private Properties() {}

  public static <T> void forAll(
      int cases, Function<RandomGenerator, T> generator, Consumer<T> property) {
    for (int i = 0; i < cases; i++) {
      T value = generator.apply(RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + i));
      try {
        property.accept(value);
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("seed %d, value %s".formatted(SEED + i, value), failure);
      }
    }
  }

  public static String string(RandomGenerator random, String alphabet, int length) {
    StringBuilder out = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString();
  }
}
