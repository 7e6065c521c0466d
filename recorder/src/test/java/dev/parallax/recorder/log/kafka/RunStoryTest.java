package dev.parallax.recorder.log.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.LogRun;
import dev.parallax.proto.OffsetRange;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunFinished;
import dev.parallax.proto.RunProgressed;
import dev.parallax.proto.RunRequested;
import dev.parallax.proto.RunStarted;
import dev.parallax.proto.ShareFinished;
import org.junit.jupiter.api.Test;

class RunStoryTest {

  private final RunStory story = new RunStory();
  private long nanos;

  @Test
  void finishesWithTheLastShareAndSumsThemUp() {
    tell(requested(3, "a"));
    tell(share("w1", 0, 10, 60));
    tell(share("w2", 2, 5, 30));
    assertThat(story.finished()).isEmpty();
    assertThat(story.isDone(0)).isTrue();
    assertThat(story.isDone(1)).isFalse();

    tell(share("w1", 1, 0, 0));

    RunEvent finished = story.finished().orElseThrow();
    assertThat(finished.getFinished())
        .isEqualTo(RunFinished.newBuilder().setExchanges(15).setOutcomes(90).build());
    assertThat(finished.getRunId()).isEqualTo("run-1");
    assertThat(finished.getAtNanos()).as("when the last share was done").isEqualTo(nanos);
  }

  @Test
  void takesTheFirstOfEachAndNothingAfterwards() {
    tell(requested(2, "a"));
    tell(requested(1, "b"));
    tell(share("w1", 0, 10, 60));
    tell(share("w2", 0, 11, 66));
    assertThat(story.requested().orElseThrow().getRequested().getCandidate()).isEqualTo("a");
    assertThat(story.finished()).as("one share, told twice").isEmpty();

    tell(share("w2", 1, 1, 6));
    long end = nanos;
    tell(share("w3", 1, 2, 12));
    tell(ended("too late"));

    assertThat(story.finished().orElseThrow().getAtNanos()).isEqualTo(end);
    assertThat(story.finished().orElseThrow().getFinished())
        .isEqualTo(RunFinished.newBuilder().setExchanges(11).setOutcomes(66).build());
  }

  @Test
  void namesAllWhoBeganAShareBeforeTheEnd() {
    tell(requested(1, "a"));
    tell(started("w1"));
    long first = nanos;
    tell(started("w2"));
    tell(share("w2", 0, 10, 60));
    tell(started("w3"));

    assertThat(story.started())
        .extracting(event -> event.getStarted().getWorker())
        .containsExactly("w1", "w2");
    assertThat(story.startedAtNanos()).hasValue(first);
  }

  private static RunEvent.Builder started(String worker) {
    return RunEvent.newBuilder().setStarted(RunStarted.newBuilder().setWorker(worker));
  }

  @Test
  void endsEarlyWhereSomebodyEndsIt() {
    tell(requested(2, "a"));
    tell(share("w1", 0, 10, 60));
    tell(ended("interrupted"));
    tell(share("w2", 1, 10, 60));

    assertThat(story.finished().orElseThrow().getFinished().getEndedEarlyBecause())
        .isEqualTo("interrupted");
  }

  @Test
  void addsUpWhatTheWorkersToldLast() {
    tell(requested(2, "a"));
    tell(RunEvent.newBuilder().setStarted(RunStarted.newBuilder().setWorker("w1")));
    tell(progressed("w1", 10, 1));
    tell(progressed("w2", 7, 0));
    tell(progressed("w1", 30, 2));

    assertThat(story.settled()).isEqualTo(37);
    assertThat(story.failures()).isEqualTo(2);
    assertThat(story.finished()).isEmpty();
  }

  /** The share of one partition may have outcomes in the other: its end alone says nothing. */
  @Test
  void knowsWhereOutcomesOfLinkedSessionsEndWhenAllSharesAreDone() {
    RunEvent.Builder requested = requested(2, "a");
    requested.getRequestedBuilder().getLogBuilder().addLinkedBuilder().setPartition(1);
    tell(requested);
    tell(share("w1", 0, 10, 60, 70, 80));
    assertThat(story.outcomesTo(0)).as("the other share is open").isEmpty();

    tell(share("w2", 1, 10, 60, 75, 80));

    assertThat(story.outcomesTo(0)).hasValue(75);
    assertThat(story.outcomesTo(1)).hasValue(80);
    assertThat(story.outcomesTo(2)).isEmpty();
  }

  @Test
  void knowsWhereOutcomesOfAPartitionEndWhenItsShareIsDone() {
    tell(requested(2, "a"));
    tell(share("w1", 0, 10, 60, 70, 80));

    assertThat(story.outcomesTo(0)).hasValue(70);
    assertThat(story.outcomesTo(1)).isEmpty();
  }

  @Test
  void isNoRunWithoutItsRequest() {
    tell(share("w1", 0, 10, 60));

    assertThat(story.requested()).isEmpty();
    assertThat(story.finished()).isEmpty();
  }

  private void tell(RunEvent.Builder event) {
    nanos++;
    story.add(event.setRunId("run-1").setAtNanos(nanos).build());
  }

  private static RunEvent.Builder requested(int partitions, String candidate) {
    LogRun.Builder log = LogRun.newBuilder();
    for (int partition = 0; partition < partitions; partition++) {
      log.addExchanges(OffsetRange.newBuilder().setPartition(partition).setTo(100));
    }
    return RunEvent.newBuilder()
        .setRequested(RunRequested.newBuilder().setCandidate(candidate).setLog(log));
  }

  private static RunEvent.Builder share(
      String worker, int partition, long exchanges, long outcomes) {
    return RunEvent.newBuilder()
        .setShare(
            ShareFinished.newBuilder()
                .setWorker(worker)
                .setPartition(partition)
                .setExchanges(exchanges)
                .setOutcomes(outcomes));
  }

  private static RunEvent.Builder share(
      String worker, int partition, long exchanges, long outcomes, long... ends) {
    RunEvent.Builder share = share(worker, partition, exchanges, outcomes);
    share.getShareBuilder().setOutcomesTo(ends[partition]);
    for (int i = 0; i < ends.length; i++) {
      share.getShareBuilder().addOutcomeEndsBuilder().setPartition(i).setTo(ends[i]);
    }
    return share;
  }

  private static RunEvent.Builder progressed(String worker, long settled, long failures) {
    return RunEvent.newBuilder()
        .setProgressed(
            RunProgressed.newBuilder().setWorker(worker).setSettled(settled).setFailures(failures));
  }

  private static RunEvent.Builder ended(String because) {
    return RunEvent.newBuilder()
        .setFinished(RunFinished.newBuilder().setEndedEarlyBecause(because));
  }
}
