package dev.parallax.recorder.log.kafka;

import java.time.Duration;

/**
 * How the topics of a log are made where they are missing, and expected to be where they are not.
 *
 * @param partitions of the topics that are keyed by session; at least 1
 * @param replication replicas of each partition; 0 for the broker's default
 * @param retention how long records are kept; above 0
 * @param maxEventBytes of one event; above 0
 */
public record LogLayout(int partitions, int replication, Duration retention, int maxEventBytes) {

  /** What a record takes besides its event: key, headers, and what Kafka puts around a batch. */
  static final int RECORD_OVERHEAD_BYTES = 16 << 10;

  public LogLayout {
    check(partitions >= 1, "log.partitions", partitions, ">= 1");
    check(replication >= 0, "log.replication", replication, ">= 0");
    check(retention.isPositive(), "log.retention", retention, "> 0");
    check(maxEventBytes >= 1, "log.maxEvent", maxEventBytes, "> 0");
  }

  /** 12 partitions, the broker's replication, 3 days, 8 MiB. */
  public static LogLayout defaults() {
    return new LogLayout(12, 0, Duration.ofDays(3), 8 << 20);
  }

  int maxRecordBytes() {
    return maxEventBytes + RECORD_OVERHEAD_BYTES;
  }

  /** What an event may take of a record, where a topic takes records of so many bytes. */
  int maxEventBytes(int maxRecordBytes) {
    return Math.max(1, Math.min(maxEventBytes, maxRecordBytes - RECORD_OVERHEAD_BYTES));
  }

  private static void check(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("%s: %s (expected: %s)".formatted(key, value, expected));
    }
  }
}
