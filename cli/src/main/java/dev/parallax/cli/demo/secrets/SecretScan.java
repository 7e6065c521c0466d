package dev.parallax.cli.demo.secrets;

import dev.parallax.proto.Event;
import dev.parallax.recorder.log.PlxReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks for planted secrets in every byte of files and streams: as they are, in part, in the usual
 * encodings, and as digests without a key. A chunk is held in memory, never a file.
 *
 * <p>What is compressed has to be handed over decompressed, as a stream; of capture files ({@code
 * .plx}) the events are read, too. Confined to one thread.
 */
public final class SecretScan {

  private static final int CHUNK = 1 << 16;
  private static final int MAX_HITS = 100;

  private final List<Secret> secrets;
  private final Needles needles;
  private final byte[] text;
  private final List<Hit> hits = new ArrayList<>();
  private final BitSet found = new BitSet();
  private long bytes;

  /**
   * A secret that was found. It does not quote the secret.
   *
   * @param where file, or name of a stream
   * @param offset of the byte after it
   * @param number of the secret, in the order of planting
   */
  public record Hit(String where, long offset, String kind, int number, String encoding) {
    @Override
    public String toString() {
      return "%s, before byte %d: %s no. %d, %s".formatted(where, offset, kind, number, encoding);
    }
  }

  /** Looks for what has been planted by now. */
  public SecretScan(PlantedSecrets planted) {
    secrets = planted.all();
    needles = Needles.of(secrets);
    text = new byte[needles.longest() + CHUNK];
  }

  /** Every file below a directory, or a file; their names, too. Links are not followed. */
  public void path(Path path) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(path)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      String name =
          path.equals(file) ? String.valueOf(file.getFileName()) : path.relativize(file).toString();
      text("the name " + name, name);
      try (InputStream in = Files.newInputStream(file)) {
        stream(name, in);
      }
      if (name.endsWith(".plx")) {
        events(name, file);
      }
    }
  }

  private void events(String name, Path file) throws IOException {
    try (PlxReader reader = PlxReader.open(file)) {
      int number = 0;
      for (Event event = reader.next(); event != null; event = reader.next()) {
        number++;
        stream(name + ", event " + number, new ByteArrayInputStream(event.toByteArray()));
      }
    }
  }

  /** What a program printed, say. */
  public void text(String name, String content) throws IOException {
    stream(name, new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
  }

  /** To its end; does not close it. */
  public void stream(String name, InputStream in) throws IOException {
    int from = text.length - CHUNK;
    long window = 0;
    long offset = 0;
    for (int read = in.readNBytes(text, text.length - CHUNK, CHUNK);
        read > 0;
        read = in.readNBytes(text, text.length - CHUNK, CHUNK)) {
      int start = text.length - CHUNK;
      for (int i = start; i < start + read; i++) {
        text[i] = Needles.fold(text[i]);
        window = Needles.roll(window, text[i]);
        if (needles.mayEnd(window)) {
          confirm(name, offset + i + 1 - start, needles.endingAt(window, text, from, i + 1));
        }
      }
      offset += read;
      // The end of this chunk goes before the next one.
      System.arraycopy(text, read, text, 0, start);
      from = Math.max(0, from - read);
    }
    bytes += offset;
  }

  private void confirm(String name, long offset, List<Needles.Needle> ending) {
    for (Needles.Needle needle : ending) {
      int number = needle.secret();
      found.set(number);
      if (hits.size() < MAX_HITS) {
        hits.add(new Hit(name, offset, secrets.get(number).kind(), number, needle.encoding()));
      }
    }
  }

  /** The first {@value #MAX_HITS}; empty if nothing was found. */
  public List<Hit> hits() {
    return List.copyOf(hits);
  }

  /** Secrets that were looked for. */
  public int planted() {
    return secrets.size();
  }

  /** Of these, how many were found. */
  public int found() {
    return found.cardinality();
  }

  /** Looked at so far. */
  public long bytes() {
    return bytes;
  }
}
