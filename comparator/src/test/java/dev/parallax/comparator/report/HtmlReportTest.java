package dev.parallax.comparator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.comparator.noise.Cause;
import java.io.IOException;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

class HtmlReportTest {

  /** All that may stand in a report; nothing among them runs or loads anything. */
  private static final Set<String> ELEMENTS =
      Set.of(
          "html", "head", "meta", "link", "title", "style", "body", "header", "nav", "main",
          "section", "footer", "div", "span", "p", "h1", "h2", "h3", "ul", "ol", "li", "dl", "dt",
          "dd", "a", "strong", "code", "del", "ins", "details", "summary", "table", "thead",
          "tbody", "tr", "th", "td", "svg", "rect", "line", "circle", "path", "text", "g");

  static Stream<Report> reports() {
    return Stream.of(
        SampleReports.failing(),
        SampleReports.passing(),
        SampleReports.inconclusive(),
        SampleReports.hostile());
  }

  @ParameterizedTest
  @MethodSource("reports")
  void holdsNothingThatRunsOrLoads(Report report) throws IOException {
    Document document = Xml.parse(html(report));

    for (Element element : Xml.elements(document, "*")) {
      assertThat(ELEMENTS).contains(element.getTagName());
      NamedNodeMap attributes = element.getAttributes();
      for (int i = 0; i < attributes.getLength(); i++) {
        String name = attributes.item(i).getNodeName().toLowerCase(Locale.ROOT);
        assertThat(name).doesNotStartWith("on").isNotEqualTo("style").isNotEqualTo("src");
        if (name.equals("href")) {
          assertThat(attributes.item(i).getNodeValue()).matches("#[a-z]+|data:,");
        }
      }
    }
    assertThat(Xml.elements(document, "style")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("reports")
  void everyLinkHasItsTargetAndEveryIdIsUnique(Report report) throws IOException {
    Document document = Xml.parse(html(report));
    Set<String> ids = new HashSet<>();
    for (Element element : Xml.elements(document, "*")) {
      if (element.hasAttribute("id")) {
        assertThat(ids.add(element.getAttribute("id"))).isTrue();
      }
    }

    List<String> targets =
        Xml.elements(document, "a").stream().map(a -> a.getAttribute("href").substring(1)).toList();

    assertThat(targets).isNotEmpty().allMatch(ids::contains);
    assertThat(Xml.elements(document, "section"))
        .allMatch(s -> ids.contains(s.getAttribute("aria-labelledby")));
  }

  @Test
  void policyAllowsTheStyleSheetAndNothingElse() throws IOException {
    Document document = Xml.parse(html(SampleReports.failing()));
    String policy =
        Xml.elements(document, "meta").stream()
            .filter(m -> m.getAttribute("http-equiv").equals("Content-Security-Policy"))
            .map(m -> m.getAttribute("content"))
            .findFirst()
            .orElseThrow();

    assertThat(policy)
        .startsWith("default-src 'none'; style-src 'sha256-")
        .doesNotContain("script-src", "unsafe", "http", "*");
  }

  @Test
  void verdictComesFirstThenDifferencesThenTheRest() throws IOException {
    String html = html(SampleReports.failing());

    assertThat(html)
        .containsSubsequence(
            "<h1>",
            "FAIL",
            "2 gates fail: 3 regressions at 2 endpoints; 1,284 of 1,500 exchanges compared.",
            "id=\"gates\"",
            "id=\"differences\"",
            "id=\"funnel\"",
            "id=\"latency\"",
            "id=\"skew\"",
            "id=\"noise\"",
            "id=\"run\"");
  }

  @Test
  void marksWhereTheValuesPart() throws IOException {
    assertThat(html(SampleReports.failing()))
        .contains("<code>20.<del>10</del></code>")
        .contains("<code>20.<ins>099999999999998</ins></code>");
  }

  @Test
  void namesWhatCannotBeSeen() throws IOException {
    String html = html(SampleReports.hostile());

    assertThat(html)
        .contains("<span class=\"hidden-char\">⟨U+202E⟩</span>")
        .doesNotContain("\u202E", "\u0000", "\u001B", "\uFFFE");
  }

  @Test
  void showsTwoHundredOfEachCauseAndSaysHowManyMore() throws IOException {
    String html = html(SampleReports.huge(2_500));

    assertThat(html.split("<details class=\"card\"", -1)).hasSize(Cause.values().length * 200 + 1);
    assertThat(html).contains("2,300 more are in report.json");
  }

  private static String html(Report report) throws IOException {
    StringWriter out = new StringWriter();
    HtmlReport.write(report, out);
    return out.toString();
  }
}
