package dev.parallax.recorder.log.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes the topics that are missing, and says how those that are there differ from the layout. */
final class KafkaTopics {

  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(10);
  private static final Duration KNOWN_POLL = Duration.ofMillis(50);

  private final Admin admin;
  private final LogLayout layout;
  private int maxRecordBytes;

  KafkaTopics(Admin admin, LogLayout layout) {
    this.admin = admin;
    this.layout = layout;
    maxRecordBytes = layout.maxRecordBytes();
  }

  /**
   * What the topic of exchanges takes, as far as {@link #ensure} was told; at most the layout's.
   */
  int maxRecordBytes() {
    return maxRecordBytes;
  }

  /**
   * @return what is not as expected, a sentence each; nothing is changed about it
   * @throws KafkaException if the cluster can't be asked, or if topics are missing and can't be
   *     made
   */
  List<String> ensure() throws InterruptedException {
    Set<String> existing = await(admin.listTopics().names());
    List<NewTopic> missing =
        Arrays.stream(Topic.values())
            .filter(topic -> !existing.contains(topic.topicName()))
            .map(this::create)
            .toList();
    for (NewTopic topic : missing) {
      create(topic);
    }
    awaitKnown(missing.stream().map(NewTopic::name).toList());
    List<String> present =
        Arrays.stream(Topic.values()).map(Topic::topicName).filter(existing::contains).toList();
    return present.isEmpty() ? List.of() : mismatches(present);
  }

  private NewTopic create(Topic topic) {
    Optional<Short> replicas =
        layout.replication() == 0
            ? Optional.empty()
            : Optional.of((short) Math.min(layout.replication(), Short.MAX_VALUE));
    return new NewTopic(topic.topicName(), Optional.of(partitions(topic)), replicas)
        .configs(expected());
  }

  /** Another proxy may have made it meanwhile. */
  private void create(NewTopic topic) throws InterruptedException {
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new KafkaException(
            "topic %s can't be made: %s".formatted(topic.name(), KafkaFaults.words(cause(e))), e);
      }
    }
  }

  /** A broker learns of a topic shortly after the controller has made it. */
  private void awaitKnown(List<String> topics) throws InterruptedException {
    long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
    while (!topics.isEmpty()) {
      try {
        admin.describeTopics(topics).allTopicNames().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() - deadline > 0) {
          throw new KafkaException(KafkaFaults.words(cause(e)), e);
        }
        Thread.sleep(KNOWN_POLL);
      }
    }
  }

  private int partitions(Topic topic) {
    return topic.bySession() ? layout.partitions() : 1;
  }

  private Map<String, String> expected() {
    return Map.of(
        TopicConfig.RETENTION_MS_CONFIG, Long.toString(layout.retention().toMillis()),
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(layout.maxRecordBytes()));
  }

  private List<String> mismatches(List<String> present) throws InterruptedException {
    List<String> warnings = new ArrayList<>();
    Map<String, TopicDescription> found = await(admin.describeTopics(present).allTopicNames());
    for (Topic topic : Topic.values()) {
      TopicDescription description = found.get(topic.topicName());
      if (description != null) {
        int partitions = description.partitions().size();
        if (partitions != partitions(topic)) {
          warnings.add(
              "topic %s has %d partitions (expected: log.partitions %d)"
                  .formatted(topic.topicName(), partitions, partitions(topic)));
        }
      }
    }
    try {
      configs(present).forEach((topic, config) -> warnings.addAll(mismatches(topic, config)));
    } catch (KafkaException e) {
      // Who may write need not be allowed to ask.
      warnings.add("settings of topics can't be checked: " + KafkaFaults.words(e));
    }
    return warnings;
  }

  private List<String> mismatches(String topic, Config config) {
    List<String> warnings = new ArrayList<>();
    String retention = value(config, TopicConfig.RETENTION_MS_CONFIG);
    if (!retention.equals(Long.toString(layout.retention().toMillis()))) {
      warnings.add(
          "topic %s keeps records for %s ms (expected: log.retention %d ms)"
              .formatted(topic, retention, layout.retention().toMillis()));
    }
    String maxBytes = value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    if (Long.parseLong(maxBytes) < layout.maxRecordBytes()) {
      if (topic.equals(Topic.EXCHANGES.topicName())) {
        maxRecordBytes = Integer.parseInt(maxBytes);
      }
      warnings.add(
          "topic %s takes at most %s bytes a record (expected: %d, for log.maxEvent %d): larger ones lose their bodies, or are lost"
              .formatted(topic, maxBytes, layout.maxRecordBytes(), layout.maxEventBytes()));
    }
    return warnings;
  }

  private Map<String, Config> configs(List<String> topics) throws InterruptedException {
    List<ConfigResource> resources =
        topics.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<String, Config> configs = new HashMap<>();
    await(admin.describeConfigs(resources).all())
        .forEach((resource, config) -> configs.put(resource.name(), config));
    return configs.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                Map.Entry::getValue,
                (first, second) -> first,
                java.util.LinkedHashMap::new));
  }

  private static String value(Config config, String name) {
    ConfigEntry entry = config.get(name);
    return entry == null || entry.value() == null ? "0" : entry.value();
  }

  private static <T> T await(org.apache.kafka.common.KafkaFuture<T> future)
      throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new KafkaException(KafkaFaults.words(cause(e)), e);
    }
  }

  private static Throwable cause(ExecutionException e) {
    return e.getCause() == null ? e : e.getCause();
  }
}
