package dev.parallax.recorder.log.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {

  private static final String BROKERS = "a.example:9092,b.example:9092";

  @ParameterizedTest
  @CsvSource({
    "lingr.ms,                is no property of Kafka's",
    "'',                      is no property of Kafka's",
    "acks,                    is not for setting",
    "enable.idempotence,      is not for setting",
    "transactional.id,        is not for setting",
    "max.request.size,        is not for setting",
    "key.serializer,          is not for setting",
    "value.deserializer,      is not for setting",
    "group.id,                is not for setting",
    "group.instance.id,       is not for setting",
    "enable.auto.commit,      is not for setting",
    "auto.offset.reset,       is not for setting",
    "isolation.level,         is not for setting",
    "bootstrap.servers,       is not for setting",
  })
  void refusesWhatIsUnknownAndWhatItsPromisesDependOn(String name, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KafkaSettings(BROKERS, Map.of(name, "x")))
        .withMessage("kafka.%s: %s", name, why);
    assertThat(KafkaSettings.names()).doesNotContain(name);
  }

  @Test
  void passesEachPropertyToTheClientsThatKnowIt() {
    KafkaSettings settings =
        new KafkaSettings(
            BROKERS,
            Map.of(
                "security.protocol", "SASL_SSL",
                "linger.ms", "5",
                "fetch.min.bytes", "7"));

    assertThat(settings.admin())
        .containsEntry("bootstrap.servers", BROKERS)
        .containsEntry("security.protocol", "SASL_SSL")
        .doesNotContainKeys("linger.ms", "fetch.min.bytes");
    assertThat(settings.producer(1_000))
        .containsEntry("bootstrap.servers", BROKERS)
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("linger.ms", "5")
        .containsEntry("acks", "all")
        .containsEntry("max.request.size", 1_000)
        .doesNotContainKey("fetch.min.bytes");
    assertThat(settings.member("workers"))
        .containsEntry("group.id", "workers")
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("fetch.min.bytes", "7")
        .containsEntry("enable.auto.commit", false)
        .doesNotContainKey("linger.ms");
    assertThat(settings.reader()).doesNotContainKey("group.id");
  }

  @Test
  void makesConfigurationsThatKafkaTakes() {
    KafkaSettings settings = KafkaSettings.of(BROKERS);

    assertThat(new AdminClientConfig(settings.admin()).getList("bootstrap.servers")).hasSize(2);
    assertThat(new ProducerConfig(settings.producer(1_000)).getBoolean("enable.idempotence"))
        .isTrue();
    assertThat(new ConsumerConfig(settings.reader()).getInt("fetch.max.wait.ms")).isEqualTo(10);
    assertThat(new ConsumerConfig(settings.member("workers")).getInt("session.timeout.ms"))
        .isEqualTo(10_000);
  }

  @Test
  void readsSecretsFromFilesWhereAValueRefersToThem(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("kafka.properties"), "truststore=s3cret\n");
    Files.writeString(directory.resolve("key"), "k3y", UTF_8);
    KafkaSettings settings =
        new KafkaSettings(
            BROKERS,
            Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "ssl.truststore.password",
                "${file:%s:truststore}".formatted(file),
                "ssl.key.password",
                "${directory:%s:key}".formatted(directory)));

    for (var config :
        new org.apache.kafka.common.config.AbstractConfig[] {
          new AdminClientConfig(settings.admin()),
          new ProducerConfig(settings.producer(1_000)),
          new ConsumerConfig(settings.consumer())
        }) {
      assertThat(config.getPassword("ssl.truststore.password").value()).isEqualTo("s3cret");
      assertThat(config.getPassword("ssl.key.password").value()).isEqualTo("k3y");
      assertThat(config.getString("sasl.mechanism")).isEqualTo("SCRAM-SHA-512");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sasl.jaas.config,               true",
    "ssl.truststore.password,        true",
    "ssl.keystore.password,          true",
    "ssl.key.password,               true",
    "ssl.keystore.key,               true",
    "ssl.keystore.certificate.chain, true",
    "ssl.truststore.certificates,    true",
    "ssl.truststore.location,        false",
    "security.protocol,              false",
    "linger.ms,                      false",
    "no.such.property,               false",
  })
  void knowsWhichValuesAreNeverPrinted(String name, boolean secret) {
    assertThat(KafkaSettings.isSecret(name)).isEqualTo(secret);
  }

  @Test
  void saysNoValueOfAPropertyInWords() {
    assertThat(
            new KafkaSettings(
                BROKERS, Map.of("ssl.key.password", "s3cret", "client.id", "parallax-7")))
        .hasToString(
            "KafkaSettings[bootstrap=a.example:9092,b.example:9092, properties=[client.id,"
                + " ssl.key.password]]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "foo",
        "foo:",
        ":9092",
        "foo:0",
        "foo:99999",
        "foo:-1",
        "foo:x",
        "a:1,,b",
        ","
      })
  void refusesWhatIsNoAddressOfABroker(String bootstrap) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KafkaSettings.of(bootstrap))
        .withMessage(
            "kafka.bootstrap.servers: %s (expected: host:port, more of them after commas)",
            bootstrap);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:9092",
        "[::1]:9092",
        "SASL_SSL://broker-1.kafka.svc:9093",
        "a:1,b:65535",
        "a:1, b:2"
      })
  void takesAddressesAsKafkaDoes(String bootstrap) {
    assertThat(KafkaSettings.of(bootstrap).bootstrap()).isEqualTo(bootstrap);
  }
}
