package dev.parallax.recorder.log.kafka;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Which cluster, and what its clients are told besides: TLS, SASL, client id, and any other
 * property of Kafka's own, by Kafka's names.
 *
 * <p>A value may refer to a file or a variable instead of holding a secret: {@code
 * ${directory:/etc/parallax/secrets:password}}, {@code ${file:/etc/parallax/kafka.properties:key}},
 * {@code ${env:KAFKA_PASSWORD}} (Kafka's configuration providers). It is read when a client is
 * made.
 *
 * @param bootstrap {@code host:port}, more of them after commas
 * @param properties passed through to the clients that know them
 */
public record KafkaSettings(String bootstrap, Map<String, String> properties) {

  /** Properties that the promises of the log depend on: not for users to set. */
  private static final Set<String> OURS =
      Set.of(
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
          ProducerConfig.MAX_BLOCK_MS_CONFIG,
          ProducerConfig.PARTITIONER_CLASS_CONFIG,
          ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
          ConsumerConfig.GROUP_PROTOCOL_CONFIG,
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.GROUP_ID_CONFIG,
          ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          "bootstrap.servers");

  private static final Map<String, String> PROVIDERS =
      Map.of(
          "config.providers",
          "env,file,directory",
          "config.providers.env.class",
          "org.apache.kafka.common.config.provider.EnvVarConfigProvider",
          "config.providers.file.class",
          "org.apache.kafka.common.config.provider.FileConfigProvider",
          "config.providers.directory.class",
          "org.apache.kafka.common.config.provider.DirectoryConfigProvider");

  /** What the producer holds; the recorder's own queue is what bridges an outage. */
  private static final long BUFFER_BYTES = 8 << 20;

  public KafkaSettings {
    properties = Map.copyOf(properties);
    if (!Arrays.stream(bootstrap.split(",", -1))
        .map(String::strip)
        .allMatch(KafkaSettings::isAddress)) {
      throw new IllegalArgumentException(
          "kafka.bootstrap.servers: %s (expected: host:port, more of them after commas)"
              .formatted(bootstrap));
    }
    for (String name : properties.keySet()) {
      if (!names().contains(name)) {
        throw new IllegalArgumentException(
            "kafka.%s: %s"
                .formatted(
                    name,
                    OURS.contains(name) ? "is not for setting" : "is no property of Kafka's"));
      }
    }
  }

  /**
   * With values that Kafka's clients take.
   *
   * @throws IllegalArgumentException for one that they don't, or a reference that leads nowhere
   */
  public KafkaSettings validated() {
    try {
      ProducerConfig _ = new ProducerConfig(producer(1 << 20));
      ConsumerConfig _ = new ConsumerConfig(member("group"));
      AdminClientConfig _ = new AdminClientConfig(admin());
      return this;
    } catch (KafkaException e) {
      throw new IllegalArgumentException("kafka: " + KafkaFaults.words(e), e);
    }
  }

  /** A cluster that asks for nothing more than its address. */
  public static KafkaSettings of(String bootstrap) {
    return new KafkaSettings(bootstrap, Map.of());
  }

  /** By its form; whether anybody is there, a client finds out. */
  private static boolean isAddress(String text) {
    String host = Utils.getHost(text);
    Integer port = Utils.getPort(text);
    return host != null && !host.isEmpty() && port != null && port >= 1 && port <= 65_535;
  }

  /** All properties that may be passed through, sorted. */
  public static Set<String> names() {
    Set<String> names = new TreeSet<>(ProducerConfig.configNames());
    names.addAll(ConsumerConfig.configNames());
    names.addAll(AdminClientConfig.configNames());
    names.removeAll(OURS);
    return names;
  }

  /** Whether the value of a property must never be printed. */
  public static boolean isSecret(String name) {
    return isPassword(ProducerConfig.configDef(), name)
        || isPassword(ConsumerConfig.configDef(), name)
        || isPassword(AdminClientConfig.configDef(), name);
  }

  private static boolean isPassword(ConfigDef definitions, String name) {
    ConfigDef.ConfigKey key = definitions.configKeys().get(name);
    return key != null && key.type == ConfigDef.Type.PASSWORD;
  }

  Map<String, Object> admin() {
    return client(AdminClientConfig.configNames());
  }

  /**
   * Idempotent, acknowledged by all replicas that are in sync, lz4 unless set otherwise. Batches
   * are large and wait a little, since at moderate rates most of the cost is waking up.
   */
  Map<String, Object> producer(int maxRecordBytes) {
    Map<String, Object> config = client(ProducerConfig.configNames());
    config.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 100);
    config.putIfAbsent(
        ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(BUFFER_BYTES, (long) maxRecordBytes));
    config.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxRecordBytes);
    return config;
  }

  /**
   * Reads what is there, and waits for nothing: closing would else wait for what is still asked.
   */
  Map<String, Object> reader() {
    Map<String, Object> config = consumer();
    config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
    // What retention removes meanwhile is counted, and not jumped over.
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return config;
  }

  /** Reads partitions that it is given; commits nothing by itself. */
  Map<String, Object> consumer() {
    Map<String, Object> config = client(ConsumerConfig.configNames());
    config.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return config;
  }

  /** Commits under a group's name, and is no member of it. */
  Map<String, Object> consumer(String group) {
    Map<String, Object> config = consumer();
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    return config;
  }

  /** Takes part in a group; who is silent for ten seconds is taken for dead. */
  Map<String, Object> member(String group) {
    Map<String, Object> config = consumer(group);
    config.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
    config.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return config;
  }

  private Map<String, Object> client(Set<String> known) {
    Map<String, Object> config = new HashMap<>();
    config.put("client.id", "parallax");
    properties.forEach(
        (name, value) -> {
          if (known.contains(name)) {
            config.put(name, value);
          }
        });
    config.put("bootstrap.servers", bootstrap);
    PROVIDERS.forEach(config::putIfAbsent);
    return config;
  }

  /** Without a word of what may be secret. */
  @Override
  public String toString() {
    return "KafkaSettings[bootstrap=%s, properties=%s]"
        .formatted(bootstrap, new TreeMap<>(properties).keySet());
  }
}
