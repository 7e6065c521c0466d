package dev.parallax.comparator.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Writes a report for people and for CI: {@code report.html}, {@code report.json}, {@code
 * junit.xml} and {@code summary.md}.
 */
public final class ReportWriter {

  private interface Format {
    void write(Report report, Writer out) throws IOException;
  }

  private ReportWriter() {}

  /**
   * Writes all four files, replacing those of an earlier run. All are written under other names
   * first and then moved: at no time does a file stand there half written.
   *
   * @param directory created if it is not there
   * @throws IOException if the directory cannot be created or written; each file is then whole,
   *     this report's or the one before
   */
  public static void write(Report report, Path directory) throws IOException {
    create(directory);
    Map<Path, Path> moves = new LinkedHashMap<>();
    try {
      prepare(report, directory, "report.html", HtmlReport::write, moves);
      prepare(report, directory, "report.json", JsonReport::write, moves);
      prepare(report, directory, "junit.xml", JUnitReport::write, moves);
      prepare(report, directory, "summary.md", MarkdownReport::write, moves);
      for (Map.Entry<Path, Path> move : moves.entrySet()) {
        Files.move(
            move.getKey(),
            move.getValue(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      for (Path temporary : moves.keySet()) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  private static void create(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          "report directory " + directory + ": is a file (expected: a directory, or nothing)", e);
    } catch (IOException e) {
      throw new IOException(
          "report directory " + directory + ": cannot be created (" + e.getMessage() + ")", e);
    }
    if (!Files.isWritable(directory)) {
      throw new IOException(
          "report directory "
              + directory
              + ": is not writable (expected: a directory to write in)");
    }
  }

  /** Not a temporary file of the platform's: those are private to the user, and reports are not. */
  private static void prepare(
      Report report, Path directory, String name, Format format, Map<Path, Path> moves)
      throws IOException {
    Path temporary = directory.resolve("." + name + "." + UUID.randomUUID());
    moves.put(temporary, directory.resolve(name));
    // Encoded by a writer that replaces half of a surrogate pair, where others would throw.
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(
                Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW),
                StandardCharsets.UTF_8))) {
      format.write(report, out);
    }
  }
}
