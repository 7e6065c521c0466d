package dev.parallax.bench.leak.value;

import java.util.List;

/**
 * What one exchange plants.
 *
 * @param texts as they are written, before any encoding
 * @param canaries what gives them away
 * @param needed so many of the canaries make a leak: one, or more where the values are of so few
 *     (dates of birth, fictional phone numbers) that a pseudonym is equal by chance
 */
public record Secret(List<String> texts, List<Canary> canaries, int needed) {

  public Secret {
    texts = List.copyOf(texts);
    canaries = List.copyOf(canaries);
  }

  static Secret of(String text, Canary... canaries) {
    return new Secret(List.of(text), List.of(canaries), 1);
  }
}
