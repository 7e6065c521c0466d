package dev.parallax.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.proto.Deployment;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerReportTest {

  private static final long START = 1_767_268_800_000_000_000L;

  private final LedgerReport report = new LedgerReport();
  private final StringWriter out = new StringWriter();

  private static Event entry(String recorder, long sequence, boolean last, Map<Fate, Long> counts) {
    LedgerEntry.Builder entry =
        LedgerEntry.newBuilder()
            .setService("shop")
            .setRecorder(recorder)
            .setSequence(sequence)
            .setFromNanos(START)
            .setToNanos(START + 10_000_000_000L)
            .setLast(last);
    counts.forEach(
        (fate, count) ->
            entry.addCounts(
                LedgerEntry.Count.newBuilder()
                    .setEndpoint(fate == Fate.CAPTURED ? "GET /items/{id}" : "unclassified")
                    .setFate(fate)
                    .setExchanges(count)));
    return Event.newBuilder().setLedger(entry).build();
  }

  private static Event exchange(String instance) {
    return Event.newBuilder()
        .setExchange(
            Exchange.newBuilder().setDeployment(Deployment.newBuilder().setInstance(instance)))
        .build();
  }

  private void fill() {
    report.add(entry("a/1", 1, false, Map.of(Fate.CAPTURED, 3L, Fate.SAMPLED_OUT, 2L)));
    report.add(entry("a/1", 2, true, Map.of(Fate.LOST_QUEUE_FULL, 4L)));
    report.add(entry("b/1", 1, false, Map.of(Fate.CAPTURED, 1L)));
    report.add(entry("b/1", 3, false, Map.of(Fate.CAPTURED, 1L)));
    for (int i = 0; i < 5; i++) {
      report.add(exchange("b"));
    }
    report.add(exchange("a"));
  }

  @Test
  void tellsByRecorderEndpointAndFateAndWhatIsNotKnown() {
    fill();
    assertThat(report.print(new PrintWriter(out, true))).isTrue();
    String printed = out.toString();
    assertThat(printed.lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "a/1 2026-01-01 12:00:00Z 2026-01-01 12:00:10Z 9 3 2 4 whole",
            "b/1 2026-01-01 12:00:00Z 2026-01-01 12:00:10Z 2–? 2 0 0 not whole",
            "GET /items/{id} captured 5",
            "unclassified lost queue full 4",
            "unclassified sampled out 2",
            "seen 11–? = captured 5 + sampled out 2 + lost queue full 4",
            "b/1: 1 of its entries are missing: it saw at least 2",
            "b/1: has no last entry, so that it runs, was killed, or ended after this window: it saw"
                + " at least 2; how many at most, a killed one's --spool tells at the next start with"
                + " it",
            "b: the log holds 3 exchanges more than its entries say were captured")
        .noneMatch(line -> line.startsWith("a/1: ") || line.startsWith("a: "));
  }

  private static Event closing(String recorder, Map<Fate, Long> counts, long open, long unheard) {
    LedgerEntry.Builder entry = entry(recorder, 2, true, counts).getLedger().toBuilder();
    return Event.newBuilder()
        .setLedger(entry.setKilled(true).setOpen(open).setUnheard(unheard))
        .build();
  }

  private void kill() {
    report.add(entry("a/1", 1, false, Map.of(Fate.CAPTURED, 100L, Fate.SAMPLED_OUT, 2L)));
    report.add(closing("a/1", Map.of(Fate.LOST_CRASH, 9L), 6, 5));
  }

  @Test
  void tellsWhatIsKnownOfAKilledOneAsARange() {
    kill();
    assertThat(report.print(new PrintWriter(out, true))).isTrue();
    assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "a/1 2026-01-01 12:00:00Z 2026-01-01 12:00:10Z 111–117 100–105 2 4–15 within a range",
            "seen 111–117 = captured 100–105 + sampled out 2 + lost crash 4–15",
            "a/1: was killed while 6 exchanges were under way: it saw 111–117",
            "a/1: was killed before the log had acknowledged 5 exchanges that it may hold: it captured"
                + " 100–105");
  }

  @Test
  void countsAsCapturedWhatTheLogIsFoundToHoldOfAKilledOne() {
    kill();
    for (int i = 0; i < 103; i++) {
      report.add(exchange("a"));
    }
    assertThat(report.print(new PrintWriter(out, true))).isTrue();
    assertThat(out.toString())
        .contains("seen 111–117 = captured 103–105 + sampled out 2 + lost crash 4–12")
        .doesNotContain("more than its entries");
  }

  @Test
  void isWholeWhereNothingWasUnderWayAtTheKill() throws IOException {
    report.add(entry("a/1", 1, false, Map.of(Fate.CAPTURED, 100L)));
    report.add(closing("a/1", Map.of(Fate.LOST_CRASH, 9L), 0, 0));
    assertThat(report.print(new PrintWriter(out, true))).isTrue();
    assertThat(out.toString())
        .contains(" whole")
        .contains("seen 109 = captured 100 + lost crash 9");
    StringWriter json = new StringWriter();
    assertThat(report.printJson(new PrintWriter(json, true))).isTrue();
    JsonNode read = new ObjectMapper().readTree(json.toString());
    assertThat(read.get("seen").asLong()).isEqualTo(109);
    assertThat(read.get("seenAtMost").asLong()).isEqualTo(109);
    assertThat(read.at("/recorders/0/killed").asBoolean()).isTrue();
    assertThat(read.at("/recorders/0/capturedAtMost").asLong()).isEqualTo(100);
  }

  @Test
  void isNotWholeWhereTheFirstEntriesOfARecorderAreMissing() {
    report.add(entry("a/1", 4, false, Map.of(Fate.CAPTURED, 3L)));
    report.add(entry("a/1", 5, true, Map.of(Fate.CAPTURED, 1L)));
    assertThat(report.print(new PrintWriter(out, true))).isTrue();
    assertThat(out.toString())
        .contains(
            " not whole",
            "a/1: its first 3 entries are missing, from before this window, or removed by retention,"
                + " or lost: it saw at least 4");
  }

  @Test
  void tellsTheSameAsJson() throws IOException {
    fill();
    assertThat(report.printJson(new PrintWriter(out, true))).isTrue();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("seen").asLong()).isEqualTo(11);
    assertThat(json.at("/fates/LOST_QUEUE_FULL").asLong()).isEqualTo(4);
    assertThat(json.at("/endpoints").get("GET /items/{id}").get("CAPTURED").asLong()).isEqualTo(5);
    assertThat(json.at("/recorders/1/missingEntries").asLong()).isEqualTo(1);
    assertThat(json.at("/recorders/1/ended").asBoolean()).isFalse();
    assertThat(json.get("missing")).hasSize(3);
    assertThat(json.has("seenAtMost")).isFalse();
    assertThat(json.at("/recorders/0/seenAtMost").asLong()).isEqualTo(9);
  }

  @Test
  void saysSoWhereThereIsNone() throws IOException {
    report.add(exchange("a"));
    assertThat(report.print(new PrintWriter(out, true))).isFalse();
    assertThat(report.printJson(new PrintWriter(out, true))).isFalse();
    assertThat(out.toString()).isEmpty();
  }
}
