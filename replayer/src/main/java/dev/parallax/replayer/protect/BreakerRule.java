package dev.parallax.replayer.protect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a leg is taken for dead: where of its last attempts so many failed.
 *
 * @param percent of them, 1 to 100
 * @param attempts how many are looked at, whole; 0 where no leg ever is
 */
public record BreakerRule(int percent, int attempts) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,3})%/(\\d{1,6})");

  public BreakerRule {
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException(
          "replay.breaker: %d%% (expected: 1%% to 100%%)".formatted(percent));
    }
    if (attempts < 0) {
      throw new IllegalArgumentException(
          "replay.breaker: %d attempts (expected: >= 0)".formatted(attempts));
    }
  }

  /** 90 % of 50: more than any build is flaky that is worth a verdict, and soon reached. */
  public static BreakerRule defaults() {
    return new BreakerRule(90, 50);
  }

  public static BreakerRule off() {
    return new BreakerRule(100, 0);
  }

  /**
   * @param text {@code 90%/50}, {@code off}
   * @throws IllegalArgumentException naming what was expected
   */
  public static BreakerRule parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      return new BreakerRule(
          Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }
    if (text.equals("off")) {
      return off();
    }
    throw new IllegalArgumentException(
        "replay.breaker: %s (expected: a share of the last attempts, such as 90%%/50, or off)"
            .formatted(text));
  }

  public boolean isOff() {
    return attempts == 0;
  }
}
