package dev.parallax.replayer;

import dev.parallax.proto.RunEvent;
import dev.parallax.recorder.log.kafka.RunStory;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The runs of a log, as far as its events told: which of them are left to a group of workers, in
 * the order in which they were requested. All workers of the group must agree on that order: at the
 * end of a run, each waits for the others. Confined to one thread.
 */
final class OpenRuns {

  private final String group;
  private final Map<String, RunStory> open = new LinkedHashMap<>();
  private final Set<String> over = new HashSet<>();

  OpenRuns(String group) {
    this.group = group;
  }

  void hear(RunEvent event) {
    String runId = event.getRunId();
    if (over.contains(runId)) {
      return;
    }
    RunStory story = open.computeIfAbsent(runId, _ -> new RunStory());
    story.add(event);
    if (story.finished().isPresent()) {
      end(runId);
    }
  }

  /** To be called where its end is known before it is heard. */
  void end(String runId) {
    open.remove(runId);
    over.add(runId);
  }

  boolean isOver(String runId) {
    return over.contains(runId);
  }

  /** Of a run that is not over. */
  Optional<RunStory> story(String runId) {
    return Optional.ofNullable(open.get(runId));
  }

  /** The requests of the runs that the group is to share and that are not over. */
  List<RunEvent> requested() {
    return open.values().stream()
        .flatMap(story -> story.requested().stream())
        .filter(event -> event.getRequested().getLog().getShared())
        .filter(event -> event.getRequested().getLog().getGroup().equals(group))
        .toList();
  }
}
