package dev.parallax.cli.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known key, or word, that a mistyped one most likely meant. */
public final class NearestKey {

  private NearestKey() {}

  /** Nearest by edit distance (Levenshtein), if at most a third of the key would change. */
  public static Optional<String> of(String key, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.<String>comparingInt(candidate -> distance(key, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .filter(candidate -> distance(key, candidate) <= Math.max(2, key.length() / 3));
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
