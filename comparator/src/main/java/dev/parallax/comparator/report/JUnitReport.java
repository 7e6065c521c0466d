package dev.parallax.comparator.report;

import dev.parallax.comparator.noise.Cause;
import dev.parallax.comparator.noise.Example;
import dev.parallax.comparator.noise.Finding;
import dev.parallax.comparator.verdict.Decision;
import dev.parallax.comparator.verdict.Ruling;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml} as Jenkins, GitLab and GitHub's readers take it: one test case for the verdict,
 * one for each ruling, and one for each endpoint with differences that speak against the candidate.
 *
 * <p>The colour is always the verdict's. INCONCLUSIVE is an {@code <error type="inconclusive">}
 * rather than {@code <skipped>}: every reader shows a suite of skipped cases as green, and a run
 * that compared nothing must not look like one that passed. Differences that no gate fails on stand
 * in a passing case, with the details in {@code system-out}.
 */
final class JUnitReport {

  /** Findings told for one endpoint; the rest is in {@code report.json}. */
  private static final int MAX_FINDINGS = 10;

  /**
   * Of a name, a sentence or a value. Readers run on parsers with limits: that of JDK 24 and newer
   * gives up after 100,000 escaped characters.
   */
  private static final int MAX_CHARACTERS = 300;

  private final Report report;
  private final XMLStreamWriter xml;

  private JUnitReport(Report report, XMLStreamWriter xml) {
    this.report = report;
    this.xml = xml;
  }

  static void write(Report report, Writer out) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      new JUnitReport(report, xml).document();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("junit.xml: " + e.getMessage(), e);
    }
  }

  private void document() throws XMLStreamException {
    List<Case> cases = cases();
    xml.writeStartDocument("UTF-8", "1.0");
    line(0);
    xml.writeStartElement("testsuites");
    counts(cases);
    line(1);
    xml.writeStartElement("testsuite");
    counts(cases);
    attribute("skipped", "0");
    attribute("time", seconds());
    attribute("timestamp", timestamp());
    properties();
    for (Case testCase : cases) {
      testCase(testCase);
    }
    line(1);
    xml.writeEndElement();
    line(0);
    xml.writeEndElement();
    line(0);
    xml.writeEndDocument();
  }

  /**
   * @param suite after {@code parallax.}
   * @param kind of failure, as readers group them
   */
  private record Case(
      String suite, String name, Decision decision, String kind, String message, String details) {}

  private List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    Decision decision = report.verdict().decision();
    cases.add(new Case("run", "verdict", decision, word(decision), Headline.of(report), ""));
    for (Ruling ruling : report.verdict().rulings()) {
      cases.add(
          new Case(
              ruling.gate(),
              ruling.endpoint().isEmpty() ? "whole run" : ruling.endpoint(),
              ruling.decision(),
              ruling.decision() == Decision.FAIL ? ruling.gate() : word(ruling.decision()),
              ruling.statement(),
              examples(ruling)));
    }
    Map<String, List<Finding>> byEndpoint = new TreeMap<>();
    for (Finding finding : Headline.against(report)) {
      byEndpoint.computeIfAbsent(finding.endpoint(), e -> new ArrayList<>()).add(finding);
    }
    byEndpoint.forEach((endpoint, findings) -> cases.add(differences(endpoint, findings)));
    return cases;
  }

  private Case differences(String endpoint, List<Finding> findings) {
    boolean regression = findings.stream().anyMatch(f -> f.cause() == Cause.REGRESSION);
    String kind = regression ? "regression" : "unattributed";
    StringBuilder details = new StringBuilder();
    findings.stream().limit(MAX_FINDINGS).forEach(f -> details(details, f));
    if (findings.size() > MAX_FINDINGS) {
      details
          .append(Figures.count(findings.size() - MAX_FINDINGS))
          .append(" more in report.json\n");
    }
    return new Case(
        "differences",
        endpoint,
        failsFor(endpoint) ? Decision.FAIL : Decision.PASS,
        kind,
        Figures.count(findings.size(), kind.equals("regression") ? kind : "unattributed difference")
            + ". "
            + findings.getFirst().statement(),
        details.toString());
  }

  private boolean failsFor(String endpoint) {
    return report.verdict().rulings().stream()
        .filter(r -> r.decision() == Decision.FAIL)
        .anyMatch(r -> r.endpoint().isEmpty() || r.endpoint().equals(endpoint));
  }

  private static void details(StringBuilder details, Finding finding) {
    details
        .append(Visible.of(finding.location(), MAX_CHARACTERS))
        .append(' ')
        .append(finding.change())
        .append(": differs in ")
        .append(Figures.count(finding.differing()))
        .append(" of ")
        .append(Figures.count(finding.compared()))
        .append('\n');
    details.append("  ").append(Visible.of(finding.statement(), MAX_CHARACTERS)).append('\n');
    for (Example example : finding.examples().stream().limit(1).toList()) {
      details
          .append("  exchange ")
          .append(Visible.of(example.exchangeId(), MAX_CHARACTERS))
          .append('\n');
      details.append("    ").append(Visible.of(example.request(), MAX_CHARACTERS)).append('\n');
      if (!example.pointer().isEmpty()) {
        details
            .append("    at ")
            .append(Visible.of(example.pointer(), MAX_CHARACTERS))
            .append('\n');
      }
      details
          .append("    expected: ")
          .append(Visible.of(example.expected(), MAX_CHARACTERS))
          .append('\n');
      details
          .append("    actual:   ")
          .append(Visible.of(example.actual(), MAX_CHARACTERS))
          .append('\n');
    }
    details.append('\n');
  }

  private static String examples(Ruling ruling) {
    return ruling.exampleIds().isEmpty()
        ? ""
        : "exchanges: " + Visible.of(String.join(", ", ruling.exampleIds()));
  }

  private void testCase(Case testCase) throws XMLStreamException {
    line(2);
    xml.writeStartElement("testcase");
    attribute("classname", "parallax." + testCase.suite());
    attribute("name", testCase.name());
    attribute("time", "0");
    String element =
        switch (testCase.decision()) {
          case FAIL -> "failure";
          case INCONCLUSIVE -> "error";
          case PASS -> "system-out";
        };
    line(3);
    xml.writeStartElement(element);
    if (testCase.decision() == Decision.PASS) {
      text(Visible.of(testCase.message(), MAX_CHARACTERS) + '\n' + testCase.details());
    } else {
      attribute("type", testCase.kind());
      attribute("message", testCase.message());
      text(Visible.of(testCase.message(), MAX_CHARACTERS) + '\n' + testCase.details());
    }
    xml.writeEndElement();
    line(2);
    xml.writeEndElement();
  }

  private void properties() throws XMLStreamException {
    line(2);
    xml.writeStartElement("properties");
    property("run", report.run().runId());
    property("source", report.run().requested().getSource());
    property("candidate", report.run().requested().getCandidate());
    property("control", report.run().requested().getControl());
    line(2);
    xml.writeEndElement();
  }

  private void property(String name, String value) throws XMLStreamException {
    line(3);
    xml.writeEmptyElement("property");
    attribute("name", name);
    attribute("value", value);
  }

  private void counts(List<Case> cases) throws XMLStreamException {
    attribute("name", "parallax");
    attribute("tests", Long.toString(cases.size()));
    attribute("failures", Long.toString(count(cases, Decision.FAIL)));
    attribute("errors", Long.toString(count(cases, Decision.INCONCLUSIVE)));
  }

  private static long count(List<Case> cases, Decision decision) {
    return cases.stream().filter(c -> c.decision() == decision).count();
  }

  private String seconds() {
    Duration took = Duration.between(report.run().requestedAt(), report.run().finishedAt());
    return String.format(Locale.ROOT, "%.3f", Math.max(0, took.toMillis()) / 1e3);
  }

  /** ISO-8601 without a zone, as the format's schema has it; in UTC. */
  private String timestamp() {
    String time = report.run().requestedAt().truncatedTo(ChronoUnit.SECONDS).toString();
    return time.substring(0, time.length() - 1);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** All text passes {@link Visible}: what is left of it, XML can hold. */
  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, Visible.of(value, MAX_CHARACTERS));
  }

  /** Of parts that have passed {@link Visible}: the line ends in it are our own. */
  private void text(String lines) throws XMLStreamException {
    xml.writeCharacters("\n" + lines.strip() + "\n");
  }

  private void line(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
