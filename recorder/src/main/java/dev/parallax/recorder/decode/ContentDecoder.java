package dev.parallax.recorder.decode;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.parallax.recorder.decode.Decoded.Failed;
import dev.parallax.recorder.decode.Decoded.Prefix;
import dev.parallax.recorder.decode.Decoded.Reason;
import dev.parallax.recorder.decode.Decoded.Whole;
import dev.parallax.recorder.raw.Arrivals;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/**
 * Removes stacked content codings from a captured body.
 *
 * <p>Bounded in memory whatever the input: at most {@code maxBytes} of output, {@value
 * #MAX_CODINGS} codings, and windows of 8 MiB (zstd) and 16 MiB (br).
 */
public final class ContentDecoder {

  /** More codings than this are refused. */
  public static final int MAX_CODINGS = 3;

  private static final Set<String> KNOWN =
      Set.of("identity", "gzip", "x-gzip", "deflate", "br", "zstd");

  /** RFC 8878, section 3.1.1.1.2: what a decoder should support at least. */
  private static final int ZSTD_WINDOW_LOG = 23;

  /** Small reads, since what a failing read had decoded is lost. */
  private static final int CHUNK_BYTES = 2048;

  private ContentDecoder() {}

  /**
   * The codings named in the values of {@code Content-Encoding}, in the order in which they were
   * applied, lower-case, without {@code identity}.
   */
  public static List<String> codings(List<String> headerValues) {
    List<String> codings = new ArrayList<>();
    for (String value : headerValues) {
      for (String coding : value.split(",", -1)) {
        String name = coding.strip().toLowerCase(Locale.ROOT);
        if (!name.isEmpty() && !name.equals("identity")) {
          codings.add(name);
        }
      }
    }
    return codings;
  }

  public static boolean knows(String coding) {
    return KNOWN.contains(coding);
  }

  /**
   * @param content the coded bytes
   * @param truncated whether {@code content} is known to be only the beginning
   * @param codings in the order in which they were applied, see {@link #codings}
   * @param maxBytes the most that is decoded; more yields a {@link Prefix} of this size
   */
  public static Decoded decode(
      byte[] content, boolean truncated, List<String> codings, int maxBytes) {
    return decode(content, truncated, codings, maxBytes, new ArrivedInput(content, Arrivals.NONE));
  }

  /**
   * The same.
   *
   * @param input of the content; is told what was decoded of it, if there are codings
   */
  public static Decoded decode(
      byte[] content, boolean truncated, List<String> codings, int maxBytes, ArrivedInput input) {
    if (codings.size() > MAX_CODINGS) {
      return new Failed(Reason.TOO_MANY_CODINGS);
    }
    if (!KNOWN.containsAll(codings)) {
      return new Failed(Reason.UNKNOWN_CODING);
    }
    if (content.length == 0) {
      return truncated ? new Prefix(content, true) : new Whole(content);
    }
    if (codings.isEmpty()) {
      return content.length > maxBytes
          ? new Prefix(Arrays.copyOf(content, maxBytes), false)
          : truncated ? new Prefix(content, true) : new Whole(content);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(maxBytes, 4 * content.length));
    try (InputStream in = stack(input, codings)) {
      byte[] chunk = new byte[CHUNK_BYTES];
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (read > maxBytes - out.size()) {
          out.write(chunk, 0, maxBytes - out.size());
          input.decoded(out.size());
          return new Prefix(out.toByteArray(), false);
        }
        out.write(chunk, 0, read);
        input.decoded(out.size());
      }
      return truncated ? new Prefix(out.toByteArray(), true) : new Whole(out.toByteArray());
    } catch (EOFException ended) {
      return new Prefix(out.toByteArray(), true);
    } catch (IOException | RuntimeException corrupt) {
      return truncated && out.size() > 0
          ? new Prefix(out.toByteArray(), true)
          : new Failed(Reason.CORRUPT);
    }
  }

  private static InputStream stack(InputStream coded, List<String> codings) throws IOException {
    InputStream in = coded;
    try {
      for (String coding : codings.reversed()) {
        in = layer(in, coding);
      }
      return in;
    } catch (IOException | RuntimeException failure) {
      // The layers below hold native memory.
      in.close();
      throw failure;
    }
  }

  private static InputStream layer(InputStream in, String coding) throws IOException {
    return switch (coding) {
      case "gzip", "x-gzip" -> new GZIPInputStream(in);
      case "deflate" -> inflate(in);
      case "br" -> new BrotliInputStream(in);
      case "zstd" -> new ZstdInputStreamNoFinalizer(in).setLongMax(ZSTD_WINDOW_LOG);
      default -> in;
    };
  }

  /** The zlib format (RFC 9110, section 8.4.1.2), or raw deflate as some servers send it. */
  private static InputStream inflate(InputStream coded) throws IOException {
    BufferedInputStream in = new BufferedInputStream(coded);
    in.mark(2);
    int first = in.read();
    int second = in.read();
    in.reset();
    boolean zlib = (first & 0x0F) == 8 && second >= 0 && ((first << 8) | second) % 31 == 0;
    Inflater inflater = new Inflater(!zlib);
    return new InflaterInputStream(in, inflater) {
      @Override
      public void close() throws IOException {
        super.close();
        inflater.end();
      }
    };
  }
}
