package dev.parallax.cli.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.command.ProxyCommand;
import dev.parallax.cli.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

class ReloadableTest {

  private static final Set<String> PROXYS =
      Settings.knownKeys(CommandSpec.forAnnotatedObject(new ProxyCommand()));

  @Test
  void areKeysOfTheProxy() {
    assertThat(PROXYS).containsAll(Reloadable.KEYS);
  }

  @Test
  void areSaidInTheDocumentation() throws Exception {
    String reloading = Files.readString(Path.of("../docs/proxy.md"));

    assertThat(Reloadable.KEYS)
        .allSatisfy(
            key ->
                assertThat(reloading)
                    .containsPattern(
                        key.startsWith("proxy.routes.")
                            ? "`\\.routes`"
                            : "`(%s|%s)`".formatted(key, key.substring(key.indexOf('.')))));
  }

  @Test
  void areNotWhatHoldsTheProcess() {
    for (String key :
        new String[] {"proxy.listen", "proxy.eventLoops", "sanitise.keyFile", "kafka.client.id"}) {
      assertThat(PROXYS).contains(key);
      assertThat(Reloadable.is(key)).as(key).isFalse();
    }
    assertThat(Reloadable.is("proxy.routes.12.upstream")).isTrue();
  }
}
