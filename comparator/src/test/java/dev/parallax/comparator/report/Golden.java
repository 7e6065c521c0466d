package dev.parallax.comparator.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares what is written with files under review, line by line. */
final class Golden {

  private static final Path DIRECTORY =
      Path.of("src/test/resources/dev/parallax/comparator/report");

  private Golden() {}

  /**
   * Fails with the lines that differ. After a change that is meant, {@code -Dgolden=accept} takes
   * what was written as the new expectation, to be read in the commit's diff.
   */
  static void assertMatches(String written, String name) throws IOException {
    Path expected = DIRECTORY.resolve(name);
    if ("accept".equals(System.getProperty("golden"))) {
      Files.createDirectories(DIRECTORY);
      Files.writeString(expected, written);
    }
    Path actual = Files.createTempFile("written-", "-" + name);
    try {
      Files.writeString(actual, written);
      assertThat(actual)
          .as("%s (if this is meant: mvn test -Dgolden=accept)", name)
          .hasSameTextualContentAs(expected, UTF_8);
    } finally {
      Files.delete(actual);
    }
  }
}
