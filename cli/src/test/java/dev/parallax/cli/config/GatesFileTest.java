package dev.parallax.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.comparator.verdict.Gates;
import dev.parallax.comparator.verdict.Ignored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatesFileTest {

  @TempDir private Path directory;

  @Test
  void keepsDefaultsWhereNothingIsWritten() throws IOException {
    assertThat(read("# all as it is\n")).isEqualTo(Gates.defaults());
  }

  @Test
  void readsNumbersDurationsAndIgnoredDivergences() throws IOException {
    Gates gates =
        read(
            """
            minExercisedShare: 0.8
            latency:
              maxRatio: 1.2
              minSlowdown: 5ms
            growth:
              maxIncrease: 0.5
              required: true
            ignore:
              - location: body /builtAt
                reason: a build stamp
              - endpoint: GET /x
                location: header x-*
                kind: VALUE
                reason: agreed with the owner
            """);

    assertThat(gates.minExercisedShare()).isEqualTo(0.8);
    assertThat(gates.latency().minSlowdown()).isEqualTo(Duration.ofMillis(5));
    assertThat(gates.growth()).isEqualTo(new Gates.GrowthGate(0.5, Duration.ofMillis(10), true));
    assertThat(gates.ignored())
        .containsExactly(
            new Ignored("", "body /builtAt", "", "a build stamp"),
            new Ignored("GET /x", "header x-*", "VALUE", "agreed with the owner"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          maxRegresions: 1                    | gates.yaml:1: unknown key 'maxRegresions' (nearest known: 'maxRegressions')
          maxRegressions: many                | gates.yaml:1: maxRegressions: 'many' is not usable here
          minExercisedShare: 2                | gates.yaml: gates.minExercisedShare: 2.0 (expected: 0 to 1)
          growth:\\n  maxIncrease: -1        | gates.yaml: gates.growth.maxIncrease: -1.0 (expected: >= 0)
          latency:\\n  required: perhaps      | gates.yaml:2: latency.required: 'perhaps' is not usable here
          ignore:\\n  - location: body /a     | gates.yaml: gates.ignore: no reason for "body /a"
          ignore:\\n  - location: bdoy /a     | gates.yaml: gates.ignore: location "bdoy /a" (expected: status, outcome
          ignore:\\n  - {location: body /a, kind: FOO, reason: r} | gates.yaml: gates.ignore: kind "FOO" of "body /a"
          ignore:\\n  - locaton: body /a      | gates.yaml:2: unknown key 'ignore.0.locaton' (nearest known: 'ignore.*.location')
          """)
  void saysWhatIsWrongAndWhere(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml.replace("\\n", "\n"))).hasMessageContaining(message);
  }

  private Gates read(String yaml) throws IOException {
    Path file = directory.resolve("gates.yaml");
    Files.writeString(file, yaml);
    return GatesFile.read(file);
  }
}
