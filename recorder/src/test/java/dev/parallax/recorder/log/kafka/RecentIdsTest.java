package dev.parallax.recorder.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.Outcome;
import dev.parallax.recorder.log.spool.SpooledLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentIdsTest {

  private final RecentIds recent = new RecentIds();

  private static final int BETWEEN = SpooledLog.MAX_EVENTS;

  private boolean isNew(String id) {
    return isNew("shop-0", id);
  }

  private boolean isNew(String recorder, String id) {
    return recent.isNew(
        Event.newBuilder()
            .setExchange(
                Exchange.newBuilder()
                    .setId(id)
                    .setDeployment(
                        Deployment.newBuilder().setInstance("1@shop").setRecorder(recorder)))
            .build());
  }

  @Test
  void tellsACopyHoweverMuchOtherRecordersWroteBetween() {
    int recorders = RecentIds.MAX / RecentIds.REMEMBERED;
    for (int i = 0; i < 2 * BETWEEN; i++) {
      for (int recorder = 0; recorder < recorders; recorder++) {
        assertThat(isNew("shop-" + recorder, recorder + "/" + i)).isTrue();
        if (i >= BETWEEN) {
          assertThat(isNew("shop-" + recorder, recorder + "/" + (i - BETWEEN))).isFalse();
        }
      }
    }
  }

  @Test
  void forgetsFirstWhomItHasNotHeardOfForTheLongest() {
    int recorders = 3 * RecentIds.MAX / RecentIds.REMEMBERED;
    for (int recorder = 0; recorder < recorders; recorder++) {
      for (int i = 0; i < RecentIds.REMEMBERED; i++) {
        assertThat(isNew("shop-" + recorder, recorder + "/" + i)).isTrue();
      }
      assertThat(recent.size()).isLessThanOrEqualTo(RecentIds.MAX);
    }
    for (int recorder = recorders / 3 * 2; recorder < recorders; recorder++) {
      for (int i = 0; i < RecentIds.REMEMBERED; i++) {
        assertThat(isNew("shop-" + recorder, recorder + "/" + i)).isFalse();
      }
    }
    assertThat(isNew("shop-0", "0/0")).isTrue();
  }

  @Test
  void goesByTheInstanceWhereAnOldRecordingNamesNoProcess() {
    for (int recorder = 0; recorder < 3; recorder++) {
      for (int i = 0; i < BETWEEN; i++) {
        Exchange exchange =
            Exchange.newBuilder()
                .setId(recorder + "/" + i)
                .setDeployment(Deployment.newBuilder().setInstance("1@shop-" + recorder))
                .build();
        assertThat(recent.isNew(Event.newBuilder().setExchange(exchange).build())).isTrue();
      }
    }
    assertThat(recent.size()).isEqualTo(3 * BETWEEN);
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
