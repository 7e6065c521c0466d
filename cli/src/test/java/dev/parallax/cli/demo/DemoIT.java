package dev.parallax.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.parallax.cli.ExitCode;
import dev.parallax.cli.broker.EmbeddedKafka;
import dev.parallax.cli.broker.Segments;
import dev.parallax.cli.demo.secrets.PlantedSecrets;
import dev.parallax.cli.demo.secrets.SecretScan;
import dev.parallax.cli.demo.users.Users;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.log.kafka.KafkaSettings;
import dev.parallax.recorder.log.kafka.LogLayout;
import dev.parallax.recorder.log.kafka.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code parallax demo --once}, as anybody runs it, and every byte that it left behind: searched
 * once more from here, for what its users are known to have sent.
 */
class DemoIT {

  private static final Path TARGET = Path.of("target").toAbsolutePath();

  @TempDir private static Path work;

  private static Path out;
  private static Processes.Result demo;
  private static final PlantedSecrets SECRETS = Users.planned(Demo.traffic(), Demo.SEED);

  @BeforeAll
  static void runOnce() throws IOException, InterruptedException {
    out = work.resolve("demo");
    demo =
        Processes.run(
            work,
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                TARGET.resolve("lib") + "/*:" + TARGET.resolve("broker") + "/*",
                "dev.parallax.cli.Main",
                "demo",
                "--once",
                "--out",
                out.toString()));
  }

  @Test
  void findsEveryPlantedFaultAndNothingElse() {
    assertThat(demo.exitCode()).as(demo.out() + demo.err()).isEqualTo(ExitCode.OK);
    assertThat(demo.out())
        .contains("All came out as planted")
        .contains("Funnel: seen ")
        .doesNotContain("MISSED")
        .doesNotContain("FALSE");
    assertThat(out.resolve("report/report.html")).isNotEmptyFile();
  }

  @Test
  void leavesNoSecretInAnyByteOfFilesAndSegments() throws IOException {
    SecretScan scan = new SecretScan(SECRETS);

    scan.path(out);
    long records = Segments.read(out.resolve("kafka"), scan::stream);
    scan.text("printed", demo.out() + demo.err());

    assertThat(scan.planted()).isGreaterThan(200);
    assertThat(records).isGreaterThan(5_000);
    assertThat(scan.hits()).isEmpty();
  }

  @Test
  void theSameSearchFindsASecretInACompressedSegment() throws Exception {
    Path data = work.resolve("kafka-with-a-leak");
    String topic = Topic.DEAD_LETTERS.topicName();
    String leak = "{\"name\":\"" + SECRETS.all().getFirst().value() + "\"}";
    try (EmbeddedKafka kafka = EmbeddedKafka.start(data);
        KafkaEvents events =
            KafkaEvents.connect(KafkaSettings.of(kafka.bootstrap()), LogLayout.defaults());
        KafkaProducer<String, String> producer = new KafkaProducer<>(leaky(kafka))) {
      events.prepare();
      for (int i = 0; i < 100; i++) {
        var _ = producer.send(new ProducerRecord<>(topic, "k", leak));
      }
      producer.flush();
    }
    SecretScan scan = new SecretScan(SECRETS);

    assertThat(Segments.read(data, scan::stream)).isGreaterThanOrEqualTo(100);

    assertThat(scan.found()).isEqualTo(1);
    assertThat(scan.hits().getFirst().where()).contains(topic + "-0").contains("value");
  }

  @Test
  void touchesNoDirectoryThatIsNotItsOwn() throws IOException {
    Path foreign = Files.createDirectory(work.resolve("foreign"));
    Path thesis = Files.writeString(foreign.resolve("thesis.tex"), "years", StandardCharsets.UTF_8);

    assertThatIOException()
        .isThrownBy(() -> Workplace.prepare(foreign))
        .withMessageContaining("is no demo's, and not empty (choose another with --out)");
    assertThat(thesis).hasContent("years");
  }

  private static Map<String, Object> leaky(EmbeddedKafka kafka) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", kafka.bootstrap());
    config.put("compression.type", "lz4");
    config.put("linger.ms", 50);
    config.put("key.serializer", StringSerializer.class);
    config.put("value.serializer", StringSerializer.class);
    return config;
  }
}
