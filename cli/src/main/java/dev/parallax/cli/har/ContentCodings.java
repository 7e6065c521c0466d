package dev.parallax.cli.har;

import com.github.luben.zstd.Zstd;
import dev.parallax.recorder.decode.ContentDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Puts content codings on again that a browser took off: HAR holds bodies decoded, with the headers
 * of the coded ones.
 */
final class ContentCodings {

  /** Of an uncompressed block of brotli, whose length takes four nibbles. */
  private static final int BLOCK_BYTES = 1 << 16;

  /** The last block, and empty (RFC 7932, section 9.2). */
  private static final int LAST_EMPTY = 0b11;

  private ContentCodings() {}

  /**
   * @param codings in the order in which they are applied
   * @return empty if one of them is not known
   */
  static Optional<byte[]> encode(byte[] content, List<String> codings) {
    if (codings.size() > ContentDecoder.MAX_CODINGS
        || !codings.stream().allMatch(ContentDecoder::knows)) {
      return Optional.empty();
    }
    byte[] coded = content;
    for (String coding : codings) {
      coded =
          switch (coding) {
            case "gzip", "x-gzip" -> through(coded, GZIPOutputStream::new);
            case "deflate" -> through(coded, DeflaterOutputStream::new);
            case "zstd" -> Zstd.compress(coded);
            case "br" -> brotli(coded);
            default -> coded;
          };
    }
    return Optional.of(coded);
  }

  private interface Layer {
    OutputStream over(OutputStream out) throws IOException;
  }

  private static byte[] through(byte[] content, Layer layer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 2 + 64);
    try (OutputStream coded = layer.over(out)) {
      coded.write(content);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  /**
   * Uncompressed blocks (RFC 7932, section 9.2), since there is no encoder at hand: a bit for the
   * window before the first, then not the last (1 bit), four nibbles (2), the length less one (16),
   * uncompressed (1), up to the next byte; and the bytes.
   */
  private static byte[] brotli(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 64);
    for (int from = 0; from < content.length; from += BLOCK_BYTES) {
      int length = Math.min(BLOCK_BYTES, content.length - from);
      int head = ((length - 1) << 3) | (1 << 19);
      head <<= from == 0 ? 1 : 0;
      out.write(head);
      out.write(head >> 8);
      out.write(head >> 16);
      out.write(content, from, length);
    }
    // Of no block: the window's bit comes here.
    out.write(content.length == 0 ? LAST_EMPTY << 1 : LAST_EMPTY);
    return out.toByteArray();
  }
}
