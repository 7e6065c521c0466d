package dev.parallax.bench.leak.oracle;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;

/** Finds what is compressed, by how it begins, and inflates as much of it as can be. */
final class Inflaters {

  private static final int MOST = 1 << 20;

  private Inflaters() {}

  private interface Opening {
    InputStream of(InputStream in) throws IOException;
  }

  /** Wherever in the text it begins. */
  static List<byte[]> within(byte[] text) {
    List<byte[]> inflated = new ArrayList<>();
    for (int i = 0; i + 4 < text.length; i++) {
      int first = text[i] & 0xff;
      int second = text[i + 1] & 0xff;
      if (first == 0x1f && second == 0x8b && text[i + 2] == 8) {
        add(inflated, text, i, GZIPInputStream::new);
      } else if (first == 0x28
          && second == 0xb5
          && (text[i + 2] & 0xff) == 0x2f
          && (text[i + 3] & 0xff) == 0xfd) {
        add(inflated, text, i, ZstdInputStream::new);
      } else if (first == 0x78 && (second == 0x01 || second == 0x9c || second == 0xda)) {
        add(inflated, text, i, InflaterInputStream::new);
      }
    }
    return inflated;
  }

  /** What has no mark by which it begins: tried on a body as a whole. */
  static List<byte[]> whole(byte[] body) {
    List<byte[]> inflated = new ArrayList<>();
    if (isText(body)) {
      return inflated;
    }
    add(inflated, body, 0, in -> new InflaterInputStream(in, new Inflater(true)));
    add(inflated, body, 0, BrotliInputStream::new);
    return inflated;
  }

  /** Without control characters, which what is compressed has. */
  private static boolean isText(byte[] body) {
    for (byte b : body) {
      if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private static void add(List<byte[]> all, byte[] text, int from, Opening opening) {
    byte[] inflated = inflated(text, from, opening);
    if (inflated != null) {
      all.add(inflated);
    }
  }

  private static byte @Nullable [] inflated(byte[] text, int from, Opening opening) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream in = opening.of(new ByteArrayInputStream(text, from, text.length - from))) {
      byte[] buffer = new byte[1 << 12];
      for (int read = in.read(buffer); read >= 0 && out.size() < MOST; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
    } catch (IOException | RuntimeException damaged) {
      // What came before the damage counts.
    }
    return out.size() == 0 ? null : out.toByteArray();
  }
}
