package dev.parallax.cli.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The directory that a demo leaves behind: what it ran with, what it wrote, what came of it. */
record Workplace(Path directory) {

  private static final String MARK = ".parallax-demo";

  /**
   * Begins anew. An earlier demo's directory is emptied; one that holds anything else is not
   * touched.
   *
   * @throws IOException in one line, if it holds anything else or can't be made
   */
  static Workplace prepare(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path mark = directory.resolve(MARK);
    if (!Files.exists(mark)) {
      try (DirectoryStream<Path> content = Files.newDirectoryStream(directory)) {
        if (content.iterator().hasNext()) {
          throw new IOException(
              "%s: is no demo's, and not empty (choose another with --out)".formatted(directory));
        }
      }
    }
    empty(directory);
    Files.createFile(mark);
    Workplace place = new Workplace(directory.toAbsolutePath());
    for (Path part : List.of(place.logs(), place.kafka(), place.report())) {
      Files.createDirectories(part);
    }
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    Files.writeString(place.key(), HexFormat.of().formatHex(key));
    return place;
  }

  private static void empty(Path directory) throws IOException {
    try (Stream<Path> content = Files.walk(directory)) {
      for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(directory)) {
          Files.delete(path);
        }
      }
    }
  }

  Path logs() {
    return directory.resolve("logs");
  }

  Path log(String name) {
    return logs().resolve(name + ".log");
  }

  Path kafka() {
    return directory.resolve("kafka");
  }

  Path report() {
    return directory.resolve("report");
  }

  /** Of the pseudonyms; for all proxies of a log the same. */
  Path key() {
    return directory.resolve("key");
  }
}
