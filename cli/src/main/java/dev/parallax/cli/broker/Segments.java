package dev.parallax.cli.broker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.Record;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a broker has written, from its segment files and past its protocol: each record's key,
 * value and headers, with the batch's compression removed. May be read while the broker runs.
 */
public final class Segments {

  private Segments() {}

  /** Takes the bytes of one part of a record. */
  public interface Sink {

    /**
     * @param where segment file, offset of the record in its partition, and part
     */
    void take(String where, InputStream bytes) throws IOException;
  }

  /**
   * All records of all topics.
   *
   * @param dataDirectory of an embedded Kafka
   * @return how many records there were
   */
  public static long read(Path dataDirectory, Sink sink) throws IOException {
    List<Path> segments;
    try (Stream<Path> files = Files.walk(dataDirectory)) {
      segments = files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
    long records = 0;
    for (Path segment : segments) {
      records += readSegment(segment, dataDirectory.relativize(segment).toString(), sink);
    }
    return records;
  }

  private static long readSegment(Path segment, String name, Sink sink) throws IOException {
    long count = 0;
    try (FileRecords records = FileRecords.open(segment.toFile(), false)) {
      for (Record record : records.records()) {
        String where = "%s, record %d".formatted(name, record.offset());
        take(where + ", key", record.key(), sink);
        take(where + ", value", record.value(), sink);
        for (Header header : record.headers()) {
          take(where + ", header " + header.key(), wrap(header.value()), sink);
        }
        count++;
      }
    }
    return count;
  }

  private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private static void take(String where, @Nullable ByteBuffer part, Sink sink) throws IOException {
    if (part != null) {
      byte[] bytes = new byte[part.remaining()];
      part.get(bytes);
      sink.take(where, new ByteArrayInputStream(bytes));
    }
  }
}
