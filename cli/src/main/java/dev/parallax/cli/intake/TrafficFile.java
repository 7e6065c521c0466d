package dev.parallax.cli.intake;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A file of recorded traffic, by what it begins with: JSON is HAR, a digit is goreplay's; each may
 * be compressed by gzip. Confined to one thread.
 */
public final class TrafficFile implements TrafficReader, AutoCloseable {

  /** Of spaces before it, and of a byte order mark. */
  private static final int LOOK_BYTES = 256;

  private final CountedInput counted;
  private final InputStream in;
  private final TrafficReader reader;

  /** What files can be. */
  public interface Formats {
    TrafficReader har(InputStream in) throws IOException;

    TrafficReader gor(InputStream in) throws IOException;
  }

  private TrafficFile(CountedInput counted, InputStream in, TrafficReader reader) {
    this.counted = counted;
    this.in = in;
    this.reader = reader;
  }

  /**
   * @throws MalformedTraffic if it is none of the formats
   * @throws IOException if the system can't read it
   */
  public static TrafficFile open(Path file, Formats formats) throws IOException {
    CountedInput counted = new CountedInput(Files.newInputStream(file));
    try {
      BufferedInputStream in = new BufferedInputStream(counted, 1 << 16);
      if (isGzip(in)) {
        in = new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16);
      }
      return new TrafficFile(counted, in, reader(in, formats));
    } catch (EOFException | ZipException damaged) {
      counted.close();
      throw damagedGzip();
    } catch (IOException | RuntimeException e) {
      counted.close();
      throw e;
    }
  }

  private static boolean isGzip(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip;
  }

  private static TrafficReader reader(BufferedInputStream in, Formats formats) throws IOException {
    in.mark(LOOK_BYTES);
    int first = in.read();
    for (int i = 1; i < LOOK_BYTES && (first <= ' ' || first >= 0x80) && first >= 0; i++) {
      first = in.read();
    }
    in.reset();
    if (first == '{') {
      return formats.har(in);
    }
    if (first >= '0' && first <= '9') {
      return formats.gor(in);
    }
    throw new MalformedTraffic(
        "neither HAR (JSON) nor a file of goreplay (expected: FILE.har or FILE.gor)");
  }

  @Override
  public @Nullable Traffic next() throws IOException {
    try {
      return reader.next();
    } catch (EOFException | ZipException damaged) {
      throw damagedGzip();
    }
  }

  private static MalformedTraffic damagedGzip() {
    return new MalformedTraffic("the gzip around it ends too early, or is damaged");
  }

  /** Bytes of the file that were read so far. */
  public long bytesRead() {
    return counted.bytes();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
