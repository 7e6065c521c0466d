package dev.parallax.cli.gor;

import dev.parallax.cli.intake.MalformedTraffic;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The records of a file, one after the other. Confined to one thread. */
final class GorRecords {

  /** Of one record: 64 MiB. */
  private static final int MAX_BYTES = 64 << 20;

  private static final byte[] SEPARATOR = "\n🐵🙈🙉\n".getBytes(StandardCharsets.UTF_8);

  private static final Pattern HEADER =
      Pattern.compile("(\\d) ([0-9A-Za-z_:.-]{1,128}) (\\d{1,19})(?: (\\d{1,19}))?\r?");

  private final InputStream in;
  private long at;

  GorRecords(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /**
   * @param offset where it begins, in bytes of the file, uncompressed
   * @param type 1 a request, 2 its response, 3 what a replay was answered
   * @param nanos when it began, since the Unix epoch
   * @param latencyNanos how long it took; 0 if it is not told
   * @param whole whether the separator stands behind it
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on at once.
  record Entry(
      long offset,
      int type,
      String id,
      long nanos,
      long latencyNanos,
      byte[] message,
      boolean whole) {}

  /** The next, or null at the end. */
  @Nullable Entry next() throws IOException {
    long from = at;
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    boolean whole = read(record, from);
    byte[] bytes = record.toByteArray();
    if (!whole && new String(bytes, StandardCharsets.ISO_8859_1).isBlank()) {
      return null;
    }
    return entry(bytes, from, whole);
  }

  /** Up to the separator, and past it; false if there is none. */
  private boolean read(ByteArrayOutputStream record, long from) throws IOException {
    int matched = 0;
    for (int next = nextByte(from); next >= 0; next = nextByte(from)) {
      at++;
      if ((byte) next == SEPARATOR[matched]) {
        matched++;
        if (matched == SEPARATOR.length) {
          return true;
        }
        continue;
      }
      // No byte of the separator but its first and its last begins it again.
      record.write(SEPARATOR, 0, matched);
      matched = next == '\n' ? 1 : 0;
      if (matched == 0) {
        record.write(next);
      }
      if (record.size() > MAX_BYTES) {
        throw malformed(from, "a record of more than %d bytes".formatted(MAX_BYTES));
      }
    }
    record.write(SEPARATOR, 0, matched);
    return false;
  }

  private int nextByte(long from) throws IOException {
    try {
      return in.read();
    } catch (EOFException | ZipException damaged) {
      throw malformed(from, "the gzip around it ends too early, or is damaged");
    }
  }

  private static Entry entry(byte[] bytes, long from, boolean whole) throws MalformedTraffic {
    int line = 0;
    while (line < bytes.length && bytes[line] != '\n') {
      line++;
    }
    Matcher header =
        HEADER.matcher(new String(bytes, 0, Math.min(line, 256), StandardCharsets.ISO_8859_1));
    if (!header.matches()) {
      throw malformed(
          from, "no header of a record (expected: '1 ID NANOSECONDS', as goreplay writes it)");
    }
    byte[] message = new byte[Math.max(0, bytes.length - line - 1)];
    System.arraycopy(bytes, Math.min(line + 1, bytes.length), message, 0, message.length);
    try {
      return new Entry(
          from,
          Integer.parseInt(header.group(1)),
          header.group(2),
          Long.parseLong(header.group(3)),
          header.group(4) == null ? 0 : Long.parseLong(header.group(4)),
          message,
          whole);
    } catch (NumberFormatException beyond) {
      throw malformed(from, "a time that is none");
    }
  }

  private static MalformedTraffic malformed(long offset, String what) {
    return new MalformedTraffic("byte %d: %s".formatted(offset, what));
  }
}
