package dev.parallax.comparator.verdict;

import dev.parallax.comparator.noise.Finding;
import dev.parallax.proto.Divergence;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A divergence that was judged by a person: it is told, and counts for nothing.
 *
 * @param endpoint {@code GET /products/{id}}; empty for every endpoint
 * @param location as findings have it; {@code *} stands for any text: {@code header x-*}
 * @param kind {@code VALUE}, {@code TYPE}, …; empty for every kind
 * @param reason why; not empty
 */
public record Ignored(String endpoint, String location, String kind, String reason) {

  private static final Pattern LOCATION =
      Pattern.compile("\\*|status|outcome|body([ /*].*)?|(header|trailer) .+");

  public Ignored {
    if (location.isBlank()) {
      throw new IllegalArgumentException(
          "gates.ignore: empty location (expected: one such as \"body /items/*/price\")");
    }
    if (!LOCATION.matcher(location).matches()) {
      throw new IllegalArgumentException(
          "gates.ignore: location \"%s\" (expected: status, outcome, or one such as \"body /items/*/price\" or \"header x-*\")"
              .formatted(location));
    }
    if (!kind.isEmpty() && !isKind(kind)) {
      throw new IllegalArgumentException(
          "gates.ignore: kind \"%s\" of \"%s\" (expected: VALUE, TYPE, MISSING, EXTRA, ORDER, LENGTH, REPRESENTATION or OUTCOME)"
              .formatted(kind, location));
    }
    if (reason.isBlank()) {
      throw new IllegalArgumentException(
          "gates.ignore: no reason for \"%s\" (expected: a sentence)".formatted(location));
    }
  }

  private static boolean isKind(String kind) {
    return Arrays.stream(Divergence.Kind.values())
        .anyMatch(known -> known.name().equals(kind) && known != Divergence.Kind.UNRECOGNIZED);
  }

  boolean covers(Finding finding) {
    return (endpoint.isEmpty() || endpoint.equals(finding.endpoint()))
        && (kind.isEmpty() || kind.equals(finding.kind().name()))
        && (matches(location, finding.location())
            || isMember(finding.location())
            || isInText(finding.location()));
  }

  /** A header is meant with its directives or attributes. */
  private boolean isMember(String found) {
    return found.startsWith("header ") && matches(location + "/*", found);
  }

  /** A string is meant with the JSON that is written within it. */
  private boolean isInText(String found) {
    return found.startsWith("body ") && matches(location + "/(json)*", found);
  }

  /** Greedy wildcard match, linear but for the last star passed. */
  private static boolean matches(String pattern, String text) {
    int p = 0;
    int star = -1;
    int resume = 0;
    int t = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
