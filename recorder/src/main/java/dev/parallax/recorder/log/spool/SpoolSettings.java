package dev.parallax.recorder.log.spool;

import java.nio.file.Path;

/**
 * Where a spool is, and how large it may be.
 *
 * @param directory made where it is missing; one process has it at a time
 * @param maxBytes of all its files, at least 1 MiB
 */
public record SpoolSettings(Path directory, long maxBytes) {

  private static final long MIN_BYTES = 1 << 20;
  private static final long MAX_SEGMENT_BYTES = 16 << 20;

  public SpoolSettings {
    if (maxBytes < MIN_BYTES) {
      throw new IllegalArgumentException(
          "record.spoolMax: %d bytes (expected: >= %d)".formatted(maxBytes, MIN_BYTES));
    }
  }

  /** Of one file, about: room comes free file by file. */
  long segmentBytes() {
    return Math.min(MAX_SEGMENT_BYTES, maxBytes / 8);
  }
}
