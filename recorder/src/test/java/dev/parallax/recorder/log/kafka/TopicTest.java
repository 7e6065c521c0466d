package dev.parallax.recorder.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTest {

  @ParameterizedTest
  @CsvSource({
    "parallax.exchanges,    true",
    "parallax.outcomes,     true",
    "parallax.comparisons,  true",
    "parallax.ledger,       false",
    "parallax.templates,    false",
    "parallax.late,         false",
    "parallax.runs,         false",
    "parallax.dead-letters, false",
  })
  void isPartitionedBySessionWhereASessionsEventsStandTogether(String name, boolean bySession) {
    Topic topic = Topic.named(name).orElseThrow();

    assertThat(topic.topicName()).isEqualTo(name);
    assertThat(topic.bySession()).isEqualTo(bySession);
  }

  @Test
  void areEight() {
    assertThat(Topic.values()).hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "exchanges", "parallax.Exchanges", "parallax.exchanges "})
  void isNoOtherTopicOfTheCluster(String name) {
    assertThat(Topic.named(name)).isEmpty();
  }
}
