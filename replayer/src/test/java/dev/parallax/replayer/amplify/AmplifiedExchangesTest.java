package dev.parallax.replayer.amplify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Exchange;
import dev.parallax.recorder.log.Window;
import dev.parallax.replayer.Recorded;
import dev.parallax.replayer.RecordedEvents;
import dev.parallax.replayer.source.Exchanges;
import dev.parallax.replayer.source.SourceExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AmplifiedExchangesTest {

  @Test
  void putsCopiesAmongWhatWasRecorded() throws IOException {
    RecordedEvents source = RecordedEvents.of(at("a", 0), at("b", 400), at("c", 900));

    // The copies of three are a third of a second apart.
    assertThat(ids(amplified(source, 3)))
        .containsExactly("a", "a~1", "b", "a~2", "b~1", "c", "b~2", "c~1", "c~2");
  }

  @Test
  void givesWhatWasRecordedWhereThereAreNoCopies() throws IOException {
    List<SourceExchange> all = amplified(RecordedEvents.of(at("a", 0), at("b", 1)), 1);

    assertThat(ids(all)).containsExactly("a", "b");
    assertThat(all).allSatisfy(one -> assertThat(one.exchange()).isSameAs(one.recorded()));
  }

  @Test
  void sayWhatTheyAreCopiesOf() throws IOException {
    SourceExchange copy = amplified(RecordedEvents.of(at("a", 0)), 2).getLast();

    assertThat(copy.id()).isEqualTo("a~1");
    assertThat(copy.ref().getId()).isEqualTo("a");
    assertThat(copy.ref().getCopy()).isEqualTo(1);
    assertThat(copy.recorded()).isEqualTo(at("a", 0));
    assertThat(copy.copy().of()).isEqualTo(2);
  }

  /** Two of 40 MiB are more than it holds: their copies come before their time. */
  @Test
  void holdsNoMoreThanItsBytesAndKeepsTheOrderOfEachCopy() throws IOException {
    List<Exchange> large =
        IntStream.range(0, 5).mapToObj(i -> large(at("e" + i, 10L * i), 20 << 20)).toList();

    List<String> ids = ids(amplified(RecordedEvents.of(large), 3));

    assertThat(ids).hasSize(15).doesNotHaveDuplicates();
    assertThat(ids.indexOf("e0~1")).as("before its time").isLessThan(ids.indexOf("e4"));
    for (int copy = 0; copy < 3; copy++) {
      String suffix = copy == 0 ? "" : "~" + copy;
      assertThat(
              ids.stream()
                  .filter(id -> id.endsWith(suffix) && (id.length() == 2) == suffix.isEmpty()))
          .containsExactly(
              "e0" + suffix, "e1" + suffix, "e2" + suffix, "e3" + suffix, "e4" + suffix);
    }
  }

  @Test
  void comesInOrderOfStart() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    List<Exchange> recorded =
        IntStream.range(0, 500).mapToObj(i -> at("e" + i, random.nextInt(5_000))).toList();

    List<SourceExchange> all = amplified(RecordedEvents.of(recorded), 7);

    assertThat(all).hasSize(3_500);
    assertThat(ids(all)).doesNotHaveDuplicates();
    assertThat(all.stream().map(one -> one.exchange().getStartedAtNanos()))
        .isSortedAccordingTo(Long::compare);
  }

  private static List<SourceExchange> amplified(RecordedEvents source, int times)
      throws IOException {
    List<SourceExchange> all = new ArrayList<>();
    try (AmplifiedExchanges exchanges =
        new AmplifiedExchanges(Exchanges.open(source, Window.all()), times)) {
      for (SourceExchange next = exchanges.next(); next != null; next = exchanges.next()) {
        all.add(next);
      }
    }
    return all;
  }

  private static List<String> ids(List<SourceExchange> exchanges) {
    return exchanges.stream().map(SourceExchange::id).toList();
  }

  private static Exchange at(String id, long millis) {
    return Recorded.exchange(id, "s-" + id, millis, 1, Recorded.request("GET", "/"));
  }

  private static Exchange large(Exchange exchange, int bytes) {
    Exchange.Builder large = exchange.toBuilder();
    large.getRequestBuilder().getBodyBuilder().setContent(ByteString.copyFrom(new byte[bytes]));
    return large.build();
  }
}
