package dev.parallax.bench.leak.value;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Seeded randomness, in symbols. One thread. */
public final class Symbols {

  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String DIGITS = "0123456789";
  private static final String CONSONANTS = "bdfgklmnprstvz";
  private static final String VOWELS = "aeiou";

  private final SplittableRandom random;
  private final Set<String> given = new HashSet<>();

  public Symbols(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Letters and digits, five bits each, as no word has them. */
  public String token(int length) {
    return of(LOWER + DIGITS, length);
  }

  public String digits(int length) {
    return of(DIGITS, length);
  }

  public String hex(int length) {
    return of("0123456789abcdef", length);
  }

  public String of(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  /** Capitalised, and sounds like a name. */
  public String name(int syllables) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < syllables; i++) {
      text.append(of(CONSONANTS, 1)).append(of(VOWELS, 1));
    }
    text.setCharAt(0, Character.toUpperCase(text.charAt(0)));
    return text.toString();
  }

  @SafeVarargs
  public final <T> T one(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Both included. */
  public int between(int from, int to) {
    return random.nextInt(from, to + 1);
  }

  public boolean chance() {
    return random.nextBoolean();
  }

  /** One that this has not given before, so that a hit names its exchange. */
  String fresh(Supplier<String> source) {
    for (int tries = 0; tries < 1_000; tries++) {
      String text = source.get();
      if (given.add(text)) {
        return text;
      }
    }
    throw new IllegalStateException("no new value in a thousand");
  }
}
