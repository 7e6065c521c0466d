package dev.parallax.comparator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {

  private static final String[] FILES = {"junit.xml", "report.html", "report.json", "summary.md"};

  @TempDir Path temporary;

  @Test
  void writesFourFilesIntoADirectoryThatItCreates() throws IOException {
    Path directory = temporary.resolve("out/report");

    ReportWriter.write(SampleReports.failing(), directory);

    assertThat(names(directory)).containsExactly(FILES);
  }

  @Test
  void sameReportGivesTheSameBytes() throws IOException {
    Path first = temporary.resolve("first");
    Path second = temporary.resolve("second");

    ReportWriter.write(SampleReports.failing(), first);
    ReportWriter.write(SampleReports.failing(), second);

    for (String name : FILES) {
      assertThat(second.resolve(name)).hasSameBinaryContentAs(first.resolve(name));
    }
  }

  @Test
  void replacesTheReportOfAnEarlierRun() throws IOException {
    ReportWriter.write(SampleReports.failing(), temporary);
    ReportWriter.write(SampleReports.passing(), temporary);

    assertThat(names(temporary)).containsExactly(FILES);
    assertThat(temporary.resolve("summary.md")).content().startsWith("## ✅ PASS");
  }

  @Test
  void saysThatTheDirectoryIsAFile() throws IOException {
    Path file = Files.createFile(temporary.resolve("report"));

    assertThatIOException()
        .isThrownBy(() -> ReportWriter.write(SampleReports.failing(), file))
        .withMessage(
            "report directory " + file + ": is a file (expected: a directory, or nothing)");
  }

  @Test
  void saysThatTheDirectoryCannotBeCreated() throws IOException {
    Path below = Files.createFile(temporary.resolve("file")).resolve("report");

    assertThatIOException()
        .isThrownBy(() -> ReportWriter.write(SampleReports.failing(), below))
        .withMessageStartingWith("report directory " + below + ": cannot be created");
  }

  @Test
  void leavesNothingHalfWrittenWhereAFileCannotBeReplaced() throws IOException {
    Files.createDirectories(temporary.resolve("report.html/occupied"));

    assertThatIOException()
        .isThrownBy(() -> ReportWriter.write(SampleReports.failing(), temporary));

    assertThat(names(temporary)).containsExactly("report.html");
  }

  @Test
  void writesTextThatIsNoValidUnicode() throws IOException {
    ReportWriter.write(SampleReports.hostile(), temporary);

    assertThat(names(temporary)).containsExactly(FILES);
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
