package dev.parallax.proxy.tap;

import java.time.Duration;

/**
 * How the tap watches what it costs.
 *
 * @param enabled false: everything passes uncopied and is counted as such
 * @param bypassShare of requests that pass uncopied under load, for comparison; at most a half
 * @param maxCpu processors that recording may take, above 0; beyond it the tap sheds
 * @param maxDelay what recording may add to the median time of a request, above 0; beyond it the
 *     tap sheds
 */
public record TapSettings(boolean enabled, double bypassShare, double maxCpu, Duration maxDelay) {

  public TapSettings {
    if (!(bypassShare >= 0 && bypassShare <= 0.5)) {
      throw new IllegalArgumentException(
          "tap.bypass: %s (expected: >= 0 and <= 0.5)".formatted(bypassShare));
    }
    if (!(maxCpu > 0)) {
      throw new IllegalArgumentException("tap.maxCpu: %s (expected: > 0)".formatted(maxCpu));
    }
    if (!maxDelay.isPositive()) {
      throw new IllegalArgumentException("tap.maxDelay: %s (expected: > 0)".formatted(maxDelay));
    }
  }

  public static TapSettings defaults() {
    return new TapSettings(true, 0.01, 1.0, Duration.ofMillis(1));
  }

  public TapSettings withEnabled(boolean on) {
    return new TapSettings(on, bypassShare, maxCpu, maxDelay);
  }
}
