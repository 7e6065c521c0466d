package dev.parallax.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void namesVariablesAfterKeys() {
    assertThat(Settings.variable("proxy.maxBodyBytes")).isEqualTo("PARALLAX_PROXY_MAX_BODY_BYTES");
    assertThat(Settings.variable("service")).isEqualTo("PARALLAX_SERVICE");
  }

  @Test
  void letsTheEnvironmentWinOverTheFile() {
    Settings settings =
        Settings.of(
            Map.of("PARALLAX_SERVICE", "from-env"),
            Map.of(
                "service", new Setting("from-file", "parallax.yaml:1"),
                "proxy.listen", new Setting(":80", "parallax.yaml:3")),
            Set.of("service", "proxy.listen"));

    assertThat(settings.get("service")).contains(new Setting("from-env", "PARALLAX_SERVICE"));
    assertThat(settings.get("proxy.listen")).contains(new Setting(":80", "parallax.yaml:3"));
  }

  @Test
  void leavesTheItemsOfAListToTheFile() {
    Settings settings =
        Settings.of(
            Map.of("PARALLAX_PROXY_ROUTES_*_PATH", "/"), Map.of(), Set.of("proxy.routes.*.path"));

    assertThat(settings.all()).isEmpty();
  }
}
