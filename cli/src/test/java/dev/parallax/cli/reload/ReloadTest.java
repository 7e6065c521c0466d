package dev.parallax.cli.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.CliException;
import dev.parallax.cli.config.Setting;
import dev.parallax.cli.config.Settings;
import dev.parallax.cli.config.SettingsFile;
import dev.parallax.cli.reload.WatchedFile.Content;
import dev.parallax.proxy.admin.ConfigMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReloadTest {

  private static final Set<String> PROXYS =
      Set.of(
          "proxy.listen",
          "proxy.upstream",
          "proxy.responseTimeout",
          "proxy.routes.*.upstream",
          "sanitise.key",
          "tap.bypass");

  private static final String START =
      """
      proxy:
        listen: 127.0.0.1:1
        upstream: http://a
        responseTimeout: 60s
      sanitise: {key: 0123456789abcdef-secret}
      replay: {speed: 1x}
      """;

  @TempDir private Path directory;

  private final List<String> said = new ArrayList<>();
  private final List<Settings> applied = new ArrayList<>();
  private final List<Settings> kept = new ArrayList<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Instant now = Instant.ofEpochSecond(1_000);
  private SettingsFile file;
  private Reload reload;

  @BeforeEach
  void start() throws IOException {
    Set<String> known = new HashSet<>(PROXYS);
    known.add("replay.speed");
    file =
        SettingsFile.read(
            Files.writeString(directory.resolve("parallax.yaml"), START),
            Map.of("PARALLAX_TAP_BYPASS", "0.5"),
            known);
    ConfigMeters meters = new ConfigMeters(() -> now);
    meters.bindTo(registry);
    reload =
        new Reload(
            file.settings(),
            PROXYS,
            Map.of("proxy.responseTimeout", "--response-timeout"),
            new Proxy(),
            meters,
            said::add);
  }

  private final class Proxy implements Reload.Target {

    @Override
    public Runnable apply(Settings next) {
      switch (next.get("proxy.upstream").map(Setting::text).orElse("")) {
        case "refused" -> throw CliException.usage("parallax.yaml:3: proxy.upstream: refused");
        case "unusable" -> throw CliException.usage("proxy.upstream: unusable");
        case "fatal" -> throw new NumberFormatException("of a value");
        default -> applied.add(next);
      }
      return () -> said.add("and then");
    }

    @Override
    public void keep(Settings next) {
      kept.add(next);
    }
  }

  @Test
  void appliesAllAndSaysWhatChanged() {
    now = Instant.ofEpochSecond(2_000);
    take(START.replace("http://a", "http://b") + "tap: {bypass: 0.1}\n", false);

    assertThat(applied).hasSize(1);
    assertThat(applied.getFirst().get("proxy.upstream").orElseThrow().text()).isEqualTo("http://b");
    assertThat(said)
        .containsExactly(
            "configuration reloaded from %s: proxy.upstream http://a → http://b; without effect: tap.bypass (PARALLAX_TAP_BYPASS is set)"
                .formatted(file.path()),
            "and then");
    assertThat(counted("applied")).isEqualTo(1);
    assertThat(succeeded()).isEqualTo(2_000);
  }

  @Test
  void saysThatWhatAFlagSetHasNoEffect() {
    take(START.replace("60s", "5s"), false);

    assertThat(applied).isEmpty();
    assertThat(said)
        .containsExactly(
            "configuration reloaded from %s: nothing changed; without effect: proxy.responseTimeout (--response-timeout is set)"
                .formatted(file.path()));
    assertThat(counted("unchanged")).isEqualTo(1);
  }

  @Test
  void tellsOfRoutesThatComeAndGoAndMasksCredentials() {
    String with =
        START.replace("  upstream", "  routes: [{upstream: \"http://me:s3cret@b\"}]\n  upstream");
    take(with, false);
    take(START, false);

    assertThat(said)
        .filteredOn(line -> line.startsWith("configuration"))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .endsWith(": proxy.routes.0.upstream (not set) → http://********@b"),
            line ->
                assertThat(line)
                    .endsWith(": proxy.routes.0.upstream http://********@b → (not set)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://a       | http://b\\n  lisen: x | :4: unknown key 'proxy.lisen' (nearest known: 'proxy.listen')
          http://a       | [                     | not valid YAML
          127.0.0.1:1    | 127.0.0.1:2           | :2: proxy.listen: can't change while the proxy runs (restart it for that)
          listen: 127.0.0.1:1 | # none           | parallax.yaml: proxy.listen: can't change while the proxy runs
          -secret        | -s3cret               | :5: sanitise.key: can't change while the proxy runs
          http://a       | refused               | parallax.yaml:3: proxy.upstream: refused
          http://a       | unusable              | parallax.yaml:3: proxy.upstream: unusable
          http://a       | fatal                 | parallax.yaml: failed by java.lang.NumberFormatException
          """)
  void refusesAllWithOneLineAndCountsIt(String was, String is, String reason) {
    String text = START.replace(was, is.replace("\\n", "\n")) + "tap: {bypass: 0}\n";
    now = Instant.ofEpochSecond(2_000);
    take(text, false);

    assertThat(applied).isEmpty();
    assertThat(said).hasSize(1);
    assertThat(said.getFirst())
        .startsWith("warning: configuration not reloaded, that before stays: ")
        .contains(reason)
        .doesNotContain("s3cret")
        .hasLineCount(1);
    assertThat(counted("refused")).isEqualTo(1);
    assertThat(succeeded()).isEqualTo(1_000);
  }

  @Test
  void saysThatAMendedFileIsAsBefore() {
    take("proxy: [\n", false);
    take(START, false);
    take(START + "# a comment\n", false);

    assertThat(said).hasSize(2);
    assertThat(said.getLast()).endsWith(": nothing changed");
    assertThat(counted("unchanged")).isEqualTo(2);
  }

  @Test
  void knowsTheLinesOfWhatHasOnlyMoved() {
    take("# a comment\n" + START, false);

    assertThat(applied).isEmpty();
    assertThat(kept.getLast().get("proxy.upstream").orElseThrow().origin()).endsWith(":4");
  }

  @Test
  void answersWhoAsksThatNothingChangedAndLeavesOthersKeysToThem() {
    take(START.replace("1x", "4x"), false);
    assertThat(said).isEmpty();

    take(START.replace("1x", "4x"), true);
    assertThat(said)
        .containsExactly("configuration reloaded from %s: nothing changed".formatted(file.path()));
    assertThat(applied).isEmpty();
  }

  @Test
  void saysWhyAFileCanNotBeRead() {
    reload.take(file, new Content("", "parallax.yaml: no such file"), false);

    assertThat(said)
        .containsExactly(
            "warning: configuration not reloaded, that before stays: parallax.yaml: no such file");
  }

  private void take(String text, boolean asked) {
    reload.take(file, new Content(text, ""), asked);
  }

  private double counted(String outcome) {
    return registry
        .get("parallax.config.reloads")
        .tag("outcome", outcome)
        .functionCounter()
        .count();
  }

  private double succeeded() {
    return registry.get("parallax.config.last.reload.success.timestamp").gauge().value();
  }
}
