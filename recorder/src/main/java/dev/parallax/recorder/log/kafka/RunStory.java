package dev.parallax.recorder.log.kafka;

import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunFinished;
import dev.parallax.proto.ShareFinished;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one run add up to, told in the log's order: the first request, the first end
 * of each share and the first end of the run count. Confined to one thread.
 */
public final class RunStory {

  private final Map<Integer, ShareFinished> shares = new TreeMap<>();
  private final Map<String, RunEvent> progress = new HashMap<>();
  private @Nullable RunEvent requested;
  private @Nullable RunEvent finished;

  public void add(RunEvent event) {
    switch (event.getEventCase()) {
      case REQUESTED -> requested = requested == null ? event : requested;
      case PROGRESSED -> progress.put(event.getProgressed().getWorker(), event);
      case SHARE -> addShare(event);
      case FINISHED -> finished = finished == null ? event : finished;
      case STARTED, ACCEPTED, EVENT_NOT_SET -> {}
    }
  }

  private void addShare(RunEvent event) {
    shares.putIfAbsent(event.getShare().getPartition(), event.getShare());
    if (finished == null && isComplete()) {
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

  /** Whether all exchanges of that partition have their outcomes. */
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
