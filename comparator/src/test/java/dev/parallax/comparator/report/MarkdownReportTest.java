package dev.parallax.comparator.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownReportTest {

  private static final Pattern CODE_SPAN = Pattern.compile("(?<!`)(`+)(?!`).+?(?<!`)\\1(?!`)");

  @Test
  void writesAFailingReport() throws IOException {
    Golden.assertMatches(markdown(SampleReports.failing()), "failing.md");
  }

  @Test
  void writesAnInconclusiveReport() throws IOException {
    Golden.assertMatches(markdown(SampleReports.inconclusive()), "inconclusive.md");
  }

  @Test
  void fitsACommentHoweverMuchWasFound() throws IOException {
    String markdown = markdown(SampleReports.huge(2_500));

    assertThat(markdown.getBytes(UTF_8)).hasSizeLessThan(60_000);
    assertThat(markdown).contains("4,980 more.");
  }

  @Test
  void hostileTextIsNeitherMarkupNorMentionNorLink() throws IOException {
    String outsideOfCode = CODE_SPAN.matcher(markdown(SampleReports.hostile())).replaceAll("CODE");

    assertThat(outsideOfCode)
        .contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;")
        .doesNotContain("<img", "@all", "http://", "\u202E", "\u0000", "${");
  }

  @Test
  void hostileTextDoesNotBreakTheTable() throws IOException {
    String rows =
        markdown(SampleReports.hostile())
            .lines()
            .filter(l -> l.startsWith("| ") && l.contains("1 of 2"))
            .findFirst()
            .orElseThrow();

    assertThat(rows.split("(?<!\\\\)\\|", -1)).hasSize(7 + 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '"',
      value = {
        "a             ! `a`",
        "a|b           ! `a\\|b`",
        "a`b           ! ``a`b``",
        "`a``b         ! ``` `a``b ```",
        "<b>           ! `<b>`",
        "\"\"          ! *empty*",
        "abcdefghijkl  ! `abcdefghi…`",
      })
  void putsTextIntoACodeSpan(String text, String expected) {
    assertThat(Markdown.code(text, 10)).isEqualTo(expected);
  }

  private static String markdown(Report report) throws IOException {
    StringWriter out = new StringWriter();
    MarkdownReport.write(report, out);
    return out.toString();
  }
}
