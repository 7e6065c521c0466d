package dev.parallax.cli.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.cli.config.Settings;
import dev.parallax.cli.config.SettingsFile;
import dev.parallax.proxy.admin.ConfigMeters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatchTest {

  private static final Set<String> KEYS = Set.of("proxy.upstream");

  @TempDir private Path directory;
  private final Queue<String> said = new ConcurrentLinkedQueue<>();

  @Test
  void asksTheOthersFirstAndGoesOnWhereOneFails() throws IOException {
    Path path = Files.writeString(directory.resolve("parallax.yaml"), "proxy: {upstream: a}\n");
    SettingsFile file = SettingsFile.read(path, Map.of(), KEYS);
    Reload reload = reload(file.settings());
    try (ConfigWatch watch =
        ConfigWatch.start(
            Optional.of(file),
            reload,
            Optional.empty(),
            List.of(ConfigWatchTest::fail, () -> said.add("certificates reloaded")),
            said::add)) {
      watch.hangUp();
      await().until(() -> said.size() == 3);
      watch.hangUp();
      await().until(() -> said.size() == 6);
    }

    assertThat(said)
        .startsWith(
            "warning: not reloaded: failed by java.lang.IllegalStateException",
            "certificates reloaded",
            "configuration reloaded from %s: nothing changed".formatted(path));
  }

  @Test
  void isForTheOthersAloneWhereThereIsNoFile() {
    Reload reload = reload(Settings.of(Map.of(), Map.of(), KEYS));
    try (ConfigWatch watch =
        ConfigWatch.start(
            Optional.empty(),
            reload,
            Optional.empty(),
            List.of(() -> said.add("certificates reloaded")),
            said::add)) {
      watch.hangUp();
      await().until(() -> said.size() == 2);
    }

    assertThat(said)
        .containsExactly(
            "certificates reloaded", "no configuration to reload: it was started without a file");
  }

  @Test
  void endsWithItsThread() {
    ConfigWatch watch =
        ConfigWatch.start(
            Optional.empty(),
            reload(Settings.of(Map.of(), Map.of(), KEYS)),
            Optional.empty(),
            List.of(),
            said::add);
    watch.close();

    await().until(() -> !watch.isAlive());
  }

  private Reload reload(Settings settings) {
    return new Reload(
        settings, KEYS, Map.of(), _ -> () -> {}, new ConfigMeters(() -> Instant.EPOCH), said::add);
  }

  private static void fail() {
    throw new IllegalStateException("no such certificate");
  }
}
