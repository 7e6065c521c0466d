package dev.parallax.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parallax.cli.config.Values.DurationConverter;
import dev.parallax.replayer.protect.BreakerRule;
import dev.parallax.replayer.protect.MaxRate;
import dev.parallax.replayer.protect.Protection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ProtectionOptionsTest {

  @Command
  private static final class Verb {
    @Mixin private final ProtectionOptions protection = new ProtectionOptions();
  }

  @Test
  void hasNoBoundOnTheRateUnlessItIsAskedFor() {
    assertThat(parsed().maxRate()).isEqualTo(MaxRate.none());
    assertThat(parsed("--max-rate", "200/s").maxRate()).isEqualTo(new MaxRate(200));
  }

  @Test
  void waitsForLegsUnlessItIsToldOtherwise() {
    assertThat(parsed()).isEqualTo(Protection.defaults());
    assertThat(parsed("--back-off", "0s").longestPause()).isZero();
  }

  @Test
  void endsTheRunWhereALegIsDeadUnlessItIsToldOtherwise() {
    assertThat(parsed("--breaker", "off").breaker()).isEqualTo(BreakerRule.off());
    assertThat(parsed("--breaker", "50%/200").breaker()).isEqualTo(new BreakerRule(50, 200));
  }

  @Test
  void refusesWhatIsNoRate() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parsed("--max-rate", "200"))
        .withMessage(
            "replay.maxRate: 200 (expected: attempts a second at each leg, such as 200/s or 0.5/s)");
  }

  private static Protection parsed(String... arguments) {
    Verb verb = new Verb();
    var _ =
        new CommandLine(verb)
            .registerConverter(Duration.class, new DurationConverter())
            .parseArgs(arguments);
    return verb.protection.protection();
  }
}
