package dev.parallax.cli.demo.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.parallax.cli.demo.shop.PlantedFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportCheckTest {

  private static final List<String> PLANTED =
      List.of(
          finding("REGRESSION", "GET /products/{id}", "body /stock", "TYPE"),
          finding("REGRESSION", "POST /cart/quote", "body /tax", "VALUE"),
          finding("REGRESSION", "POST /cart/quote", "body /total", "VALUE"),
          finding("REGRESSION", "GET /search", "status", "VALUE"),
          finding("REGRESSION", "GET /products", "header cache-control", "MISSING"),
          finding("NOISE", "GET /products", "body /requestId", "VALUE"),
          finding("SKEW", "GET /products", "body /total", "VALUE"));

  private static final String SLOW = latency("GET /catalogue/filter", "FAIL");

  private static final String UNFIT =
      latency("", "PASS")
          .replace("true", "false")
          .replace("150 pairs", "not judged: sent 90.0 ms off at p99");

  @TempDir private Path directory;

  @Test
  void findsAllThatWasPlantedAndNothingElse() throws IOException {
    ReportCheck check = check(PLANTED, SLOW + ',' + latency("GET /products", "PASS"));

    assertThat(check.noneMissed()).as(check.toString()).isTrue();
    assertThat(check.unexplained()).isEmpty();
    assertThat(check.faults()).hasSameSizeAs(PlantedFault.values());
    assertThat(check.faults().getFirst().toString())
        .contains("found", "quadratic", "GET /catalogue/filter", "8.6 times slower");
  }

  @ParameterizedTest
  @CsvSource({
    "STOCK_TYPE, body /stock",
    "PRICE_ROUNDING, body /t",
    "ODD_SEARCH, status",
    "LOST_HEADER, header",
  })
  void saysWhichFaultTheReportMissed(PlantedFault fault, String location) throws IOException {
    List<String> rest = new ArrayList<>(PLANTED);
    rest.removeIf(finding -> finding.contains(location));

    assertThat(check(rest, SLOW).faults())
        .filteredOn(line -> !line.found())
        .satisfiesExactly(line -> assertThat(line.fault()).isEqualTo(fault));
  }

  @Test
  void takesNoSuspicionForAFaultNorForAFalseAlarm() throws IOException {
    List<String> suspected =
        PLANTED.stream().map(finding -> finding.replace("REGRESSION", "SUSPECTED")).toList();

    ReportCheck check = check(suspected, SLOW);

    assertThat(check.faults()).filteredOn(ReportCheck.Line::found).hasSize(1);
    assertThat(check.unexplained()).isEmpty();
  }

  @Test
  void takesNoInconclusiveLatencyForAFault() throws IOException {
    ReportCheck check = check(PLANTED, latency("GET /catalogue/filter", "INCONCLUSIVE"));

    assertThat(check.noneMissed()).isFalse();
    assertThat(check.faults().getFirst().toString()).contains("MISSED", "nothing in the report");
  }

  /** That is no fault of the demo's, and said. */
  @Test
  void missesNoLatencyThatTheRunWasUnfitFor() throws IOException {
    ReportCheck check = check(PLANTED, UNFIT);

    assertThat(check.noneMissed()).isTrue();
    assertThat(check.isPartial()).isTrue();
    assertThat(check.faults().getFirst().toString())
        .contains("unfit", "not judged: sent 90.0 ms off at p99")
        .doesNotContain("MISSED");
    assertThat(check(PLANTED, SLOW).isPartial()).isFalse();
    assertThat(check(List.of(), UNFIT).noneMissed()).as("the others are missed").isFalse();
  }

  @Test
  void findsWhatARunNamesAsClearlySlowerThoughItWasUnfit() throws IOException {
    String statement = "clearly slower: 8.600; but sent 90.0 ms off at p99";
    String slow = latency("GET /catalogue/filter", "INCONCLUSIVE").replace("150 pairs", statement);

    ReportCheck check = check(PLANTED, UNFIT + ',' + slow);

    assertThat(check.noneMissed()).isTrue();
    assertThat(check.isPartial()).isFalse();
    assertThat(check.faults().getFirst().toString())
        .contains("found", "8.6 times slower: " + statement);
    assertThat(check.unexplained()).isEmpty();
    String other = latency("GET /search", "INCONCLUSIVE");
    assertThat(check(PLANTED, UNFIT + ',' + slow + ',' + other).unexplained())
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("latency at GET /search");
  }

  @Test
  void tellsWhatNoFaultExplains() throws IOException {
    List<String> more = new ArrayList<>(PLANTED);
    more.add(finding("REGRESSION", "GET /products", "body /requestId", "VALUE"));
    more.add(finding("SUSPECTED", "GET /products/{id}", "body /stock", "VALUE"));
    more.add(finding("REGRESSION", "GET /search", "body /items", "MISSING"));

    ReportCheck check = check(more, SLOW + ',' + latency("GET /search", "FAIL"));

    assertThat(check.noneMissed()).isTrue();
    assertThat(check.unexplained())
        .satisfiesExactly(
            line -> assertThat(line).contains("GET /products: body /requestId"),
            line -> assertThat(line).contains("SUSPECTED", "body /stock, VALUE"),
            line -> assertThat(line).contains("latency at GET /search"));
  }

  @Test
  void readsTheFunnel() throws IOException {
    ReportFacts facts = facts(PLANTED, SLOW);

    assertThat(facts.decision()).isEqualTo("FAIL");
    assertThat(facts.funnel()).containsExactly(entry("seen", 9L), entry("sent", 5L));
    assertThat(facts.losses()).containsEntry("replayable: UNSAFE_METHOD", 4L);
  }

  @Test
  void refusesWhatIsNoReport() throws IOException {
    Path file = directory.resolve("report.json");
    Files.writeString(file, "{\"schemaVersion\":2}");

    assertThatThrownBy(() -> ReportFacts.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("schema version 2 (expected: 1)");
  }

  private ReportCheck check(List<String> findings, String rulings) throws IOException {
    return ReportCheck.of(facts(findings, rulings));
  }

  private ReportFacts facts(List<String> findings, String rulings) throws IOException {
    Path file = directory.resolve("report.json");
    Files.writeString(
        file,
        """
        {"schemaVersion":1, "run":{"where":null},
         "verdict":{"decision":"FAIL","rulings":[%s]},
         "funnel":{"seen":9,"sent":5,"losses":{"replayable: UNSAFE_METHOD":4}},
         "findings":[%s],
         "latencies":[
          {"endpoint":"GET /catalogue/filter","captured":null,"ratio":{"estimate":8.6,"pairs":150}},
          {"endpoint":"GET /account","ratio":null}]}
        """
            .formatted(rulings, String.join(",", findings)));
    return ReportFacts.read(file);
  }

  private static String finding(String cause, String endpoint, String location, String kind) {
    return """
    {"cause":"%s","endpoint":"%s","location":"%s","kind":"%s","differing":3,"compared":4,
     "pValue":null,"statement":"differs in 3 of 4","examples":[{"pointer":"/a"}]}\
    """
        .formatted(cause, endpoint, location, kind);
  }

  private static String latency(String endpoint, String decision) {
    return """
    {"gate":"latency","endpoint":"%s","decision":"%s","judged":true,"statement":"150 pairs",
     "exampleIds":[]}\
    """
        .formatted(endpoint, decision);
  }
}
