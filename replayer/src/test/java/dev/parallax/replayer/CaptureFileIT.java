package dev.parallax.replayer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.parallax.proto.Event;
import dev.parallax.proto.Outcome;
import dev.parallax.recorder.log.FileDamage;
import dev.parallax.recorder.log.PlxReader;
import dev.parallax.recorder.log.PlxWriter;
import dev.parallax.recorder.sanitize.Harmless;
import dev.parallax.replayer.runlog.ProgressListener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a capture file, through a leg and the sanitiser, into a run file. */
@Timeout(60)
final class CaptureFileIT {

  private static final String EMAIL = "jane.doe@mail.example";

  @TempDir Path folder;

  @Test
  void replaysASuiteIntoARunFile() throws Exception {
    Path suite = folder.resolve("suite.plx");
    Path run = folder.resolve("run.plx");
    write(suite, 20);

    replay(suite, run);

    List<Event> events = read(run);
    List<Outcome> outcomes =
        events.stream().filter(Event::hasOutcome).map(Event::getOutcome).toList();
    assertThat(events.stream().filter(Event::hasExchange)).hasSize(20);
    assertThat(outcomes)
        .hasSize(60)
        .allSatisfy(o -> assertThat(o.getResponse().getStatus()).isEqualTo(200))
        .allSatisfy(
            o ->
                assertThat(o.getResponse().getBody().getContent().toStringUtf8())
                    .contains("\"price\":17")
                    .doesNotContain(EMAIL));
    assertThat(outcomes)
        .as("one key for the run: equal answers stay equal")
        .extracting(o -> o.getResponse().getBody().getContent())
        .containsOnly(outcomes.getFirst().getResponse().getBody().getContent());
  }

  @Test
  void saysInTheRunThatPartOfTheRecordingWasUnreadable() throws Exception {
    Path suite = folder.resolve("suite.plx");
    Path run = folder.resolve("run.plx");
    write(suite, 20);
    byte[] bytes = Files.readAllBytes(suite);
    bytes[bytes.length / 2] ^= 1;
    Files.write(suite, bytes);
    FileDamage damage;
    try (PlxReader reader = PlxReader.open(suite)) {
      while (reader.next() != null) {}
      damage = reader.damage().orElseThrow();
    }

    replay(suite, run);

    assertThat(read(run).getFirst().getRun().getRequested().getSourceDamage())
        .isEqualTo(damage.sentence());
  }

  @Test
  void saysOfAWholeRecordingThatNothingIsDamaged() throws Exception {
    Path suite = folder.resolve("suite.plx");
    Path run = folder.resolve("run.plx");
    write(suite, 1);

    replay(suite, run);

    assertThat(read(run).getFirst().getRun().getRequested().getSourceDamage()).isEmpty();
  }

  /** To a leg that answers everything the same. */
  private static void replay(Path suite, Path run) throws Exception {
    WireMockServer leg = new WireMockServer(options().dynamicPort());
    leg.start();
    leg.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse()
                    .withHeader("Content-Type", "application/json")
                    .withBody("{\"price\":17,\"email\":\"" + EMAIL + "\"}")));
    try (PlxWriter log = PlxWriter.create(run)) {
      Runs.replay(
          Runs.examples(3, URI.create("http://localhost:" + leg.port()), null),
          () -> PlxReader.open(suite),
          Runs.sanitiser(),
          log,
          ProgressListener.none());
    } finally {
      leg.stop();
    }
  }

  private static void write(Path suite, int exchanges) throws IOException {
    try (PlxWriter writer = PlxWriter.create(suite)) {
      for (int i : IntStream.range(0, exchanges).toArray()) {
        Event event = Event.newBuilder().setExchange(Recorded.get("e" + i, "/items/" + i)).build();
        writer.append(Harmless.reread(event));
      }
    }
  }

  private static List<Event> read(Path run) throws IOException {
    List<Event> events = new ArrayList<>();
    try (PlxReader reader = PlxReader.open(run)) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        events.add(event);
      }
    }
    return events;
  }
}
