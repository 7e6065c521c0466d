package dev.parallax.recorder.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.LateRecords;
import dev.parallax.proto.LateRecords.Kind;
import dev.parallax.proto.LateRecords.Stretch;
import dev.parallax.proto.OffsetRange;
import dev.parallax.recorder.log.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LateReachTest {

  private static final Extent HELD = new Extent(Topic.EXCHANGES, List.of(range(0, 1_000)));

  private final LateReach reach = new LateReach(new Window(100, 200));

  private static OffsetRange range(int partition, long to) {
    return OffsetRange.newBuilder().setPartition(partition).setFrom(5).setTo(to).build();
  }

  private void told(Kind kind, long to, long first, long last) {
    reach.add(
        LateRecords.newBuilder()
            .addStretches(
                Stretch.newBuilder()
                    .setKind(kind)
                    .setRange(range(0, to))
                    .setFirstNanos(first)
                    .setLastNanos(last))
            .build());
  }

  private long end() {
    Extent window = new Extent(Topic.EXCHANGES, List.of(range(0, 50)));
    return reach.extended(window, HELD).ranges().getFirst().getTo();
  }

  @ParameterizedTest
  @CsvSource({
    // first, last, to, end: they reach into the window [100, 200) of what ends at offset 50
    "50,    100,  70,    70",
    "150,   160,  70,    70",
    "199,   500,  70,    70",
    "0,     900,  70,    70",
    "150,   160,  40,    50",
    // not
    "50,    99,   70,    50",
    "200,   300,  70,    50",
    // how far is not known, or further than anything is held
    "150,   160,  0,     1000",
    "150,   160,  2000,  1000",
  })
  void goesToTheEndOfWhatOverlaps(long first, long last, long to, long end) {
    told(Kind.EXCHANGES, to, first, last);
    assertThat(end()).isEqualTo(end);
  }

  @Test
  void goesToTheFurthestOfSeveral() {
    told(Kind.EXCHANGES, 80, 150, 150);
    told(Kind.EXCHANGES, 70, 150, 150);
    assertThat(end()).isEqualTo(80);
  }

  @Test
  void leavesOtherTopicsAlone() {
    told(Kind.LEDGER, 80, 150, 150);
    assertThat(reach.isEmpty()).isFalse();
    assertThat(end()).isEqualTo(50);
  }
}
