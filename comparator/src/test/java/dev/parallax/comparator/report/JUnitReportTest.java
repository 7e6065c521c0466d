package dev.parallax.comparator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.comparator.fidelity.Fidelity;
import dev.parallax.comparator.verdict.Decision;
import dev.parallax.comparator.verdict.Ruling;
import dev.parallax.comparator.verdict.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JUnitReportTest {

  @Test
  void writesAFailingReport() throws IOException {
    Golden.assertMatches(junit(SampleReports.failing()), "failing.junit.xml");
  }

  @Test
  void inconclusiveRunIsAnErrorAndNotSkipped() throws IOException {
    Document document = Xml.parse(junit(SampleReports.inconclusive()));

    assertThat(Xml.elements(document, "error"))
        .isNotEmpty()
        .allSatisfy(e -> assertThat(e.getAttribute("type")).isEqualTo("inconclusive"));
    assertThat(Xml.elements(document, "skipped")).isEmpty();
  }

  @Test
  void inconclusiveRunWithoutRulingsIsNotGreen() throws IOException {
    Report report = SampleReports.inconclusive();
    Report bare =
        new Report(
            report.run(),
            new Verdict(Decision.INCONCLUSIVE, List.of()),
            report.funnel(),
            List.of(),
            Fidelity.none(),
            List.of(),
            List.of(),
            List.of());

    assertThat(Xml.elements(Xml.parse(junit(bare)), "error")).hasSize(1);
  }

  @Test
  void differencesThatNoGateFailsOnLeaveAPassingRunGreen() throws IOException {
    Report failing = SampleReports.failing();
    List<Ruling> passes = SampleReports.passing().verdict().rulings();
    Report tolerated =
        new Report(
            failing.run(),
            new Verdict(Decision.PASS, passes),
            failing.funnel(),
            List.of(),
            Fidelity.none(),
            failing.findings(),
            List.of(),
            List.of());

    Document document = Xml.parse(junit(tolerated));

    assertThat(Xml.elements(document, "failure")).isEmpty();
    assertThat(Xml.elements(document, "error")).isEmpty();
    assertThat(junit(tolerated)).contains("body /items/*/price");
  }

  @Test
  void countsAddUp() throws IOException {
    Document document = Xml.parse(junit(SampleReports.failing()));
    Element suite = Xml.elements(document, "testsuite").getFirst();

    assertThat(Xml.elements(document, "testcase"))
        .hasSize(Integer.parseInt(suite.getAttribute("tests")));
    assertThat(Xml.elements(document, "failure"))
        .hasSize(Integer.parseInt(suite.getAttribute("failures")));
    assertThat(Xml.elements(document, "error"))
        .hasSize(Integer.parseInt(suite.getAttribute("errors")));
  }

  @Test
  void namesCharactersThatXmlCannotHold() throws IOException {
    Document document = Xml.parse(junit(SampleReports.hostile()));

    assertThat(document.getDocumentElement().getTextContent())
        .contains("</script><img src=x onerror=alert(1)>")
        .contains("⟨U+0000⟩")
        .contains("⟨U+D800⟩")
        .contains("⟨U+FFFE⟩")
        .contains("⟨U+202E⟩")
        .doesNotContain("\u202E");
  }

  @Test
  void staysSmallWithManyFindings() throws IOException {
    Document document = Xml.parse(junit(SampleReports.huge(300)));

    assertThat(Xml.elements(document, "testcase").stream().map(e -> e.getAttribute("classname")))
        .filteredOn("parallax.differences"::equals)
        .hasSize(100);
  }

  private static String junit(Report report) throws IOException {
    StringWriter out = new StringWriter();
    JUnitReport.write(report, out);
    return out.toString();
  }
}
