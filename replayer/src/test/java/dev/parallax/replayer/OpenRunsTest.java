package dev.parallax.replayer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.LogRun;
import dev.parallax.proto.OffsetRange;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunFinished;
import dev.parallax.proto.RunRequested;
import dev.parallax.proto.ShareFinished;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OpenRunsTest {

  private final OpenRuns runs = new OpenRuns("workers");

  /** Or else two workers take two runs, and each waits for the other's share for ever. */
  @Test
  void keepsTheOrderInWhichRunsWereRequested() {
    List<String> ids = IntStream.range(0, 50).mapToObj(i -> "run-" + i * 7919 % 1000).toList();

    ids.forEach(id -> runs.hear(requested(id, "workers")));

    assertThat(ids()).isEqualTo(ids);
  }

  @Test
  void leavesOutWhatIsNotForTheGroup() {
    RunEvent alone =
        RunEvent.newBuilder()
            .setRunId("alone")
            .setRequested(RunRequested.newBuilder().setLog(LogRun.newBuilder().setGroup("workers")))
            .build();

    runs.hear(requested("theirs", "others"));
    runs.hear(alone);
    runs.hear(requested("ours", "workers"));

    assertThat(ids()).containsExactly("ours");
  }

  @Test
  void forgetsWhatIsOverAndHearsNoMoreOfIt() {
    runs.hear(requested("shared", "workers"));
    runs.hear(requested("ended", "workers"));
    runs.hear(requested("refused", "workers"));
    runs.hear(share("shared"));
    runs.hear(
        RunEvent.newBuilder()
            .setRunId("ended")
            .setFinished(RunFinished.newBuilder().setEndedEarlyBecause("interrupted"))
            .build());
    runs.end("refused");

    runs.hear(requested("shared", "workers"));
    runs.hear(share("ended"));

    assertThat(ids()).isEmpty();
    for (String id : List.of("shared", "ended", "refused")) {
      assertThat(runs.isOver(id)).isTrue();
      assertThat(runs.story(id)).isEmpty();
    }
  }

  @Test
  void isNotOverBeforeAllSharesAreDone() {
    runs.hear(share("run-1"));
    assertThat(ids()).as("not requested yet").isEmpty();

    runs.hear(requested("run-1", "workers"));

    assertThat(ids()).containsExactly("run-1");
    assertThat(runs.isOver("run-1")).isFalse();
    assertThat(runs.story("run-1").orElseThrow().isDone(0)).isTrue();
  }

  private List<String> ids() {
    return runs.requested().stream().map(RunEvent::getRunId).toList();
  }

  private static RunEvent requested(String id, String group) {
    LogRun log =
        LogRun.newBuilder()
            .setShared(true)
            .setGroup(group)
            .addExchanges(OffsetRange.newBuilder().setTo(9))
            .build();
    return RunEvent.newBuilder()
        .setRunId(id)
        .setRequested(RunRequested.newBuilder().setLog(log))
        .build();
  }

  private static RunEvent share(String id) {
    return RunEvent.newBuilder().setRunId(id).setShare(ShareFinished.newBuilder()).build();
  }
}
