package dev.parallax.replayer.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.Response;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.Window;
import dev.parallax.replayer.Recorded;
import dev.parallax.replayer.RecordedEvents;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FirstExchangesTest {

  private static final Selection ALL = Selection.of(Window.all());

  @Test
  void areTheFirstFiveHundredAndTheirAnswers() throws IOException {
    RecordedEvents recording =
        RecordedEvents.of(
            IntStream.range(0, 501).mapToObj(i -> Recorded.get("e" + i, "/" + i)).toList());

    FirstExchanges first = FirstExchanges.read(recording, ALL, later());

    assertThat(first.events())
        .extracting(event -> event.getExchange().getId())
        .hasSize(500)
        .startsWith("e0", "e1")
        .endsWith("e499");
    assertThat(first.answers()).hasSize(500);
    assertThat(first.answers().get("e499")).extracting(Response::getStatus).isEqualTo(200);
  }

  @Test
  void leaveOutWhatIsNoExchange() throws IOException {
    RecordedEvents recording =
        new RecordedEvents()
            .add(Event.newBuilder().setLedger(LedgerEntry.getDefaultInstance()).build())
            .add(Event.newBuilder().setExchange(Recorded.get("a", "/a")).build());

    FirstExchanges first = FirstExchanges.read(recording, ALL, later());

    assertThat(first.events()).extracting(Event::hasExchange).containsExactly(true);
  }

  @Test
  void leaveOutWhatIsNotMeant() throws IOException {
    Exchange other = Recorded.get("other", "/a").toBuilder().setService("other").build();
    RecordedEvents recording = RecordedEvents.of(other, Recorded.get("a", "/a"));

    FirstExchanges first =
        FirstExchanges.read(recording, new Selection(Window.all(), "shop"), later());

    assertThat(first.answers()).containsOnlyKeys("a");
  }

  @Test
  void takeEightMebibytes() throws IOException {
    RecordedEvents recording = RecordedEvents.of(large("a"), large("b"), large("c"));

    FirstExchanges first = FirstExchanges.read(recording, ALL, later());

    assertThat(first.answers()).containsOnlyKeys("a", "b");
  }

  @Test
  void areThoseThatWereReadInTime() throws IOException {
    RecordedEvents recording = RecordedEvents.of(Recorded.get("a", "/a"));

    assertThat(FirstExchanges.read(recording, ALL, System.nanoTime()).events()).isEmpty();
  }

  @Test
  void comeAgainEachTime() throws IOException {
    FirstExchanges first =
        FirstExchanges.read(RecordedEvents.of(Recorded.get("a", "/a")), ALL, later());

    for (int time = 0; time < 2; time++) {
      try (EventReader reader = first.source().open()) {
        assertThat(reader.next()).isEqualTo(first.events().getFirst());
        assertThat(reader.next()).isNull();
      }
    }
  }

  /** Three mebibytes. */
  private static Exchange large(String id) {
    Exchange small = Recorded.get(id, "/" + id);
    Body body = Body.newBuilder().setContent(ByteString.copyFrom(new byte[3 << 20])).build();
    return small.toBuilder().setResponse(small.getResponse().toBuilder().setBody(body)).build();
  }

  private static long later() {
    return System.nanoTime() + 60_000_000_000L;
  }
}
