package dev.parallax.recorder.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.recorder.sanitize.Properties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionProgressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // read           | done, in this order | committed | done beyond
        "''               | ''                  | 100       | ''",
        "100              | ''                  | 100       | ''",
        "100              | 100                 | 101       | ''",
        "100 101 102      | 100                 | 101       | ''",
        "100 101 102      | 102                 | 100       | 102",
        "100 101 102      | 102 101             | 100       | 101 102",
        "100 101 102      | 102 101 100         | 103       | ''",
        "100 101 102      | 101 100             | 102       | ''",
        // 101 and 102 are no exchanges of the run, and 104 is read and open
        "100 103 104      | 103                 | 100       | 103",
        "100 103 104      | 100                 | 103       | ''",
        "100 103 104      | 100 103             | 104       | ''",
        // what is done twice, or was never read, changes nothing
        "100 101          | 101 101 107         | 100       | 101",
      })
  void commitsUpToTheFirstOpenRecord(String read, String done, long committed, String beyond) {
    PartitionProgress progress = new PartitionProgress(Done.before(100));

    offsets(read).forEach(offset -> assertThat(progress.read(offset)).isTrue());
    offsets(done).forEach(offset -> progress.done(offset, 1));

    Done now = progress.done();
    assertThat(now.offset()).isEqualTo(committed);
    assertThat(
            now.beyond().stream()
                .mapToObj(bit -> Long.toString(committed + bit))
                .collect(Collectors.joining(" ")))
        .isEqualTo(beyond);
  }

  @Test
  void letsARecordBeReadAgainUntilItIsDone() {
    PartitionProgress progress = new PartitionProgress(Done.before(0));

    assertThat(progress.read(0)).isTrue();
    assertThat(progress.read(1)).isTrue();
    progress.done(0, 6);

    assertThat(progress.read(0)).as("done").isFalse();
    assertThat(progress.read(1)).as("in its second round").isTrue();
    assertThat(progress.isDone()).isFalse();
  }

  @Test
  void countsOnFromWhatWasDoneBefore() {
    PartitionProgress first = new PartitionProgress(Done.before(0));
    List.of(0L, 1L, 2L).forEach(first::read);
    first.done(2, 6);
    first.done(0, 6);

    PartitionProgress second = new PartitionProgress(first.done());
    assertThat(second.read(1)).isTrue();
    assertThat(second.read(2)).as("done by the first").isFalse();
    second.done(1, 4);
    second.readAll(9);

    assertThat(second.isDone()).isTrue();
    assertThat(second.done().offset()).isEqualTo(9);
    assertThat(second.done().exchanges()).isEqualTo(3);
    assertThat(second.done().outcomes()).isEqualTo(16);
  }

  @Test
  void isAtTheEndWhereNothingOfThePartitionIsOfTheRun() {
    PartitionProgress progress = new PartitionProgress(Done.before(5));

    progress.readAll(50);

    assertThat(progress.isDone()).isTrue();
    assertThat(progress.done()).isEqualTo(Done.before(50));
  }

  /**
   * Several workers, one after the other, each stopped anywhere: nothing open is passed, and all of
   * them together work on each record exactly once.
   */
  @Test
  void worksOnEachRecordOnceWhateverTheOrderAndHoweverOftenItIsHandedOver() {
    Properties.forAll(300, Handovers::random, Handovers::play);
  }

  private static List<Long> offsets(String text) {
    return text.isEmpty() ? List.of() : Arrays.stream(text.split(" ")).map(Long::valueOf).toList();
  }

  /**
   * @param records offsets of the run's exchanges, with gaps
   */
  private record Handovers(long begin, List<Long> records, long end, int workers, long seed) {

    static Handovers random(RandomGenerator random) {
      long begin = random.nextInt(1_000);
      List<Long> records = new ArrayList<>();
      long at = begin;
      for (int i = random.nextInt(120); i > 0; i--) {
        at += random.nextInt(4) == 0 ? random.nextInt(9) : 0;
        records.add(at++);
      }
      return new Handovers(
          begin, records, at + random.nextInt(5), 1 + random.nextInt(4), random.nextLong());
    }

    void play() {
      Random random = new Random(seed);
      Set<Long> kept = new TreeSet<>();
      Done committed = Done.before(begin);
      for (int worker = 1; worker <= workers; worker++) {
        boolean last = worker == workers;
        PartitionProgress progress = new PartitionProgress(committed);
        int reads = last ? records.size() : random.nextInt(records.size() + 1);
        List<Long> open = new ArrayList<>();
        for (long offset : records.subList(0, reads)) {
          boolean toDo = progress.read(offset);
          assertThat(toDo).as("record %d", offset).isEqualTo(!kept.contains(offset));
          if (toDo) {
            open.add(offset);
          }
        }
        Collections.shuffle(open, random);
        int finishes = last ? open.size() : random.nextInt(open.size() + 1);
        for (long offset : open.subList(0, finishes)) {
          progress.done(offset, 2);
          kept.add(offset);
          assertPassesNothingOpen(progress.done(), kept);
        }
        if (last) {
          progress.readAll(end);
          assertThat(progress.isDone()).isTrue();
        }
        Done now = progress.done();
        committed = Done.of(now.offset(), now.metadata());
      }
      assertThat(committed.offset()).isGreaterThanOrEqualTo(end);
      assertThat(committed.exchanges()).isEqualTo(records.size());
      assertThat(committed.outcomes()).isEqualTo(2L * records.size());
    }

    private void assertPassesNothingOpen(Done done, Set<Long> kept) {
      for (long offset : records) {
        assertThat(done.isDone(offset))
            .as("record %d at commit %d", offset, done.offset())
            .isEqualTo(kept.contains(offset));
      }
    }
  }
}
