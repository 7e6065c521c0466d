package dev.parallax.replayer.send;

import io.vertx.core.buffer.Buffer;

/**
 * Finds the empty lines behind server-sent events: those that a client would be told of, which have
 * data. Comments and blocks without data are no events, and a byte order mark at the beginning is
 * no part of a line. Confined to one thread.
 */
final class EventEnds implements MessageEnds {

  private static final String DATA = "data";
  private static final int OTHER = -1;
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** How much of the mark was read; all of it once something else was there. */
  private int bomBytes;

  private boolean afterCr;
  private boolean hasData;
  private int lineBytes;

  /** How much of {@code data:} the line begins with. */
  private int matched;

  @Override
  public int next(Buffer part, int from) {
    for (int at = from; at < part.length(); at++) {
      byte b = part.getByte(at);
      boolean halfOfCrLf = afterCr && b == '\n';
      afterCr = b == '\r';
      if (b != '\r' && b != '\n') {
        read(b);
      } else if (!halfOfCrLf && endLine()) {
        return behindLine(part, at + 1);
      }
    }
    return NONE;
  }

  private void read(byte b) {
    if (bomBytes < BOM.length) {
      if (b == BOM[bomBytes]) {
        bomBytes++;
        return;
      }
      matched = bomBytes > 0 ? OTHER : 0;
      bomBytes = BOM.length;
    }
    lineBytes++;
    if (matched == DATA.length()) {
      matched = b == ':' ? matched + 1 : OTHER;
    } else if (matched != OTHER && matched < DATA.length()) {
      matched = b == DATA.charAt(matched) ? matched + 1 : OTHER;
    }
  }

  /** Whether the line was empty, and an event stood before it. */
  private boolean endLine() {
    bomBytes = BOM.length;
    boolean empty = lineBytes == 0;
    boolean ended = empty && hasData;
    hasData = !empty && (hasData || matched >= DATA.length());
    lineBytes = 0;
    matched = 0;
    return ended;
  }

  private int behindLine(Buffer part, int end) {
    if (afterCr && end < part.length() && part.getByte(end) == '\n') {
      afterCr = false;
      return end + 1;
    }
    return end;
  }
}
