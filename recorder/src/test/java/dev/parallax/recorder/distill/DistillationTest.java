package dev.parallax.recorder.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Selection;
import dev.parallax.proto.SessionLink;
import dev.parallax.proto.Timings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a distilled suite keeps, and what each exchange in it stands for. */
class DistillationTest {

  private final Distillation distillation = new Distillation();

  @Test
  void keepsSoManyOfEachKindAndTheEarliest() {
    for (int i = 0; i < 10; i++) {
      add("s-" + i, i, 1, 1);
    }
    add("s-10", 10, 2, 1);

    choose(3);

    assertThat(kept()).containsExactly(0, 1, 2, 10);
    assertThat(distillation.weight(0)).isEqualTo(10.0 / 3);
    assertThat(distillation.weight(10)).isEqualTo(1);
    assertThat(distillation.kinds()).isEqualTo(2);
  }

  @Test
  void takesWhatCameBeforeInItsSessionAlong() {
    add("s-1", 0, 1, 1);
    add("s-2", 5, 2, 1);
    add("s-1", 20, 3, 1);
    // Was not answered yet when the next was sent.
    add("s-1", 45, 1, 1);
    add("s-1", 50, 4, 1);

    choose(1);

    // The one of kind 1 that kind 3 and 4 need covers it.
    assertThat(kept()).containsExactly(0, 1, 2, 4);
    assertThat(distillation.weight(0)).isEqualTo(2);
  }

  @Test
  void prefersExamplesThatNeedFewOthers() {
    for (int i = 0; i < 5; i++) {
      add("long", 20L * i, 1, 1);
    }
    add("long", 200, 2, 1);
    add("short", 300, 2, 1);

    choose(1);

    assertThat(kept()).containsExactly(0, 6);
  }

  @Test
  void boundsWhatASessionBringsAlong() {
    for (int i = 0; i < 100; i++) {
      add("s", 20L * i, 1, 1);
    }
    add("s", 20 * 100, 2, 1);

    choose(1);

    assertThat(kept()).hasSize(Past.MAX_BEFORE + 1).contains(68, 99, 100);
  }

  @Test
  void followsALoginThatChangesTheCookie() {
    add("before", 0, 1, 1);
    Exchange.Builder login = exchange("before", 20, 1);
    login.addSessionLinks(SessionLink.newBuilder().setFrom("before").setTo("after"));
    distillation.add(login.build(), 2);
    add("after", 40, 3, 1);

    choose(1);

    assertThat(kept()).containsExactly(0, 1, 2);
  }

  @Test
  void neverLetsContextStandForTraffic() {
    add("s-1", 0, 1, 0);
    add("s-2", 10, 1, 8);
    add("s-3", 20, 1, 2);

    choose(1);

    assertThat(kept()).containsExactly(1);
    assertThat(distillation.weight(1)).isEqualTo(10);
  }

  @Test
  void dependsOnWhateverIsSaidToBeNeeded() {
    add("s-1", 0, 1, 1);
    add("s-2", 1, 1, 1);
    add("s-3", 2, 2, 1);

    distillation.choose(1, exchange -> exchange == 2 ? new int[] {1} : new int[0]);

    assertThat(kept()).containsExactly(1, 2);
  }

  @Test
  void keepsTheWeightOfEachKindAndCoversAllOfThem() {
    SplittableRandom random = new SplittableRandom(7);
    Map<Long, Double> weights = new HashMap<>();
    List<Long> kinds = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      long kind = (long) Math.sqrt(random.nextInt(10_000));
      double weight = random.nextInt(10) == 0 ? 0 : random.nextInt(4) == 0 ? 100 : 1;
      add("s-" + random.nextInt(500), i, kind, weight);
      kinds.add(kind);
      weights.merge(kind, weight, Double::sum);
    }

    choose(2);

    Map<Long, Double> left = new HashMap<>();
    Map<Long, Integer> count = new HashMap<>();
    for (int exchange : kept()) {
      double weight = distillation.weight(exchange);
      assertThat(weight == 0 || weight >= 1).isTrue();
      left.merge(kinds.get(exchange), weight, Double::sum);
      count.merge(kinds.get(exchange), 1, Integer::sum);
    }
    assertThat(left.keySet()).isEqualTo(weights.keySet());
    left.forEach((kind, weight) -> assertThat(weight).isCloseTo(weights.get(kind), within(1e-6)));
    count.forEach(
        (kind, examples) ->
            assertThat(examples)
                .isGreaterThanOrEqualTo(Math.min(2, Collections.frequency(kinds, kind))));
    assertThat(distillation.kept()).isLessThan(1_000);
  }

  private void choose(int keep) {
    distillation.choose(keep, distillation.ofSessions());
  }

  private List<Integer> kept() {
    return IntStream.range(0, distillation.exchanges())
        .filter(distillation::keeps)
        .boxed()
        .toList();
  }

  /** One that takes 10 ms. */
  private void add(String session, long startMillis, long kind, double weight) {
    distillation.add(exchange(session, startMillis, weight).build(), kind);
  }

  private static Exchange.Builder exchange(String session, long startMillis, double weight) {
    Selection selection =
        weight == 0
            ? Selection.newBuilder().setReason("context").build()
            : Selection.newBuilder().setReason("share").setProbability(1 / weight).build();
    return Exchange.newBuilder()
        .setSession(session)
        .setStartedAtNanos(startMillis * 1_000_000)
        .setTimings(Timings.newBuilder().setLastByteNanos(10_000_000))
        .setSelection(selection);
  }
}
