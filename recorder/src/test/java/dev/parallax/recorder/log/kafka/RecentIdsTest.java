package dev.parallax.recorder.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentIdsTest {

  private final RecentIds recent = new RecentIds();

  private boolean isNew(String id) {
    return recent.isNew(Event.newBuilder().setExchange(Exchange.newBuilder().setId(id)).build());
  }

  @Test
  void tellsACopyAsFarBackAsItSays() {
    assertThat(isNew("first")).isTrue();
    for (int i = 1; i < RecentIds.REMEMBERED; i++) {
      assertThat(isNew("other-" + i)).isTrue();
    }
    assertThat(isNew("first")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void givesOutEachOnceWhateverIsSentAgain(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Deque<String> sent = new ArrayDeque<>();
    int copies = 0;
    for (int i = 0; i < 100_000; i++) {
      if (!sent.isEmpty() && random.nextInt(4) == 0) {
        copies++;
        String again = random.nextBoolean() ? sent.getFirst() : sent.getLast();
        assertThat(isNew(again)).isFalse();
      } else {
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        assertThat(isNew(id)).isTrue();
        sent.addLast(id);
        if (sent.size() == RecentIds.REMEMBERED - 1) {
          sent.removeFirst();
        }
      }
    }
    assertThat(copies).isGreaterThan(1_000);
  }

  @Test
  void knowsEntriesOfTheLedgerAndLeavesOutcomesAlone() {
    Event entry = Event.newBuilder().setLedger(LedgerEntry.newBuilder().setId("entry-1")).build();
    assertThat(recent.isNew(entry)).isTrue();
    assertThat(recent.isNew(entry)).isFalse();
    Event outcome = Event.newBuilder().setOutcome(Outcome.newBuilder().setRunId("run")).build();
    assertThat(recent.isNew(outcome)).isTrue();
    assertThat(recent.isNew(outcome)).isTrue();
  }
}
