package dev.parallax.recorder.grpc;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Instants as {@code google.protobuf.Timestamp} has them. */
public final class Timestamps {

  private static final int NANOS = 1_000_000_000;

  private Timestamps() {}

  /** Null if it is none, or too far off. */
  public static @Nullable Instant instant(long seconds, int nanos) {
    if (nanos < 0 || nanos >= NANOS) {
      return null;
    }
    try {
      return Instant.ofEpochSecond(seconds, nanos);
    } catch (DateTimeException tooFarOff) {
      return null;
    }
  }
}
