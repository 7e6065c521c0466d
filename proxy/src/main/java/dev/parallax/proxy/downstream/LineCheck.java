package dev.parallax.proxy.downstream;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Looks at a request's lines as they are on the wire, before the decoder does: for what it would
 * mend in silence, and so read differently from another server.
 *
 * <ul>
 *   <li>a line that starts with white space: obs-fold, RFC 9112 section 5.2
 *   <li>an empty line that does not end with CRLF
 *   <li>chunk sizes, chunk extensions and the ends of chunks, section 7.1, to the letter
 * </ul>
 *
 * <p>Each byte is looked at once, in whatever pieces it arrives; those of a body not at all.
 * Confined to the event loop.
 */
final class LineCheck {

  private enum Part {
    HEAD,
    CHUNK_SIZE,
    CHUNK_DATA,
    CHUNK_END,
    TRAILERS,
    /** Nothing up to the next {@link #startHead} or {@link #startChunks}. */
    NONE
  }

  /** Of a chunk's first line. Room for a signature, none to hide in. */
  private static final int MAX_CHUNK_LINE_BYTES = 256;

  private Part part = Part.NONE;

  /** How many bytes from the reader index on were looked at. */
  private int ahead;

  private boolean atLineStart;
  private int chunkLeft;

  void startHead() {
    part = Part.HEAD;
    ahead = 0;
    atLineStart = true;
  }

  void startChunks() {
    part = Part.CHUNK_SIZE;
    ahead = 0;
  }

  /** The decoder took that many bytes. */
  void passed(int bytes) {
    ahead = Math.max(0, ahead - bytes);
  }

  /** Whether what can be told of what is readable is as it must be. */
  boolean isClean(ByteBuf in) {
    boolean clean = true;
    boolean moved = true;
    while (clean && moved && part != Part.NONE) {
      int before = ahead;
      Part beforePart = part;
      clean =
          switch (part) {
            case HEAD, TRAILERS -> areLinesClean(in);
            case CHUNK_SIZE -> isChunkSizeClean(in);
            case CHUNK_DATA -> skipChunk(in);
            case CHUNK_END -> isChunkEndClean(in);
            case NONE -> true;
          };
      moved = ahead != before || part != beforePart;
    }
    return clean;
  }

  private boolean areLinesClean(ByteBuf in) {
    int at = in.readerIndex() + ahead;
    int end = in.writerIndex();
    while (at < end) {
      if (atLineStart) {
        byte first = in.getByte(at);
        if (first == '\r') {
          if (at + 1 == end) {
            break;
          }
          part = Part.NONE;
          return in.getByte(at + 1) == '\n';
        }
        if (first >= 0 && first <= ' ') {
          return false;
        }
      }
      int lineEnd = in.indexOf(at, end, (byte) '\n');
      atLineStart = lineEnd >= 0;
      at = atLineStart ? lineEnd + 1 : end;
    }
    ahead = at - in.readerIndex();
    return true;
  }

  private boolean isChunkSizeClean(ByteBuf in) {
    int start = in.readerIndex() + ahead;
    int limit = Math.min(in.writerIndex(), start + MAX_CHUNK_LINE_BYTES);
    int lineEnd = in.indexOf(start, limit, (byte) '\n');
    if (lineEnd < 0) {
      return limit - start < MAX_CHUNK_LINE_BYTES;
    }
    if (lineEnd == start || in.getByte(lineEnd - 1) != '\r') {
      return false;
    }
    String line = in.toString(start, lineEnd - 1 - start, StandardCharsets.ISO_8859_1);
    int digits = hexDigits(line);
    long size = size(line, digits);
    if (digits == 0 || size > Integer.MAX_VALUE || !ChunkExtensions.areValid(line, digits)) {
      return false;
    }
    ahead = lineEnd + 1 - in.readerIndex();
    chunkLeft = (int) size;
    atLineStart = true;
    part = size == 0 ? Part.TRAILERS : Part.CHUNK_DATA;
    return true;
  }

  private boolean skipChunk(ByteBuf in) {
    int skipped = Math.min(chunkLeft, in.readableBytes() - ahead);
    ahead += skipped;
    chunkLeft -= skipped;
    if (chunkLeft == 0) {
      part = Part.CHUNK_END;
    }
    return true;
  }

  private boolean isChunkEndClean(ByteBuf in) {
    int at = in.readerIndex() + ahead;
    int here = in.writerIndex() - at;
    if (here >= 2) {
      ahead += 2;
      part = Part.CHUNK_SIZE;
      return in.getByte(at) == '\r' && in.getByte(at + 1) == '\n';
    }
    return here == 0 || in.getByte(at) == '\r';
  }

  private static int hexDigits(String line) {
    int count = 0;
    while (count < line.length() && Character.digit(line.charAt(count), 16) >= 0) {
      count++;
    }
    return count;
  }

  /** Saturates. */
  private static long size(String line, int digits) {
    long size = 0;
    for (int i = 0; i < digits && size <= Integer.MAX_VALUE; i++) {
      size = size * 16 + Character.digit(line.charAt(i), 16);
    }
    return size;
  }
}
