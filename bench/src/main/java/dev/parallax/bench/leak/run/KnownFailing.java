package dev.parallax.bench.leak.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The cells that are known to leak, each with a reason: {@code known-failing.txt}. The list must
 * shrink: one that no longer leaks has to leave it. Of those that leak now and then ({@code ~}), it
 * takes many values to see that.
 */
final class KnownFailing {

  private static final String LIST = "known-failing.txt";

  /** What happens to one in 400 is not seen in so many with a chance of one in a hundred. */
  private static final int MANY = 2_000;

  private static final String NOW_AND_THEN = "~ ";

  private final Map<String, String> reasons = new LinkedHashMap<>();
  private final Set<String> nowAndThen = new HashSet<>();

  private KnownFailing() {}

  /** The list. */
  static KnownFailing read() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(KnownFailing.class.getResourceAsStream(LIST), LIST)) {
      return of(new String(in.readAllBytes(), UTF_8).lines().toList());
    }
  }

  /**
   * @param lines cells, each below a line that begins with {@code #} and says why; behind {@code ~}
   *     those that leak now and then
   * @throws IllegalArgumentException if a cell has no reason, or stands twice
   */
  static KnownFailing of(List<String> lines) {
    KnownFailing known = new KnownFailing();
    String reason = "";
    for (String line : lines) {
      if (line.startsWith("#")) {
        reason = line.substring(1).strip();
      } else if (!line.isBlank()) {
        boolean sometimes = line.startsWith(NOW_AND_THEN);
        String cell = sometimes ? line.substring(NOW_AND_THEN.length()) : line;
        if (reason.isEmpty() || known.reasons.put(cell, reason) != null) {
          throw new IllegalArgumentException(LIST + ": without a reason, or twice: " + cell);
        }
        if (sometimes) {
          known.nowAndThen.add(cell);
        }
      }
    }
    return known;
  }

  /** Whether one is known to leak, if only now and then: of no more than half of its values. */
  boolean isKnown(String cell, Tally tally) {
    return reasons.containsKey(cell)
        && (!nowAndThen.contains(cell) || 2 * tally.leaked() <= tally.planted());
  }

  /** Whether one that was not found to leak, of so many values, has to leave the list. */
  boolean isHealed(String cell, int planted) {
    return !nowAndThen.contains(cell) || planted >= MANY;
  }

  Map<String, String> reasons() {
    return reasons;
  }
}
