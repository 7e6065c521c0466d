package dev.parallax.replayer.pool;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads a file of ids: UTF-8, one a line, without what is blank around it. */
final class IdFile {

  /** More than any list of so many ids takes. */
  private static final long MAX_BYTES = 16 << 20;

  private IdFile() {}

  /**
   * @throws IllegalArgumentException if it can't be read, or holds too much
   */
  static List<String> read(Path file) {
    Set<String> ids = new LinkedHashSet<>();
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw Pool.refused(file.toString(), Files.size(file) + " bytes", "<= " + MAX_BYTES);
      }
      try (BufferedReader lines = Files.newBufferedReader(file)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (!line.isBlank()) {
            ids.add(line.strip());
          }
        }
      }
    } catch (NoSuchFileException e) {
      throw Pool.refused(file.toString(), "no such file", "a file with an id on each line");
    } catch (CharacterCodingException e) {
      throw Pool.refused(file.toString(), "is not UTF-8", "text with an id on each line");
    } catch (IOException e) {
      throw Pool.refused(file.toString(), "can't be read", "a file with an id on each line");
    }
    return List.copyOf(ids);
  }
}
