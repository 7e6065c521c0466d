package dev.parallax.recorder.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.proto.OffsetRange;
import dev.parallax.recorder.log.Position;
import java.util.List;
import org.junit.jupiter.api.Test;

class HomeProgressTest {

  private static final List<OffsetRange> RANGES = List.of(range(0, 10), range(1, 20));

  @Test
  void isDoneWhenAllPartitionsAre() {
    HomeProgress progress = new HomeProgress(0, null, RANGES);
    progress.read(at(0, 12));
    progress.read(at(1, 23));

    progress.done(at(0, 12), 4);
    assertThat(progress.isDone()).isFalse();
    assertThat(progress.open(1)).isEqualTo(23);
    progress.done(at(1, 23), 4);
    progress.readAll();

    assertThat(progress.isDone()).isTrue();
    assertThat(progress.open(1)).isEqualTo(30);
  }

  @Test
  void goesOnInEachPartitionWhereAnotherWorkerStopped() {
    HomeProgress first = new HomeProgress(0, null, RANGES);
    List<Position> all = List.of(at(0, 10), at(1, 20), at(1, 21), at(0, 11));
    all.forEach(first::read);
    first.done(at(1, 21), 6);
    first.done(at(0, 10), 6);
    HomeDone committed = HomeDone.of(first.done().own().offset(), first.done().metadata());

    HomeProgress second = new HomeProgress(0, committed, RANGES);

    assertThat(all.stream().filter(second::read)).containsExactly(at(1, 20), at(0, 11));
    second.done(at(1, 20), 6);
    second.done(at(0, 11), 6);
    assertThat(second.isDone()).isTrue();
    assertThat(second.done().own().exchanges()).as("of all partitions").isEqualTo(4);
    assertThat(second.done().own().outcomes()).isEqualTo(24);
    assertThat(second.done().own().offset()).as("its own").isEqualTo(12);
  }

  @Test
  void knowsNothingOfPartitionsThatItSendsNothingOf() {
    HomeProgress progress = new HomeProgress(0, null, RANGES);

    assertThatThrownBy(() -> progress.read(at(2, 0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("partition 2");
  }

  private static Position at(int partition, long offset) {
    return new Position(partition, offset);
  }

  private static OffsetRange range(int partition, long from) {
    return OffsetRange.newBuilder().setPartition(partition).setFrom(from).setTo(30).build();
  }
}
