package dev.parallax.recorder.syntax;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a multipart body (RFC 2046, section 5.1), as ranges of its bytes. What comes before
 * the first and behind the last is no part. Confined to one thread.
 */
public final class MultipartReader {

  private static final int MAX_HEADERS = 32;
  private static final int MAX_HEADER_BYTES = 8192;

  /** RFC 2046 says 70. */
  private static final int MAX_BOUNDARY = 128;

  /** A line of a part's head, its folds joined. */
  public record Header(String name, String value) {}

  private final byte[] bytes;
  private final byte[] delimiter;
  private final List<Header> headers = new ArrayList<>();
  private int next = -1;
  private int from;
  private int to;
  private boolean ended;

  /**
   * @throws MalformedTextException if the body has no such boundary
   */
  public MultipartReader(byte[] bytes, String boundary) throws MalformedTextException {
    if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
      throw new MalformedTextException();
    }
    this.bytes = bytes;
    delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    int first = delimiterFrom(0);
    if (first < 0) {
      throw new MalformedTextException();
    }
    next = behindDelimiter(first);
  }

  /**
   * Goes to the next part; false if there is none that is whole.
   *
   * @throws MalformedTextException if its head is none
   */
  public boolean next() throws MalformedTextException {
    if (ended || next < 0) {
      return false;
    }
    int end = delimiterFrom(next);
    if (end < 0) {
      return false;
    }
    from = head(next, end);
    to = Math.max(from, lineEndBefore(end));
    next = behindDelimiter(end);
    return true;
  }

  /** Whether the closing delimiter was met. */
  public boolean ended() {
    return ended;
  }

  public List<Header> headers() {
    return headers;
  }

  /** Where the content of the part begins. */
  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  /** Where a line that is a delimiter begins; -1 if there is none. */
  private int delimiterFrom(int start) {
    int line = start;
    while (line >= 0 && line < bytes.length) {
      if (startsWith(line) && behindDelimiter(line) >= 0) {
        return line;
      }
      line = nextLine(line);
    }
    return -1;
  }

  private boolean startsWith(int at) {
    if (at + delimiter.length > bytes.length) {
      return false;
    }
    for (int i = 0; i < delimiter.length; i++) {
      if (bytes[at + i] != delimiter[i]) {
        return false;
      }
    }
    return true;
  }

  /** Behind the delimiter's line, or the end of it all; -1 if the line is another one. */
  private int behindDelimiter(int line) {
    int at = line + delimiter.length;
    boolean last = at + 1 < bytes.length && bytes[at] == '-' && bytes[at + 1] == '-';
    if (last) {
      at += 2;
    }
    while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
      at++;
    }
    if (at < bytes.length && bytes[at] != '\n') {
      return -1;
    }
    if (last) {
      ended = true;
      return bytes.length;
    }
    return at < bytes.length ? at + 1 : -1;
  }

  private int nextLine(int line) {
    int at = line;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return at < bytes.length ? at + 1 : -1;
  }

  private int lineEndBefore(int line) {
    int end = line > 0 && bytes[line - 1] == '\n' ? line - 1 : line;
    return end > 0 && end < line && bytes[end - 1] == '\r' ? end - 1 : end;
  }

  /** Reads the lines of the head; returns where the content begins. */
  private int head(int start, int end) throws MalformedTextException {
    headers.clear();
    int line = start;
    while (line < end) {
      int next = nextLine(line);
      int lineEnd = next < 0 ? end : lineEndBefore(next);
      if (lineEnd == line) {
        return next;
      }
      if (next < 0 || next > end || next - start > MAX_HEADER_BYTES) {
        throw new MalformedTextException();
      }
      header(new String(bytes, line, lineEnd - line, StandardCharsets.UTF_8));
      line = next;
    }
    // A part without an empty line has no content.
    return end;
  }

  private void header(String line) throws MalformedTextException {
    if ((line.startsWith(" ") || line.startsWith("\t")) && !headers.isEmpty()) {
      Header folded = headers.removeLast();
      headers.add(new Header(folded.name(), folded.value() + ' ' + line.strip()));
      return;
    }
    int colon = line.indexOf(':');
    if (colon <= 0 || headers.size() == MAX_HEADERS) {
      throw new MalformedTextException();
    }
    headers.add(new Header(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
  }
}
