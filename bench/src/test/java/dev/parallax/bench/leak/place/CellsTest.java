package dev.parallax.bench.leak.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.bench.leak.place.Cell.Policy;
import dev.parallax.bench.leak.value.Symbols;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellsTest {

  private static final List<Cell> ALL = Cells.all();

  @Test
  void hasManyOfEachPolicyAndOfThoseHeldOut() {
    for (Policy policy : Policy.values()) {
      assertThat(ALL).filteredOn(cell -> cell.policy() == policy).hasSizeGreaterThan(300);
    }
    assertThat(ALL).filteredOn(Cell::heldOut).hasSizeGreaterThan(300);
  }

  @Test
  void tellsAllApart() {
    assertThat(ALL).extracting(Cell::toString).doesNotHaveDuplicates();
  }

  @Test
  void plantsTheSameWithTheSameSeed() {
    for (Cell cell : ALL) {
      Planned one = cell.plant(cell.entity().next(new Symbols(9)));
      Planned other = cell.plant(cell.entity().next(new Symbols(9)));
      assertThat(one.request().start()).isEqualTo(other.request().start());
      assertThat(Arrays.equals(one.response().body(), other.response().body())).isTrue();
    }
  }
}
