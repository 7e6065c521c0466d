package dev.parallax.recorder.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLayoutTest {

  @Test
  void hasDefaultsForACluster() {
    LogLayout layout = LogLayout.defaults();

    assertThat(layout).isEqualTo(new LogLayout(12, 0, Duration.ofDays(3), 8_388_608));
    assertThat(layout.maxRecordBytes()).as("event, key and batch").isGreaterThan(8_388_608);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, PT1H,  1, 'log.partitions: 0 (expected: >= 1)'",
    "1, -1, PT1H, 1, 'log.replication: -1 (expected: >= 0)'",
    "1, 1, PT0S,  1, 'log.retention: PT0S (expected: > 0)'",
    "1, 1, PT-1S, 1, 'log.retention: PT-1S (expected: > 0)'",
    "1, 1, PT1H,  0, 'log.maxEvent: 0 (expected: > 0)'",
  })
  void refusesWhatNoTopicCanBe(
      int partitions, int replication, Duration retention, int maxEventBytes, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LogLayout(partitions, replication, retention, maxEventBytes))
        .withMessage(message);
  }
}
