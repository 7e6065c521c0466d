package dev.parallax.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.parallax.cli.CliException;
import dev.parallax.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlSettingsTest {

  private static final Set<String> KNOWN =
      Set.of(
          "proxy.listen", "proxy.maxBodyBytes", "proxy.routes.*.path", "sanitise.clear", "service");

  @TempDir private Path directory;

  @Test
  void flattensNestedKeysAndRemembersTheirLines() throws IOException {
    Map<String, Setting> settings =
        read(
            """
            # a comment
            service: shop
            proxy:
              listen: 127.0.0.1:8080
            sanitise:
              clear:
                - response body /items/*/price
                - request query sort
            """);

    String file = directory.resolve("parallax.yaml").toString();
    assertThat(settings)
        .containsOnly(
            entry("service", new Setting("shop", file + ":2")),
            entry("proxy.listen", new Setting("127.0.0.1:8080", file + ":4")),
            entry(
                "sanitise.clear",
                new Setting("response body /items/*/price,request query sort", file + ":7")));
  }

  @Test
  void takesAnEmptyFileForNoSettings() throws IOException {
    assertThat(read("# nothing yet\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          proxy:\\n  lisen: x           | parallax.yaml:2: unknown key 'proxy.lisen' (nearest known: 'proxy.listen')
          zebra: 1                      | parallax.yaml:1: unknown key 'zebra' ('parallax config' lists the known ones)
          service: a\\nservice: b       | parallax.yaml:2: key 'service' stands twice
          service: [unclosed            | parallax.yaml:1: not valid YAML:
          service:\\n  name: shop       | parallax.yaml:2: key 'service' takes a value, not a map
          proxy: yes                    | parallax.yaml:1: key 'proxy' takes keys below it
          sanitise:\\n  clear: ["a,b"]  | parallax.yaml:2: key 'sanitise.clear': list items are plain values without commas
          proxy:\\n  routes: {"*": {path: /}}  | parallax.yaml:2: key '*' in 'proxy.routes': neither a number nor * is a name (expected: a list, each of its items behind a '-')
          proxy: {routes: {99999999999: {path: /}}} | parallax.yaml:1: key '99999999999' in 'proxy.routes': neither
          proxy: {routes.0.path: /}     | parallax.yaml:1: key 'routes.0.path' in 'proxy': neither
          proxy.routes.*.path: /        | parallax.yaml:1: key 'proxy.routes.*.path' in '': neither
          just words                    | parallax.yaml:1: expected keys, such as 'proxy:'
          """)
  void namesLineAndReasonOfWhatIsWrong(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml.replace("\\n", "\n")))
        .isInstanceOfSatisfying(
            CliException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining(message);
  }

  private Map<String, Setting> read(String yaml) throws IOException {
    Path file = directory.resolve("parallax.yaml");
    Files.writeString(file, yaml);
    return YamlSettings.read(file, KNOWN);
  }
}
