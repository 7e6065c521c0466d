package dev.parallax.recorder.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.recorder.sanitize.Properties;
import java.util.BitSet;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HomeDoneTest {

  private static final int MAX_METADATA = 4_096;

  @Test
  void comesBackFromItsMetadata() {
    Properties.forAll(
        200,
        random -> random(random, random.nextInt(4), 200),
        done -> assertThat(HomeDone.of(done.own().offset(), done.metadata())).isEqualTo(done));
  }

  /** Who knows nothing of linked sessions reads the same of the partition itself. */
  @Test
  void saysOfOnePartitionWhatItAlwaysSaid() {
    Done own = new Done(10, new BitSet(), 3, 9);

    assertThat(new HomeDone(own, new TreeMap<>()).metadata()).isEqualTo(own.metadata());
  }

  @ParameterizedTest
  @CsvSource({"3, 100000", "100, 3000", "1000, 0", "1000, 5000"})
  void neverSaysMoreThanABrokerTakesNorThanIsDone(int partitions, int reach) {
    Properties.forAll(
        10,
        random -> random(random, partitions, reach),
        done -> {
          String metadata = done.metadata();
          HomeDone read = HomeDone.of(done.own().offset(), metadata);

          assertThat(metadata).hasSizeLessThanOrEqualTo(MAX_METADATA);
          assertThat(read.own().exchanges()).isEqualTo(done.own().exchanges());
          assertThat(read.linked()).isNotEmpty();
          read.linked()
              .forEach(
                  (partition, some) -> {
                    Done all = Objects.requireNonNull(done.linked().get(partition));
                    assertThat(some.offset()).isEqualTo(all.offset());
                    BitSet more = some.beyond();
                    more.andNot(all.beyond());
                    assertThat(more.isEmpty()).as("what is told beside is done").isTrue();
                  });
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"|", "|1:2", "|a:2:AA==", "|1:b:AA==", "|1:2:3:4"})
  void passesOverWhatItDoesNotUnderstand(String foreign) {
    Done own = new Done(7, new BitSet(), 1, 2);

    assertThat(HomeDone.of(7, own.metadata() + foreign))
        .isEqualTo(new HomeDone(own, new TreeMap<>()));
  }

  private static HomeDone random(RandomGenerator random, int partitions, int reach) {
    SortedMap<Integer, Done> linked = new TreeMap<>();
    for (int partition = 1; partition <= partitions; partition++) {
      linked.put(partition, new Done(random.nextLong(1L << 30), bits(random, reach), 0, 0));
    }
    Done own =
        new Done(
            random.nextLong(1L << 30),
            bits(random, reach),
            random.nextLong(1L << 40),
            random.nextLong(1L << 40));
    return new HomeDone(own, linked);
  }

  private static BitSet bits(RandomGenerator random, int reach) {
    BitSet bits = new BitSet();
    random.ints(Math.min(reach, 200), 0, Math.max(1, reach)).forEach(bits::set);
    return bits;
  }
}
