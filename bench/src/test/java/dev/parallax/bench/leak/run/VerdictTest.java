package dev.parallax.bench.leak.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.bench.leak.oracle.Oracle;
import dev.parallax.bench.leak.place.Cell;
import dev.parallax.bench.leak.place.Cells;
import dev.parallax.bench.leak.run.ProxyRun.Log;
import dev.parallax.bench.leak.value.Secret;
import dev.parallax.bench.leak.value.Symbols;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final Cell CELL = Cells.all().getFirst();
  private static final KnownFailing NONE = KnownFailing.of(List.of());
  private static final KnownFailing KNOWN =
      KnownFailing.of(List.of("# as an example", CELL.toString()));

  private final Secret secret = CELL.entity().next(new Symbols(1));

  @Test
  void isGoodWhereAllWasRecordedAndNothingFound() {
    assertThat(Verdict.of(counted(true, "nothing", true), NONE).isGood()).isTrue();
  }

  @Test
  void namesALeakThatIsNotKnown() {
    Tallies leaked = counted(true, secret.texts().getFirst(), true);

    assertThat(Verdict.of(leaked, NONE).isGood()).isFalse();
    assertThat(Verdict.of(leaked, NONE).leaks())
        .singleElement()
        .asString()
        .contains(CELL.toString());
    assertThat(Verdict.of(leaked, KNOWN).isGood()).isTrue();
  }

  @Test
  void namesACellThatIsKnownToLeakAndDoesNot() {
    Verdict verdict = Verdict.of(counted(true, "nothing", true), KNOWN);

    assertThat(verdict.isGood()).isFalse();
    assertThat(verdict.healed()).containsExactly(CELL.toString());
  }

  @Test
  void takesWhatIsNotInTheLogOrWasMissedOnTheWireForNoProof() {
    assertThat(Verdict.of(counted(false, "nothing", true), NONE).unrecorded()).hasSize(1);
    assertThat(Verdict.of(counted(true, "nothing", false), NONE).unseen()).hasSize(1);
  }

  @Test
  void wantsAReasonForEachKnownLeak() {
    assertThatThrownBy(() -> KnownFailing.of(List.of("a cell"))).hasMessageContaining("reason");
    assertThatThrownBy(() -> KnownFailing.of(List.of("# why", "a cell", "a cell")))
        .hasMessageContaining("twice");
  }

  private Tallies counted(boolean recorded, String written, boolean onTheWire) {
    Oracle oracle = new Oracle(List.of(secret));
    oracle.record("its own", 0, written.getBytes(UTF_8), List.of());
    Tallies tallies = new Tallies();
    tallies.add(List.of(CELL), Log.FILE, first(recorded), oracle);
    tallies.control(List.of(CELL), first(onTheWire));
    return tallies;
  }

  private static BitSet first(boolean set) {
    BitSet bits = new BitSet();
    bits.set(0, set);
    return bits;
  }
}
