package dev.parallax.bench.leak.place;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** What is done to a body as a whole. */
enum Coding {
  GZIP,
  DEFLATE,
  RAW_DEFLATE,
  BROTLI,
  ZSTD,
  STACKED,
  MISLABELLED_AS_GZIP,
  GZIP_UNLABELLED,
  GZIP_CUT,
  GZIP_IN_UNKNOWN,
  UTF_16_LITTLE,
  UTF_16_BIG,
  UTF_16_UNLABELLED,
  UTF_8_MARK,
  LATIN_1;

  Message of(Message message) {
    byte[] body = message.body();
    return switch (this) {
      case GZIP -> message.body(gzip(body)).header("Content-Encoding: gzip");
      case DEFLATE -> message.body(deflate(body, false)).header("Content-Encoding: deflate");
      case RAW_DEFLATE -> message.body(deflate(body, true)).header("Content-Encoding: deflate");
      case BROTLI -> message.body(brotli(body)).header("Content-Encoding: br");
      case ZSTD -> message.body(Zstd.compress(body)).header("Content-Encoding: zstd");
      case STACKED ->
          message.body(Zstd.compress(gzip(body))).header("Content-Encoding: gzip, zstd");
      case MISLABELLED_AS_GZIP -> message.header("Content-Encoding: gzip");
      case GZIP_UNLABELLED -> message.body(gzip(body));
      case GZIP_CUT -> {
        byte[] whole = gzip(body);
        yield message.body(Arrays.copyOf(whole, whole.length - 9)).header("Content-Encoding: gzip");
      }
      case GZIP_IN_UNKNOWN -> message.body(gzip(body)).header("Content-Encoding: x-parcel, gzip");
      case UTF_16_LITTLE -> recoded(message, UTF_16LE, "utf-16le");
      case UTF_16_BIG -> recoded(message, UTF_16BE, "utf-16");
      case UTF_16_UNLABELLED -> message.body(message.text().getBytes(UTF_16LE));
      case UTF_8_MARK -> message.body(("\ufeff" + message.text()).getBytes(UTF_8));
      case LATIN_1 ->
          recoded(
              message.body(message.text().replace("ok", "déjà vu").getBytes(UTF_8)),
              ISO_8859_1,
              "iso-8859-1");
    };
  }

  private static Message recoded(Message message, Charset charset, String label) {
    String type =
        message.headers().stream()
            .filter(line -> line.startsWith("Content-Type: "))
            .map(line -> line.substring("Content-Type: ".length()).split(";", 2)[0])
            .findFirst()
            .orElse("text/plain");
    return message.body(message.text().getBytes(charset)).type(type + "; charset=" + label);
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] bytes, boolean raw) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, raw);
        OutputStream deflate = new DeflaterOutputStream(out, deflater)) {
      deflate.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * Stored blocks, since there is no encoder of brotli on the class path: RFC 7932, section 9.2. At
   * most 64 KiB.
   */
  private static byte[] brotli(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > 1 << 16) {
      throw new IllegalArgumentException(bytes.length + " bytes (expected: 1 to 64 KiB)");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    // WBITS 16 in one bit, not the last, four nibbles of length less one, and uncompressed.
    int header = (bytes.length - 1) << 4 | 1 << 20;
    out.write(header);
    out.write(header >> 8);
    out.write(header >> 16);
    out.writeBytes(bytes);
    // The last one, and empty.
    out.write(3);
    return out.toByteArray();
  }
}
