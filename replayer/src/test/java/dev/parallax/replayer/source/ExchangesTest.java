package dev.parallax.replayer.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.SuiteProvenance;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.Window;
import dev.parallax.recorder.where.Where;
import dev.parallax.replayer.Recorded;
import dev.parallax.replayer.RecordedEvents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExchangesTest {

  @Test
  void sortsByStart() throws IOException {
    RecordedEvents source = RecordedEvents.of(at("b", 20), at("c", 30), at("slow", 0));

    assertThat(ids(source, Window.all())).containsExactly("slow", "b", "c");
  }

  @Test
  void dropsRepeats() throws IOException {
    RecordedEvents source = RecordedEvents.of(at("a", 0), at("b", 1), at("a", 0));

    assertThat(ids(source, Window.all())).containsExactly("a", "b");
    assertThat(Survey.of(source, Selection.of(Window.all())).exchanges()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"10, 20, b", "0, 10, a", "11, 20, ''", "0, 21, 'a,b,c'"})
  void takesTheFirstInstantAndLeavesTheLast(long from, long to, String expected)
      throws IOException {
    RecordedEvents source = RecordedEvents.of(at("a", 0), at("b", 10), at("c", 20));
    Window window = new Window(nanos(from), nanos(to));

    assertThat(String.join(",", ids(source, window))).isEqualTo(expected);
  }

  @Test
  void countsWhatStoodTooFarBack() throws IOException {
    List<Exchange> recorded = new ArrayList<>();
    IntStream.rangeClosed(1, Exchanges.AHEAD).forEach(i -> recorded.add(at("e" + i, i)));
    recorded.add(at("late", 0));

    try (Exchanges exchanges = Exchanges.open(RecordedEvents.of(recorded), Window.all())) {
      assertThat(next(exchanges)).isEqualTo("e1");
      assertThat(next(exchanges)).isEqualTo("late");
      assertThat(exchanges.late()).isEqualTo(1);
    }
  }

  @Test
  void readsNoFurtherThanItIsAsked() throws IOException {
    RecordedEvents source = RecordedEvents.of(at("a", 0), at("b", 1), at("c", 2));

    assertThat(ids(source.first(2), Window.all())).containsExactly("a", "b");
    assertThat(ids(source.first(4), Window.all())).containsExactly("a", "b", "c");
  }

  @Test
  void surveysTheWindowAndAllThatWasServed() throws IOException {
    RecordedEvents source =
        RecordedEvents.of(
            at("a", 5).toBuilder()
                .setAuthority("old.example")
                .setDeployment(
                    Deployment.newBuilder().setUpstream("127.0.0.1:8000").addUpstreams("cart:80"))
                .build(),
            at("c", 30),
            at("b", 20));

    Survey survey = Survey.of(source, Selection.of(new Window(nanos(20), nanos(40))));

    assertThat(survey)
        .isEqualTo(
            new Survey(
                3,
                2,
                0,
                0,
                0,
                nanos(20),
                nanos(30),
                Set.of("old.example", "shop.example"),
                Set.of("127.0.0.1:8000", "cart:80"),
                Set.of(at("b", 20).getService()),
                1,
                Linked.none(),
                SuiteProvenance.getDefaultInstance(),
                ""));
  }

  @Test
  void countsWhatOfTheWindowIsNotMeant() throws IOException {
    RecordedEvents source =
        RecordedEvents.of(at("a", 5), at("b", 20), at("b", 20), at("c", 30), at("d", 35));
    Selection selection = Selection.of(new Window(nanos(20), nanos(40)));

    Survey survey = Survey.of(source, selection.where(Where.of("id in ['a', 'c']")));

    assertThat(survey.exchanges()).isEqualTo(1);
    assertThat(survey.leftOut()).isEqualTo(2);
    assertThat(survey.firstNanos()).isEqualTo(nanos(30));
  }

  private static String next(Exchanges exchanges) throws IOException {
    SourceExchange next = exchanges.next();
    return next == null ? "" : next.id();
  }

  private static List<String> ids(ReplaySource source, Window window) throws IOException {
    List<String> ids = new ArrayList<>();
    try (Exchanges exchanges = Exchanges.open(source, window)) {
      for (String id = next(exchanges); !id.isEmpty(); id = next(exchanges)) {
        ids.add(id);
      }
    }
    return ids;
  }

  private static long nanos(long millis) {
    return Recorded.START_NANOS + millis * 1_000_000;
  }

  private static Exchange at(String id, long startMillis) {
    return Recorded.exchange(id, "s", startMillis, 1, Recorded.request("GET", "/"));
  }
}
