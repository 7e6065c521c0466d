package dev.parallax.replayer.send;

import dev.parallax.replayer.protect.Protection;
import java.time.Duration;

/**
 * How much a run may take. What users set is named by their keys where it is refused.
 *
 * @param requestTimeout for one attempt, connecting and the whole answer included
 * @param connectTimeout for opening a connection; the request's timeout where that is shorter
 * @param maxInFlight exchanges under way at once, each with one attempt at a time
 * @param maxBodyBytes what is kept of an answer's body; the rest is read and counted. The answers
 *     held in memory are bounded by {@code maxInFlight} x 3 attempts x this
 * @param protection what is kept to for the legs' sake
 */
public record Limits(
    Duration requestTimeout,
    Duration connectTimeout,
    int maxInFlight,
    int maxBodyBytes,
    Protection protection) {

  public Limits {
    if (requestTimeout.toMillis() < 1) {
      throw new IllegalArgumentException(
          "replay.timeout: %d ms (expected: >= 1 ms)".formatted(requestTimeout.toMillis()));
    }
    if (connectTimeout.toMillis() < 1) {
      throw new IllegalArgumentException(
          "connectTimeout: %s (expected: >= 1 ms)".formatted(connectTimeout));
    }
    if (maxInFlight < 1) {
      throw new IllegalArgumentException(
          "replay.maxConcurrent: %d (expected: >= 1)".formatted(maxInFlight));
    }
    if (maxBodyBytes < 0) {
      throw new IllegalArgumentException(
          "replay.maxAnswer: %d bytes (expected: >= 0)".formatted(maxBodyBytes));
    }
  }

  /** Without any protection of the legs but the bound on what is in flight. */
  public Limits(
      Duration requestTimeout, Duration connectTimeout, int maxInFlight, int maxBodyBytes) {
    this(requestTimeout, connectTimeout, maxInFlight, maxBodyBytes, Protection.none());
  }

  /** 30 s for an attempt, 5 s for its connection, 256 in flight, 1 MiB of each body. */
  public static Limits defaults() {
    return new Limits(
        Duration.ofSeconds(30), Duration.ofSeconds(5), 256, 1 << 20, Protection.defaults());
  }
}
