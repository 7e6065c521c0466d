package dev.parallax.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.config.Values;
import dev.parallax.proxy.Limits;
import dev.parallax.proxy.Timeouts;
import dev.parallax.proxy.headers.Forwarding;
import dev.parallax.proxy.tap.TapSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What stands in {@code --help}, and what the proxy does by itself, are one. */
class ProxyDefaultsTest {

  @Test
  void areThoseOfTheProxy() {
    TimeoutOptions timeouts = parsed(new TimeoutOptions());
    LimitOptions limits = parsed(new LimitOptions());
    TapOptions tap = parsed(new TapOptions());
    RouteOptions route = parsed(new RouteOptions());
    assertThat(timeouts.timeouts()).isEqualTo(Timeouts.defaults());
    assertThat(limits.limits()).isEqualTo(Limits.defaults());
    assertThat(tap.settings(true)).isEqualTo(TapSettings.defaults());
    assertThat(route.forwarding()).isEqualTo(Forwarding.defaults());
  }

  private static <T> T parsed(T options) {
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("options", spec(options)))
        .registerConverter(Duration.class, new Values.DurationConverter())
        .registerConverter(Values.ByteSize.class, new Values.ByteSizeConverter())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs();
    return options;
  }

  private static CommandLine.Model.CommandSpec spec(Object options) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(options);
  }
}
