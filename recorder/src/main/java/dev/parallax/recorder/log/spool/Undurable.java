package dev.parallax.recorder.log.spool;

import com.google.protobuf.MessageLite;
import dev.parallax.recorder.log.PlxWriter;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.sanitize.Sanitised;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What a spool's file was given and does not keep for sure yet, in order: it is in memory until
 * then, since it may have to be written again. Confined to one thread at a time.
 */
final class Undurable {

  /** One event, with the receipt of whoever appended it. */
  record Written(Sanitised<? extends MessageLite> event, Receipt receipt) {

    boolean isExchange() {
      return Ids.isExchange(event.event());
    }
  }

  private final Deque<Written> events = new ArrayDeque<>();
  private long bytes;

  /** How many of those, the oldest, the file keeps by now. */
  private int kept;

  /** Appends to the file, and holds it once that has taken it. */
  void append(PlxWriter file, Sanitised<? extends MessageLite> event, Receipt receipt)
      throws IOException {
    file.append(event, this::settled);
    events.addLast(new Written(event, receipt));
    bytes += event.event().getSerializedSize();
  }

  /** Writes all to a file that is begun anew. */
  void appendAgain(PlxWriter file) throws IOException {
    for (Written again : events) {
      file.append(again.event(), this::settled);
    }
  }

  /** A file settles in the order in which it was given them. */
  private void settled(boolean durable) {
    kept += durable ? 1 : 0;
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  int size() {
    return events.size();
  }

  /** Serialised. */
  long bytes() {
    return bytes;
  }

  /** Whether the file keeps some of it by now. */
  boolean anyKept() {
    return kept > 0;
  }

  /** Takes the oldest, if the file keeps it by now; else null. */
  @Nullable Written takeKept() {
    if (kept == 0) {
      return null;
    }
    kept--;
    Written oldest = events.removeFirst();
    bytes -= oldest.event().event().getSerializedSize();
    return oldest;
  }

  /** Nobody keeps them. */
  void loseAll() {
    events.forEach(one -> one.receipt().settled(false));
    events.clear();
    bytes = 0;
  }
}
