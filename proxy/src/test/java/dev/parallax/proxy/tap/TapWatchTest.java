package dev.parallax.proxy.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.parallax.proxy.tap.TapWatch.Admission;
import java.time.Duration;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TapWatchTest {

  private static final int CLIENTS = 4000;

  private long nowNanos;
  private double cpus;
  private final TapWatch watch =
      new TapWatch(
          new TapSettings(true, 0.5, 1, Duration.ofMillis(1)),
          () -> nowNanos,
          () -> (long) (cpus * 1e9));

  @AfterEach
  void stop() {
    watch.close();
  }

  @Test
  void bypassesNothingWithLittleTraffic() {
    admit(199);
    second();
    assertThat(admit(1000)).containsOnlyKeys(Admission.RECORD);
  }

  @Test
  void bypassesAShareWhileThereIsLoad() {
    assertThat(admit(200)).containsOnlyKeys(Admission.RECORD);
    second();
    Map<Admission, Integer> admitted = admit(2000);
    assertThat(admitted).containsOnlyKeys(Admission.RECORD, Admission.BYPASS);
    // Within eleven standard deviations.
    assertThat(admitted.get(Admission.BYPASS)).isBetween(750, 1250);
    second();
    admit(10);
    second();
    assertThat(admit(1000)).containsOnlyKeys(Admission.RECORD);
  }

  @Test
  void shedsWholeClientsAndKeepsThoseThatALesserShareKept() {
    assertThat(watch.sheds()).isFalse();
    BitSet before = kept();
    assertThat(before.cardinality()).isEqualTo(CLIENTS);
    cpus = 2;
    for (double share = 0.5; share >= 1 / 64.0; share /= 2) {
      second();
      assertThat(watch.sheds()).isTrue();
      BitSet now = kept();
      assertThat(now).as("the same clients each time").isEqualTo(kept());
      assertThat(now.cardinality() / (double) CLIENTS).isCloseTo(share, within(0.03));
      now.andNot(before);
      assertThat(now.isEmpty()).isTrue();
      before = kept();
    }
  }

  @Test
  void shedsNoMoreOnceItsCostIsWithinTheBudget() {
    cpus = 2;
    second();
    cpus = 0.1;
    for (int i = 0; i < 4; i++) {
      assertThat(watch.sheds()).isTrue();
      second();
    }
    assertThat(watch.sheds()).isFalse();
    assertThat(watch.report().keep()).isEqualTo(1);
  }

  @Test
  void turnsOffWhereSheddingDoesNotHelp() {
    cpus = 2;
    for (int i = 0; i < 36; i++) {
      assertThat(watch.report().off()).isFalse();
      second();
    }
    assertThat(watch.report().off()).isTrue();
    assertThat(kept().isEmpty()).isTrue();
    assertThat(watch.admit(0)).isEqualTo(Admission.SHED);
    cpus = 0;
    second();
    assertThat(watch.report().off()).isTrue();
  }

  @Test
  void recordsAllAgainOnceItMayCostMore() {
    cpus = 2;
    for (int i = 0; i < 36; i++) {
      second();
    }
    assertThat(watch.report().off()).isTrue();

    watch.reload(new TapSettings(true, 0.25, 1, Duration.ofMillis(1)));
    second();
    assertThat(watch.report().off()).as("another share to bypass is no other budget").isTrue();

    watch.reload(new TapSettings(true, 0.5, 4, Duration.ofMillis(1)));
    await()
        .untilAsserted(
            () -> {
              second();
              assertThat(watch.report().keep()).isEqualTo(1);
            });
    assertThat(watch.report().off()).isFalse();
    assertThat(kept().cardinality()).isEqualTo(CLIENTS);
  }

  @Test
  void shedsWhenComparisonSaysThatClientsWaitForIt() {
    admit(200);
    second();
    for (int i = 0; i < 300; i++) {
      watch.recorded(5_000_000 + i);
      watch.bypassed(1_000_000 + i);
    }
    admit(200);
    second();
    assertThat(watch.report().keep()).isEqualTo(0.5);
    assertThat(watch.report().delay())
        .hasValueSatisfying(delay -> assertThat(delay.medianNanos()).isCloseTo(4e6, within(1e4)));
    admit(200);
    second();
    assertThat(watch.report().keep()).as("until the next comparison").isEqualTo(0.5);
  }

  @Test
  void reportsWhatWasRecordedAndWhatItTook() {
    second();
    assertThat(watch.report().recorded()).isZero();
    assertThat(watch.report().cpuMicros()).isZero();
    cpus = 0.25;
    for (int i = 0; i < 1000; i++) {
      watch.recorded(1000);
    }
    second();
    TapReport report = watch.report();
    assertThat(report.recorded()).isEqualTo(1000);
    assertThat(report.cpuMicros()).isCloseTo(250, within(0.001));
    assertThat(report.delay()).isEmpty();
    assertThat(report.keep()).isEqualTo(1);
  }

  private Map<Admission, Integer> admit(int count) {
    Map<Admission, Integer> admitted = new EnumMap<>(Admission.class);
    for (int i = 0; i < count; i++) {
      admitted.merge(watch.admit(0), 1, Integer::sum);
    }
    return admitted;
  }

  /** Clients that are not shed. */
  private BitSet kept() {
    BitSet kept = new BitSet();
    for (int i = 0; i < CLIENTS; i++) {
      kept.set(i, watch.admit(("10.0." + i / 256 + "." + i % 256).hashCode()) != Admission.SHED);
    }
    return kept;
  }

  private void second() {
    nowNanos += 1_000_000_000;
    watch.tick();
  }
}
