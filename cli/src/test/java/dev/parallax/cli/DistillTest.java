package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.cli.fixture.Recorded;
import dev.parallax.cli.fixture.Suites;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.recorder.sample.Weights;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code parallax distill}, of a recording in which three endpoints answer in five ways. */
class DistillTest {

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path recording;

  @BeforeEach
  void record() throws IOException {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      events.add(Suites.event(Suites.get("i-" + i, "s-" + i, 10L * i, "/items/" + (1_000 + i))));
      Exchange.Builder list = Suites.get("l-" + i, "s-" + i, 10L * i + 100_000, "/items?page=2");
      list.setResponse(
          Suites.json(200, i % 100 == 7 ? "[{\"n\":1,\"sale\":true}]" : "[{\"n\":1}]"));
      events.add(Suites.event(list));
    }
    events.add(
        Suites.event(
            Suites.get("gone", "s-0", 200_000, "/items/1").setResponse(Suites.json(404, "{}"))));
    events.add(Suites.event(Suites.get("health", "p", 0, "/health")));
    events.add(Event.newBuilder().setLedger(LedgerEntry.getDefaultInstance()).build());
    recording = Suites.write(directory.resolve("monday.plx"), events);
  }

  @Test
  void keepsWhatGaveAValueHoweverLongAgo() throws IOException {
    assertKeepsGivers(List.of());
  }

  /** As a file has copies whose recorder was killed. */
  @Test
  void keepsWhatGaveAValueWhereExchangesAreThereTwice() throws IOException {
    assertKeepsGivers(
        Stream.generate(() -> Suites.event(Suites.get("twice", "t", 0, "/health")))
            .limit(3)
            .toList());
  }

  private void assertKeepsGivers(List<Event> before) throws IOException {
    List<Event> events = new ArrayList<>(before);
    events.add(giving("shelf", "s", 0, "/shelves/new", 1));
    events.add(giving("giver", "s", 50, "/keys?shelf=" + key(1), 2));
    for (int i = 0; i < 100; i++) {
      events.add(giving("k-" + i, "other-" + i, 5L * i, "/keys?shelf=" + i, 1_000 + i));
      events.add(giving("n-" + i, "o-" + i, 7L * i, "/shelves/new", 2_000 + i));
      events.add(Suites.event(Suites.get("h-" + i, "s", 100 + 20L * i, "/health")));
    }
    events.add(Suites.event(Suites.get("taker", "s", 10_000, "/rare?key=" + key(2))));
    Suites.write(directory.resolve("tuesday.plx"), events);
    Path suite = directory.resolve("small.plx");

    assertThat(
            run(
                "distill",
                directory.resolve("tuesday.plx").toString(),
                "-o",
                suite.toString(),
                "--keep",
                "1"))
        .as(err::toString)
        .isZero();

    List<Exchange> kept = Recorded.read(suite).exchanges();
    assertThat(kept).extracting(Exchange::getId).contains("taker", "giver", "shelf");
    assertThat(kept).hasSizeLessThan(40);
  }

  private static Event giving(String id, String session, long atMillis, String target, int key) {
    return Suites.event(
        Suites.get(id, session, atMillis, target)
            .setResponse(Suites.json(200, "{\"key\":\"%s\"}".formatted(key(key)))));
  }

  /** Long enough to be nobody else's. */
  private static String key(int number) {
    return "9f86d081884c7d65%04x".formatted(number);
  }

  @Test
  void keepsEachEndpointShapeAndStatusAndWhatAllStoodFor() throws IOException {
    Path suite = directory.resolve("suite.plx");

    assertThat(run("distill", recording.toString(), "-o", suite.toString(), "--keep", "2"))
        .isZero();

    assertThat(out.toString())
        .startsWith(suite + ": 602 exchanges → ")
        .contains(": 5 endpoints × shapes × statuses, 2 of each");
    List<Exchange> kept = Recorded.read(suite).exchanges();
    assertThat(kept).hasSizeLessThan(20);
    Map<String, Integer> kinds = new TreeMap<>();
    for (Exchange exchange : kept) {
      String path = exchange.getRequest().getTarget().replaceAll("\\d{4}", "N");
      String body = exchange.getResponse().getBody().getContent().toStringUtf8();
      kinds.merge(path + " " + exchange.getResponse().getStatus() + " " + body, 1, Integer::sum);
    }
    assertThat(kinds)
        .containsOnlyKeys(
            "/health 200 {\"n\":1}",
            "/items/1 404 {}",
            "/items/N 200 {\"n\":1}",
            "/items?page=2 200 [{\"n\":1,\"sale\":true}]",
            "/items?page=2 200 [{\"n\":1}]")
        .containsEntry("/items?page=2 200 [{\"n\":1,\"sale\":true}]", 2);
    assertThat(kept.stream().mapToDouble(Weights::of).sum()).isCloseTo(602, within(1e-6));
    // What the session of the one that failed did before.
    assertThat(kept).extracting(Exchange::getId).contains("i-0", "l-0", "gone");
    run("show", suite.toString(), "--provenance");
    assertThat(out.toString())
        .contains("made by     distill, from monday.plx\n")
        .contains("only        keep 2\n")
        .contains("602 read, 5 endpoints × shapes × statuses, ")
        .contains("standing for 602 of the traffic");
  }

  @Test
  void givesTheSameSuiteEachTime() throws IOException {
    Path one = directory.resolve("one.plx");
    Path two = directory.resolve("two.plx");
    run("distill", recording.toString(), "-o", one.toString());
    run("distill", recording.toString(), "-o", two.toString());
    assertThat(Files.readAllBytes(two)).isEqualTo(Files.readAllBytes(one));
  }

  private int run(String... arguments) {
    return Main.run(arguments, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
