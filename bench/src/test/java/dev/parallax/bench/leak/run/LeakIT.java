package dev.parallax.bench.leak.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.bench.leak.place.Cell.Policy;
import dev.parallax.bench.leak.run.ProxyRun.Log;
import dev.parallax.bench.leak.utility.Utility;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form of the leak test: two values of each cell. {@code script/bench leak} is the full
 * one.
 */
class LeakIT {

  private static final long SEED = 4_711;
  private static final int VALUES = 2;
  private static final int DOCUMENTS = 20;

  @TempDir private Path directory;

  @Test
  void findsNoSecretThatIsNotKnownToLeak() throws IOException, InterruptedException {
    LeakRun run = new LeakRun(directory, SEED, (_, _) -> _ -> {});
    for (Policy policy : Policy.values()) {
      run.plant(policy, Log.FILE, VALUES);
    }
    run.plant(Policy.STRICT, Log.KAFKA, 1);
    run.plant(Policy.STRICT, Log.SPOOL, 1);

    Tallies blinded = run.blinded(Blinded.kinds().keySet(), 1);
    List<String> idle =
        Blinded.kinds().keySet().stream()
            .filter(family -> blinded.redBeyond(run.tallies(), family) == 0)
            .toList();

    Verdict verdict = Verdict.of(run.tallies(), KnownFailing.read());

    assertThat(run.tallies().byCell()).hasSizeGreaterThan(1_000);
    assertThat(verdict.unrecorded()).as("not recorded, so that nothing follows").isEmpty();
    assertThat(verdict.unseen()).as("on the wire, and missed by the oracle").isEmpty();
    assertThat(idle).as("detectors that make no difference where they are off").isEmpty();
    assertThat(verdict.leaks()).as("leaks").isEmpty();
    assertThat(verdict.healed()).as("leak no more: take them off known-failing.txt").isEmpty();
  }

  @Test
  void keepsWhatIsNobodysAndWhatIsEqual() throws IOException, InterruptedException {
    LeakRun run = new LeakRun(directory, SEED, (_, _) -> _ -> {});

    Utility utility = run.utility(DOCUMENTS);

    assertThat(share(utility, "joins kept")).as("%s", utility.broken()).isEqualTo(1);
    assertThat(share(utility, "unchanged, allowed"))
        .as("%s", utility.shares())
        .isGreaterThanOrEqualTo(0.99);
    // Of few documents, chance is in it: addresses that stand for others may be longer or shorter.
    assertThat(share(utility, "type and length kept"))
        .as("%s", utility.shares())
        .isGreaterThanOrEqualTo(0.98);
  }

  private static double share(Utility utility, String what) {
    return Objects.requireNonNull(utility.shares().get(what), what).value();
  }
}
