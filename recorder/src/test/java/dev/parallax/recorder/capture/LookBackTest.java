package dev.parallax.recorder.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.raw.RawExchange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LookBackTest {

  private static final long MAX_BYTES = 200_000;

  private final AtomicLong nanos = new AtomicLong(-7);
  private final Ledger ledger = new Ledger();
  private final Unsettled unsettled = new Unsettled(ledger);
  private final List<RawExchange> done = new ArrayList<>();
  private final LookBack lookBack =
      new LookBack(MAX_BYTES, new Clocks(nanos::get, () -> Instant.EPOCH), done::add);

  private RawExchange add(String session, int number) {
    RawExchange raw = RawExchanges.get(number, 1_000);
    unsettled.take(raw);
    lookBack.add(raw, session, unsettled.holdBack("GET /"));
    return raw;
  }

  private List<RawExchange> take(String session) {
    return lookBack.take(session).stream().map(LookBack.Entry::raw).toList();
  }

  @Test
  void givesWhatASessionDidInItsOrderAndOnce() {
    RawExchange first = add("a", 1);
    add("b", 2);
    RawExchange second = add("a", 3);
    assertThat(take("a")).containsExactly(first, second);
    assertThat(take("a")).isEmpty();
    assertThat(take("c")).isEmpty();
    assertThat(done).as("they are the caller's").isEmpty();
    assertThat(ledger.totals()).isEmpty();
  }

  @Test
  void givesTheLastOnesOfALargeSession() {
    List<RawExchange> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(add("a", i));
    }
    assertThat(take("a")).isEqualTo(all.subList(50 - LookBack.MAX_CONTEXT, 50));
    lookBack.clear();
    assertThat(done).isEqualTo(all.subList(0, 50 - LookBack.MAX_CONTEXT));
  }

  @Test
  void letsTheOldestGoForNewOnes() {
    List<RawExchange> all = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      all.add(add("s-" + i % 300, i));
      assertThat(lookBack.bytes()).isLessThanOrEqualTo(MAX_BYTES);
    }
    assertThat(done).isEqualTo(all.subList(0, done.size())).hasSizeBetween(800, 950);
    assertThat(ledger.totals()).isEqualTo(Map.of(Fate.SAMPLED_OUT, (long) done.size()));
  }

  @Test
  void letsGoWhatIsOld() {
    RawExchange old = add("a", 1);
    nanos.addAndGet(LookBack.MAX_AGE.toNanos() - 1);
    RawExchange young = add("a", 2);
    lookBack.expire();
    assertThat(done).isEmpty();
    assertThat(lookBack.idleNanos()).isEqualTo(1);
    nanos.addAndGet(1);
    assertThat(lookBack.idleNanos()).isZero();
    lookBack.expire();
    assertThat(done).containsExactly(old);
    assertThat(take("a")).containsExactly(young);
    assertThat(lookBack.idleNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(lookBack.bytes()).isZero();
  }

  @Test
  void takesNothingThatIsLargerThanItself() {
    assertThat(lookBack.takes(RawExchanges.get(1, 1_000))).isTrue();
    assertThat(lookBack.takes(RawExchanges.get(1, (int) MAX_BYTES))).isFalse();
  }

  /** In whatever order they are added, taken and let go, each comes out once. */
  @Test
  void losesNoneAndTellsNoneTwice() {
    SplittableRandom random = new SplittableRandom(11);
    List<RawExchange> added = new ArrayList<>();
    List<RawExchange> out = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      switch (random.nextInt(12)) {
        case 0 -> out.addAll(take("s-" + random.nextInt(40)));
        case 1 -> {
          nanos.addAndGet(random.nextLong(2_000_000_000L));
          lookBack.expire();
        }
        default -> added.add(add("s-" + random.nextInt(40), i));
      }
    }
    long taken = out.size();
    lookBack.clear();
    assertThat(lookBack.bytes()).isZero();
    out.addAll(done);
    assertThat(out).hasSize(added.size());
    Set<String> ids = new HashSet<>();
    out.forEach(raw -> ids.add(raw.id()));
    assertThat(ids).hasSize(added.size());
    assertThat(ledger.totals()).isEqualTo(Map.of(Fate.SAMPLED_OUT, (long) added.size() - taken));
    unsettled.end();
    assertThat(ledger.totals())
        .as("what was taken and not recorded is lost")
        .containsEntry(Fate.LOST_AT_SHUTDOWN, taken);
  }
}
