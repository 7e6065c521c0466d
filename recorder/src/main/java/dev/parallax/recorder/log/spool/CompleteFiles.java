package dev.parallax.recorder.log.spool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of a spool that are complete, oldest first. Not thread-safe, but for {@link #bytes}.
 */
final class CompleteFiles {

  private final Deque<Segment> files = new ArrayDeque<>();
  private final Map<Segment, Long> sizes = new HashMap<>();
  private volatile long bytes;

  /** The newest. */
  void add(Segment segment, long size) {
    files.addLast(segment);
    sizes.put(segment, size);
    resized(size);
  }

  void remove(Segment segment) {
    files.remove(segment);
    Long size = sizes.remove(segment);
    resized(size == null ? 0 : -size);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // One thread at a time writes it.
  private void resized(long by) {
    bytes += by;
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  @Nullable Segment oldest() {
    return files.peekFirst();
  }

  @Nullable Segment newest() {
    return files.peekLast();
  }

  /** The one that was begun after that; empty for the newest. */
  Optional<Segment> after(Segment segment) {
    return files.stream().filter(other -> other.number() > segment.number()).findFirst();
  }

  /** Of all. Any thread. */
  long bytes() {
    return bytes;
  }

  /** Bytes of one when it was completed; 0 if it is none of these. */
  long size(Segment segment) {
    return sizes.getOrDefault(segment, 0L);
  }
}
