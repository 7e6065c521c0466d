package dev.parallax.comparator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.parallax.comparator.Given;
import dev.parallax.comparator.RunInMemory;
import dev.parallax.comparator.verdict.Gates;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
  void sameRunGivesTheSameBytesInWhateverOrderItsExchangesCame() throws IOException {
    Path first = temporary.resolve("first");
    Path second = temporary.resolve("second");

    ReportWriter.write(Reports.of(run(), Gates.defaults()), first);
    ReportWriter.write(Reports.of(run().shuffled(7), Gates.defaults()), second);

    for (String name : FILES) {
      assertThat(second.resolve(name)).hasSameBinaryContentAs(first.resolve(name));
    }
    assertThat(first.resolve("summary.md")).content().contains("FAIL", "`body /next`", "*absent*");
    Xml.parse(Files.readString(first.resolve("report.html")));
    Xml.parse(Files.readString(first.resolve("junit.xml")));
  }

  private static RunInMemory run() {
    RunInMemory run = new RunInMemory(RunInMemory.examples());
    Response control = Given.json(200, "{\"total\":48,\"next\":\"/search?page=2\"}");
    Response candidate = Given.json(200, "{\"total\":48}");
    for (int i = 0; i < 30; i++) {
      Exchange exchange = Given.exchange("e" + i, "/search?q=" + i, control);
      List<Outcome> outcomes = new ArrayList<>();
      for (int attempt = 1; attempt <= 3; attempt++) {
        outcomes.add(Given.answered(exchange, Leg.CONTROL, attempt, control));
        outcomes.add(Given.answered(exchange, Leg.CANDIDATE, attempt, candidate));
      }
      run.add(exchange, outcomes);
    }
    return run.finished();
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
