package dev.parallax.comparator.verdict;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * What a run is held against: the content of {@code gates.yaml}.
 *
 * @param maxRegressions findings that may be regressions, or unattributed; at least 0
 * @param minExercisedShare of the exchanges sent, that staging must have answered in production's
 *     status class; in [0, 1]
 * @param minCompared exchanges that must have been compared; at least 1
 * @param maxErrorShare of the candidate's attempts, that may fail or answer 5xx, or gRPC's like of
 *     it, where production did not; in [0, 1], 1 being no gate
 * @param ignored divergences that count for nothing
 */
public record Gates(
    int maxRegressions,
    double minExercisedShare,
    long minCompared,
    double maxErrorShare,
    LatencyGate latency,
    GrowthGate growth,
    List<Ignored> ignored) {

  /**
   * When a slower candidate fails.
   *
   * @param maxRatio of candidate to control that is tolerated: 1.05 for 5 %; at least 1
   * @param minSlowdown that matters, between the medians
   * @param minPairs of an endpoint's exchanges, warm-up included, below which it is not judged; at
   *     least 20
   * @param required an endpoint that is not judged makes the run inconclusive
   */
  public record LatencyGate(
      double maxRatio, Duration minSlowdown, long minPairs, boolean required) {

    public LatencyGate {
      check(maxRatio >= 1, "latency.maxRatio", maxRatio, ">= 1");
      check(!minSlowdown.isNegative(), "latency.minSlowdown", minSlowdown, ">= 0");
      check(minPairs >= 20, "latency.minPairs", minPairs, ">= 20");
    }

    public static LatencyGate defaults() {
      return new LatencyGate(1.05, Duration.ofMillis(1), 100, false);
    }
  }

  /**
   * When a candidate whose times grow faster with the size of the answer fails.
   *
   * @param maxIncrease of the exponent that is tolerated, over the control's; at least 0
   * @param minSlowdown that matters, between what both are to take at production's sizes
   * @param required an endpoint that staging has no sizes for makes the run inconclusive
   */
  public record GrowthGate(double maxIncrease, Duration minSlowdown, boolean required) {

    public GrowthGate {
      check(maxIncrease >= 0, "growth.maxIncrease", maxIncrease, ">= 0");
      check(!minSlowdown.isNegative(), "growth.minSlowdown", minSlowdown, ">= 0");
    }

    public static GrowthGate defaults() {
      return new GrowthGate(0.3, Duration.ofMillis(10), false);
    }
  }

  public Gates {
    check(maxRegressions >= 0, "maxRegressions", maxRegressions, ">= 0");
    check(isShare(minExercisedShare), "minExercisedShare", minExercisedShare, "0 to 1");
    check(minCompared >= 1, "minCompared", minCompared, ">= 1");
    check(isShare(maxErrorShare), "maxErrorShare", maxErrorShare, "0 to 1");
    ignored = List.copyOf(ignored);
  }

  /** No regression, half of what was sent exercised, at least one exchange compared. */
  public static Gates defaults() {
    return new Gates(0, 0.5, 1, 1, LatencyGate.defaults(), GrowthGate.defaults(), List.of());
  }

  /** Hex SHA-256 over all of them: the same gates, the same digest, on every machine. */
  public String digest() {
    try {
      byte[] text = toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static boolean isShare(double value) {
    return value >= 0 && value <= 1;
  }

  private static void check(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "gates.%s: %s (expected: %s)".formatted(name, value, expected));
    }
  }
}
