package dev.parallax.recorder.log.kafka;

import java.time.Duration;

/**
 * How long a log lets its writer wait for Kafka.
 *
 * @param append for room for one event
 * @param flush for acknowledgement of all
 */
public record Waits(Duration append, Duration flush) {

  /** Beside production: what Kafka does not take soon is lost, and counted. */
  public static Waits capture() {
    return new Waits(Duration.ofSeconds(1), Duration.ofMillis(1_500));
  }

  /** In a run: its outcomes are worth waiting for while Kafka restarts. */
  public static Waits run() {
    return new Waits(Duration.ofMinutes(2), Duration.ofMinutes(3));
  }
}
