package dev.parallax.recorder.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Selection;
import dev.parallax.recorder.hash.Hash;
import dev.parallax.recorder.raw.Keep;
import dev.parallax.recorder.sample.Workload.Drawn;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sampler that keeps 1 % of the sessions of traffic with 2,000 shapes. */
class ZipfSamplingTest {

  private static final double SHARE = 0.01;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void hasNearlyAllShapesThatWereSeenInTheLog(long seed) {
    Share with = shapesInTheLog(seed, Keep.ODD);
    Share without = shapesInTheLog(seed, Keep.NOTHING);
    System.out.printf(
        "seed %d: %d shapes seen, %.2f %% of them in the log (by sessions alone %.1f %%),"
            + " %.2f %% of the exchanges kept%n",
        seed, with.shapes, 100 * with.inLog, 100 * without.inLog, 100 * with.kept);
    assertThat(with.shapes).isGreaterThan(1_900);
    assertThat(with.inLog).isGreaterThanOrEqualTo(0.99);
    assertThat(without.inLog).isLessThan(0.9);
    assertThat(with.kept).isLessThan(SHARE + (Workload.SHAPES + 500) / 200_000.0);
  }

  private record Share(int shapes, double inLog, double kept) {}

  /** Ten minutes of traffic. */
  private static Share shapesInTheLog(long seed, Keep keep) {
    AtomicLong nanos = new AtomicLong();
    Sampler sampler = new Sampler(seed, nanos::get);
    BitSet seen = new BitSet();
    BitSet inLog = new BitSet();
    int kept = 0;
    List<Drawn> traffic = new Workload(seed, SHARE, keep).draw(200_000);
    for (Drawn drawn : traffic) {
      nanos.addAndGet(3_000_000);
      seen.set(drawn.shape());
      if (sampler.choose(drawn.raw(), drawn::session) instanceof Choice.Kept) {
        inLog.set(drawn.shape());
        kept++;
      }
    }
    return new Share(
        seen.cardinality(),
        (double) inLog.cardinality() / seen.cardinality(),
        (double) kept / traffic.size());
  }

  /** The same traffic, with lots drawn anew for each seed: what sampling alone makes of it. */
  @Test
  void coversTrueTotalsByItsIntervals() {
    List<Drawn> traffic = new Workload(7, SHARE, Keep.ODD).draw(60_000);
    Map<Integer, Integer> truth = new TreeMap<>();
    traffic.forEach(drawn -> truth.merge(drawn.endpoint(), 1, Integer::sum));
    List<Integer> common =
        truth.entrySet().stream()
            .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
            .limit(5)
            .map(Map.Entry::getKey)
            .toList();
    int seeds = 100;
    int all = 0;
    double width = 0;
    Map<Integer, Integer> covered = new TreeMap<>();
    for (int seed = 0; seed < seeds; seed++) {
      AtomicLong nanos = new AtomicLong();
      Sampler sampler = new Sampler(seed, nanos::get);
      Totals total = new Totals();
      Map<Integer, Totals> byEndpoint = new TreeMap<>();
      for (Drawn drawn : traffic) {
        nanos.addAndGet(3_000_000);
        String session = pseudonym(seed, drawn.session());
        if (sampler.choose(drawn.raw(), () -> session) instanceof Choice.Kept kept) {
          Selection selection = kept.selection();
          total.add(session, 1 / selection.getProbability(), 1);
          byEndpoint
              .computeIfAbsent(drawn.endpoint(), _ -> new Totals())
              .add(session, 1 / selection.getProbability(), 1);
        }
      }
      all += covers(total.estimate(), traffic.size()) ? 1 : 0;
      width += total.estimate().relativeError() / seeds;
      for (int endpoint : common) {
        Totals totals = byEndpoint.getOrDefault(endpoint, new Totals());
        covered.merge(
            endpoint,
            covers(totals.estimate(), truth.getOrDefault(endpoint, 0)) ? 1 : 0,
            Integer::sum);
      }
    }
    System.out.printf(
        "of %d seeds, %d intervals hold the true total (± %.0f %%); of common endpoints %s%n",
        seeds, all, 100 * width, covered);
    assertThat(all).isGreaterThanOrEqualTo(90);
    assertThat(covered.values()).allMatch(count -> count >= 90);
  }

  /** As a session has it under each of many keys. */
  private static String pseudonym(int key, String session) {
    return "s-%016x".formatted(Hash.of(Hash.mix(key), session));
  }

  private static boolean covers(Estimate estimate, double truth) {
    return estimate.low() <= truth && truth <= estimate.high();
  }
}
