package dev.parallax.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The commented {@code parallax.yaml} that the demo records and replays with. */
public final class DemoConfiguration {

  private static final String NAME = "parallax.yaml";

  private DemoConfiguration() {}

  /**
   * Writes it into a directory, where {@code parallax -c} finds it.
   *
   * @return the file
   */
  public static Path writeTo(Path directory) throws IOException {
    Path file = directory.resolve(NAME);
    try (InputStream in = DemoConfiguration.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IllegalStateException(NAME + " is not on the class path");
      }
      Files.write(file, in.readAllBytes());
    }
    return file;
  }
}
