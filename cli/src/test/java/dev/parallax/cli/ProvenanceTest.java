package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.parallax.cli.fixture.Suites;
import dev.parallax.proto.Event;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.Sanitisation;
import dev.parallax.proto.Selection;
import dev.parallax.proto.Template;
import dev.parallax.proto.TemplateSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A suite tells where it is from, through as many hands as it went. */
class ProvenanceTest {

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path recording;

  @BeforeEach
  void record() throws IOException {
    Sanitisation how =
        Sanitisation.newBuilder()
            .setMode(Sanitisation.Mode.STRICT)
            .setPolicyDigest("p1")
            .setKeyEpoch("k1")
            .build();
    LedgerEntry ledger =
        LedgerEntry.newBuilder()
            .setService("shop")
            .setFromNanos(Suites.START_NANOS)
            .setToNanos(Suites.START_NANOS + 1)
            .addCounts(count(LedgerEntry.Fate.CAPTURED, 2))
            .addCounts(count(LedgerEntry.Fate.SAMPLED_OUT, 7))
            .build();
    TemplateSet templates =
        TemplateSet.newBuilder()
            .setService("shop")
            .addTemplates(Template.newBuilder().setId("t1"))
            .build();
    recording =
        Suites.write(
            directory.resolve("monday.plx"),
            List.of(
                Suites.event(
                    Suites.get("a", "s-1", 0, "/a")
                        .setSanitisation(how)
                        .setSelection(Selection.newBuilder().setProbability(0.25))),
                Suites.event(Suites.get("b", "s-1", 5_000, "/b").setSanitisation(how)),
                Event.newBuilder().setLedger(ledger).build(),
                Event.newBuilder().setTemplates(templates).build(),
                Event.newBuilder().setTemplates(templates).build()));
  }

  private static LedgerEntry.Count count(LedgerEntry.Fate fate, long exchanges) {
    return LedgerEntry.Count.newBuilder().setFate(fate).setExchanges(exchanges).build();
  }

  @Test
  void tellsWindowFunnelWeightPolicyEpochAndTemplates() {
    Path suite = directory.resolve("suite.plx");
    run("export", recording.toString(), "-o", suite.toString(), "--to", "2026-11-23T10:00:03Z");

    run("show", suite.toString(), "--provenance");

    assertThat(out.toString().lines())
        .containsExactly(
            suite + ": 1 exchanges",
            "made by     export, from monday.plx",
            "window      the beginning to 2026-11-23T10:00:03Z",
            "funnel      9 seen, 2 captured, 7 sampled out, 1 exported",
            "exchanges   1, standing for 4 of the traffic",
            "started     2026-11-23T10:00:00Z to 2026-11-23T10:00:00Z",
            "sanitised   strict",
            "policy      p1",
            "key epoch   k1",
            "templates   1");
  }

  @Test
  void carriesWhatTheSuiteBeforeItTold() {
    Path first = directory.resolve("first.plx");
    Path second = directory.resolve("second.plx");
    run("export", recording.toString(), "-o", first.toString(), "--service", "shop");
    run("export", first.toString(), "-o", second.toString());

    run("show", second.toString(), "--provenance", "--format", "json");

    assertThat(out.toString().lines().toList().getLast())
        .startsWith("{\"madeBy\":\"export\",\"sources\":[\"first.plx\"]")
        .contains("\"origins\":[{\"madeBy\":\"export\",\"sources\":[\"monday.plx\"]")
        .contains("\"filters\":[\"service shop\"]");
  }

  @Test
  void isCarriedIntoTheReportOfARun() throws IOException {
    Path suite = directory.resolve("suite.plx");
    run("export", recording.toString(), "-o", suite.toString(), "--to", "2026-11-23T10:00:03Z");
    HttpServer leg =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    leg.start();
    try {
      run(
          "check",
          suite.toString(),
          "--candidate",
          "http://127.0.0.1:" + leg.getAddress().getPort(),
          "--report",
          directory.resolve("report").toString());
    } finally {
      leg.stop(0);
    }

    JsonNode told =
        new ObjectMapper()
            .readTree(directory.resolve("report/report.json").toFile())
            .get("provenance");
    assertThat(told.at("/sources/0").textValue()).isEqualTo("suite.plx");
    assertThat(told.at("/exchanges").longValue()).isEqualTo(1);
    assertThat(told.at("/weight").doubleValue()).isEqualTo(4);
    assertThat(told.at("/policyDigests/0").textValue()).isEqualTo("p1");
    assertThat(told.at("/keyEpochs/0").textValue()).isEqualTo("k1");
    assertThat(told.at("/templates").longValue()).isEqualTo(1);
    assertThat(told.at("/origins/0/madeBy").textValue()).isEqualTo("export");
    assertThat(told.at("/origins/0/to").textValue()).isEqualTo("2026-11-23T10:00:03Z");
    assertThat(told.at("/origins/0/funnel/seen").longValue()).isEqualTo(9);
    assertThat(Files.readString(directory.resolve("report/report.html")))
        .containsSubsequence("What was replayed", "Which was made by export", "monday.plx");
  }

  @Test
  void saysThatARecordingTellsNone() {
    assertThat(run("show", recording.toString(), "--provenance")).isZero();
    assertThat(err.toString()).contains("tells no provenance");
    assertThat(out.toString()).isEmpty();
  }

  private int run(String... arguments) {
    return Main.run(arguments, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
