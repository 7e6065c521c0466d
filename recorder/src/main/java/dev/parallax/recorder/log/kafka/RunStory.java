package dev.parallax.recorder.log.kafka;

import dev.parallax.proto.OffsetRange;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunFinished;
import dev.parallax.proto.ShareFinished;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one run add up to, told in the log's order: the first request, the first end
 * of each share and the first end of the run count. Confined to one thread.
 */
public final class RunStory {

  private final Map<Integer, ShareFinished> shares = new TreeMap<>();
  private final Map<String, RunEvent> progress = new HashMap<>();
  private final List<RunEvent> started = new ArrayList<>();
  private @Nullable RunEvent requested;
  private @Nullable RunEvent finished;

  public void add(RunEvent event) {
    switch (event.getEventCase()) {
      case REQUESTED -> requested = requested == null ? event : requested;
      case PROGRESSED -> progress.put(event.getProgressed().getWorker(), event);
      case SHARE -> addShare(event);
      case FINISHED -> finished = finished == null ? event : finished;
      case STARTED -> addStarted(event);
      case ACCEPTED, EVENT_NOT_SET -> {}
    }
  }

  /** What comes after the end would change a report that was made already. */
  private void addStarted(RunEvent event) {
    if (finished == null) {
      started.add(event);
    }
  }

  private void addShare(RunEvent event) {
    if (finished != null) {
      return;
    }
    shares.putIfAbsent(event.getShare().getPartition(), event.getShare());
    if (isComplete()) {
      finished = event.toBuilder().setFinished(sum()).build();
    }
  }

  private boolean isComplete() {
    return requested != null
        && shares.size() == requested.getRequested().getLog().getExchangesCount();
  }

  private RunFinished sum() {
    return RunFinished.newBuilder()
        .setExchanges(shares.values().stream().mapToLong(ShareFinished::getExchanges).sum())
        .setOutcomes(shares.values().stream().mapToLong(ShareFinished::getOutcomes).sum())
        .build();
  }

  public Optional<RunEvent> requested() {
    return Optional.ofNullable(requested);
  }

  /**
   * The run's end: that every share of it is done, or that it was ended early. It follows from the
   * shares, whether or not somebody lived to write it down.
   */
  public Optional<RunEvent> finished() {
    return Optional.ofNullable(finished);
  }

  /** Who began a share of it before its end, in the log's order. */
  public List<RunEvent> started() {
    return List.copyOf(started);
  }

  /** When the first share was begun, nanoseconds since the Unix epoch. */
  public OptionalLong startedAtNanos() {
    return started.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(started.getFirst().getAtNanos());
  }

  /**
   * Where a partition's outcomes end, if that is known: what stands later came too late, from a
   * worker that was taken for lost, and would change a report that was made already. Where sessions
   * are linked, the share of another partition may write there: no end is known before the run's.
   */
  public OptionalLong outcomesTo(int partition) {
    if (isLinked()) {
      return finished == null ? OptionalLong.empty() : lastEnd(finished, partition);
    }
    ShareFinished share = shares.get(partition);
    if (share != null) {
      return OptionalLong.of(share.getOutcomesTo());
    }
    return finished == null
        ? OptionalLong.empty()
        : finished.getFinished().getOutcomeEndsList().stream()
            .filter(end -> end.getPartition() == partition)
            .mapToLong(OffsetRange::getTo)
            .findFirst();
  }

  private boolean isLinked() {
    return requested != null && requested.getRequested().getLog().getLinkedCount() > 0;
  }

  private OptionalLong lastEnd(RunEvent finish, int partition) {
    return Stream.concat(
            finish.getFinished().getOutcomeEndsList().stream(),
            shares.values().stream().flatMap(share -> share.getOutcomeEndsList().stream()))
        .filter(end -> end.getPartition() == partition)
        .mapToLong(OffsetRange::getTo)
        .max();
  }

  /** Whether all exchanges that the worker of that partition sends have their outcomes. */
  public boolean isDone(int partition) {
    return shares.containsKey(partition);
  }

  /** Sendings of exchanges that are done, as all workers told last; more where one was lost. */
  public long settled() {
    return progress.values().stream().mapToLong(e -> e.getProgressed().getSettled()).sum();
  }

  /** Outcomes so far that are failures. */
  public long failures() {
    return progress.values().stream().mapToLong(e -> e.getProgressed().getFailures()).sum();
  }
}
