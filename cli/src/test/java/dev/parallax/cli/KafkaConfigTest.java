package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kafka's own properties in parallax.yaml and the environment: known by name, and kept secret. */
class KafkaConfigTest {

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void takesAnyPropertyOfKafkasAndMasksWhatIsSecret() throws IOException {
    Path file =
        yaml(
            """
            kafka:
              bootstrap.servers: broker:9093
              security.protocol: SASL_SSL
              sasl:
                mechanism: SCRAM-SHA-512
                jaas.config: org.apache.kafka…ScramLoginModule required password="hunter2";
              ssl.truststore.password: hunter3
              linger.ms: 50
            """);

    int exitCode = run("config -c " + file, Map.of("PARALLAX_KAFKA_SSL_KEY_PASSWORD", "hunter4"));

    assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "kafka.bootstrap.servers: broker:9093 # " + file + ":2",
            "kafka.security.protocol: SASL_SSL # " + file + ":3",
            "kafka.sasl.mechanism: SCRAM-SHA-512 # " + file + ":5",
            "kafka.sasl.jaas.config: ******** # " + file + ":6",
            "kafka.ssl.truststore.password: ******** # " + file + ":7",
            "kafka.linger.ms: 50 # " + file + ":8",
            "kafka.ssl.key.password: ******** # PARALLAX_KAFKA_SSL_KEY_PASSWORD");
    assertThat(out.toString() + err).doesNotContain("hunter");
    assertThat(exitCode).isEqualTo(ExitCode.OK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lingr.ms: 5        | unknown key 'kafka.lingr.ms' (nearest known: 'kafka.linger.ms')
          acks: 0            | unknown key 'kafka.acks'
          group.id: mine     | unknown key 'kafka.group.id'
          """)
  void refusesWhatIsNoPropertyAndWhatIsNotForSetting(String entry, String message)
      throws IOException {
    Path file = yaml("service: shop\nkafka:\n  %s\n".formatted(entry));

    int exitCode = run("config -c " + file, Map.of());

    assertThat(err.toString()).contains(file + ":3: " + message);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(exitCode).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void warnsOfAVariableThatIsNoProperty() {
    int exitCode = run("config", Map.of("PARALLAX_KAFKA_LINGR_MS", "5"));

    assertThat(err.toString())
        .contains(
            "PARALLAX_KAFKA_LINGR_MS is not a setting (nearest known: PARALLAX_KAFKA_LINGER_MS)");
    assertThat(exitCode).isEqualTo(ExitCode.OK);
  }

  @Test
  void findsTheLogThatTheEnvironmentNames() {
    int exitCode = run("windows", Map.of("PARALLAX_KAFKA_BOOTSTRAP_SERVERS", "nowhere"));

    assertThat(err.toString()).contains("kafka.bootstrap.servers: nowhere (expected: host:port");
    assertThat(exitCode).isEqualTo(ExitCode.USAGE);
  }

  /** Such as on a machine whose parallax.yaml names the team's cluster. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          show missing.plx                                    | missing.plx: no such file
          windows missing.plx                                 | missing.plx: no such file
          compare missing.plx --report REPORT                 | missing.plx: no such file
          proxy --listen :0 --upstream http://h:1 --record-to | Expected parameter for option
          """)
  void letsAFileOnTheCommandLineWinOverAConfiguredLog(String arguments, String message)
      throws IOException {
    Path file = yaml("kafka.bootstrap.servers: 127.0.0.1:1\n");

    int exitCode =
        run(
            arguments.replace("REPORT", directory.resolve("report").toString()) + " -c " + file,
            Map.of());

    assertThat(err.toString()).contains(message);
    assertThat(exitCode).isEqualTo(ExitCode.USAGE);
  }

  private Path yaml(String text) throws IOException {
    return Files.writeString(directory.resolve("parallax.yaml"), text);
  }

  private int run(String arguments, Map<String, String> environment) {
    return Main.run(
        arguments.split(" +"), environment, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
