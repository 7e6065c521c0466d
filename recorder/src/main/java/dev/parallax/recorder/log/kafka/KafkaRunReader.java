package dev.parallax.recorder.log.kafka;

import dev.parallax.proto.Event;
import dev.parallax.proto.LogRun;
import dev.parallax.proto.OffsetRange;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunRequested;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.SelectedReader;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.where.WhereException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a run out of the log as a run file would hold it: its events, the ledger, the templates,
 * and partition by partition each exchange with its outcomes. Everything is bounded by the offsets
 * that the run's request and its shares' ends name, so that what comes later changes nothing.
 * Confined to one thread.
 */
final class KafkaRunReader implements EventReader {

  private interface Part {
    EventReader open() throws IOException;
  }

  private final Queue<Event> events = new ArrayDeque<>();
  private final Queue<Part> parts = new ArrayDeque<>();
  private final Queue<Event> end = new ArrayDeque<>();
  private LogDamage damage = LogDamage.NONE;
  private @Nullable EventReader open;

  private KafkaRunReader() {}

  static KafkaRunReader open(KafkaSettings settings, Offsets offsets, String runId)
      throws IOException {
    RunStory story = new RunStory();
    List<Event> accepted = new ArrayList<>();
    try (KafkaReader runs = KafkaReader.open(settings, List.of(offsets.all(Topic.RUNS)), null)) {
      for (Event event = runs.next(); event != null; event = runs.next()) {
        if (event.getRun().getRunId().equals(runId)) {
          story.add(event.getRun());
          if (event.getRun().hasAccepted()) {
            accepted.add(event);
          }
        }
      }
    }
    RunEvent requested =
        story
            .requested()
            .orElseThrow(
                () ->
                    new NoSuchRun(
                        "no run %s in the log (a mistyped id, or one that retention removed)"
                            .formatted(runId)));
    KafkaRunReader reader = new KafkaRunReader();
    reader.events.add(Event.newBuilder().setRun(requested).build());
    story
        .started()
        .forEach(started -> reader.events.add(Event.newBuilder().setRun(started).build()));
    reader.events.addAll(accepted);
    reader.plan(settings, requested, story, offsets.all(Topic.OUTCOMES));
    story
        .finished()
        .ifPresent(finished -> reader.end.add(Event.newBuilder().setRun(finished).build()));
    return reader;
  }

  private void plan(KafkaSettings settings, RunEvent request, RunStory story, Extent outcomes)
      throws IOException {
    String runId = request.getRunId();
    RunRequested requested = request.getRequested();
    Selection selection = selection(runId, requested);
    LogRun log = requested.getLog();
    parts.add(
        () ->
            new SelectedReader(
                KafkaReader.open(
                    settings,
                    List.of(
                        new Extent(Topic.LEDGER, log.getLedgerList()),
                        new Extent(Topic.TEMPLATES, log.getTemplatesList())),
                    null),
                selection));
    Map<Integer, Long> from = new HashMap<>();
    log.getOutcomesList().forEach(mark -> from.put(mark.getPartition(), mark.getFrom()));
    Map<Integer, Long> to = new HashMap<>();
    outcomes.ranges().forEach(range -> to.put(range.getPartition(), range.getTo()));
    for (OffsetRange exchanges : log.getExchangesList()) {
      int partition = exchanges.getPartition();
      OffsetRange of =
          OffsetRange.newBuilder()
              .setPartition(partition)
              .setFrom(from.getOrDefault(partition, 0L))
              .setTo(story.outcomesTo(partition).orElse(to.getOrDefault(partition, 0L)))
              .build();
      parts.add(() -> join(settings, runId, selection, exchanges, of));
    }
  }

  private static Selection selection(String runId, RunRequested requested) throws IOException {
    try {
      return RunWindow.of(requested);
    } catch (WhereException e) {
      throw new IOException(
          "run %s: its filter is not understood: %s".formatted(runId, e.getMessage()), e);
    }
  }

  private static EventReader join(
      KafkaSettings settings,
      String runId,
      Selection selection,
      OffsetRange exchanges,
      OffsetRange outcomes)
      throws IOException {
    EventReader reader =
        new SelectedReader(
            KafkaReader.open(
                settings, List.of(new Extent(Topic.EXCHANGES, List.of(exchanges))), null),
            selection);
    return OutcomeJoin.open(settings, runId, reader, outcomes);
  }

  @Override
  public @Nullable Event next() throws IOException {
    while (true) {
      if (!events.isEmpty()) {
        return events.poll();
      }
      if (open == null) {
        Part part = parts.poll();
        if (part == null) {
          return end.poll();
        }
        open = part.open();
      }
      Event event = open.next();
      if (event != null) {
        return event;
      }
      closeOpen();
    }
  }

  private void closeOpen() throws IOException {
    EventReader done = open;
    open = null;
    if (done != null) {
      done.damage().ifPresent(seen -> damage = damage.plus((LogDamage) seen));
      done.close();
    }
  }

  @Override
  public Optional<LogDamage> damage() {
    return damage.isNone() ? Optional.empty() : Optional.of(damage);
  }

  @Override
  public void close() throws IOException {
    closeOpen();
  }
}
