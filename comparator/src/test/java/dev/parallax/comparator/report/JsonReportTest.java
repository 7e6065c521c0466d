package dev.parallax.comparator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.comparator.noise.Cause;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class JsonReportTest {

  @Test
  void writesAFailingReport() throws IOException {
    Golden.assertMatches(json(SampleReports.failing()), "failing.json");
  }

  @Test
  void writesAnInconclusiveReport() throws IOException {
    Golden.assertMatches(json(SampleReports.inconclusive()), "inconclusive.json");
  }

  @Test
  void holdsEveryFindingHoweverMany() throws IOException {
    JsonNode report = new ObjectMapper().readTree(json(SampleReports.huge(500)));

    assertThat(report.get("findings")).hasSize(500 * Cause.values().length);
  }

  @Test
  void keepsHostileTextAsItIs() throws IOException {
    JsonNode finding =
        new ObjectMapper().readTree(json(SampleReports.hostile())).get("findings").get(0);

    assertThat(finding.get("statement").textValue()).isEqualTo(SampleReports.HOSTILE);
  }

  @Test
  void writesNullForARatioThatIsNoNumber() throws IOException {
    JsonNode ratio =
        new ObjectMapper().readTree(json(SampleReports.hostile())).at("/latencies/0/ratio");

    assertThat(ratio.get("estimate").isNull()).isTrue();
    assertThat(ratio.get("lower").doubleValue()).isZero();
    assertThat(ratio.get("upper").isNull()).isTrue();
  }

  private static String json(Report report) throws IOException {
    StringWriter out = new StringWriter();
    JsonReport.write(report, out);
    return out.toString();
  }
}
