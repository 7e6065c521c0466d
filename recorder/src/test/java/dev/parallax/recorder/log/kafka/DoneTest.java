package dev.parallax.recorder.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.recorder.sanitize.Properties;
import java.util.BitSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoneTest {

  /** What a broker takes unless it is told otherwise (offset.metadata.max.bytes). */
  private static final int MAX_METADATA = 4_096;

  @ParameterizedTest
  @CsvSource({
    // record, whether it is done, where 10, 12 and 15 are open and 16 was not read
    "0, true",
    "9, true",
    "10, false",
    "11, true",
    "12, false",
    "13, true",
    "14, true",
    "15, false",
    "16, false",
    "9223372036854775807, false",
  })
  void knowsWhichRecordsAreDone(long record, boolean expected) {
    Done done = new Done(10, bits(1, 3, 4), 13, 39);

    assertThat(done.isDone(record)).isEqualTo(expected);
    assertThat(Done.of(10, done.metadata()).isDone(record)).isEqualTo(expected);
  }

  @Test
  void comesBackFromItsMetadata() {
    Properties.forAll(
        200,
        DoneTest::random,
        done -> assertThat(Done.of(done.offset(), done.metadata())).isEqualTo(done));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 23_199, 23_200, 23_201, 1_000_000})
  void neverSaysMoreThanABrokerTakes(int records) {
    BitSet all = new BitSet();
    all.set(1, records + 1);
    Done done = new Done(7, all, Long.MAX_VALUE, Long.MAX_VALUE);

    Done read = Done.of(7, done.metadata());

    assertThat(done.metadata()).hasSizeLessThanOrEqualTo(MAX_METADATA);
    assertThat(read.isDone(7)).isFalse();
    assertThat(read.isDone(8)).isTrue();
    assertThat(read.beyond().cardinality()).as("what is left out is done again").isPositive();
    read.beyond().stream().forEach(bit -> assertThat(all.get(bit)).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ";",
        ";;;",
        "checkpoint 17",
        "1;2;3",
        "1;2;3;4;5",
        "1;two;3;AA==",
        "1;2;three;AA==",
        "1;2;3;not base64",
        "2;5;15;Cg==",
        "1;99999999999999999999;3;AA==",
      })
  void takesForeignMetadataForNoneButBelievesTheOffset(String metadata) {
    assertThat(Done.of(42, metadata)).isEqualTo(Done.before(42));
  }

  @Test
  void isNotChangedByWhoMadeIt() {
    BitSet beyond = bits(1);
    Done done = new Done(0, beyond, 0, 0);

    beyond.set(2);

    assertThat(done.isDone(2)).isFalse();
  }

  private static Done random(RandomGenerator random) {
    BitSet beyond = new BitSet();
    int reach = 1 + random.nextInt(3_000);
    random.ints(random.nextInt(200), 0, reach).forEach(beyond::set);
    return new Done(
        random.nextLong(1L << 40), beyond, random.nextLong(1L << 40), random.nextLong(1L << 40));
  }

  private static BitSet bits(int... set) {
    BitSet bits = new BitSet();
    for (int bit : set) {
      bits.set(bit);
    }
    return bits;
  }
}
