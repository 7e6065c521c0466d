package dev.parallax.comparator;

import dev.parallax.comparator.report.RunSource;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.RunFinished;
import dev.parallax.proto.RunRequested;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.PlxWriter;
import dev.parallax.recorder.sanitize.Harmless;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A run file without the file. */
public final class RunInMemory implements RunSource {

  private final List<Event> head = new ArrayList<>();
  private final List<List<Event>> exchanges = new ArrayList<>();
  private final List<Event> tail = new ArrayList<>();

  /** Three attempts at each of both legs, judged as examples. */
  public static RunRequested.Builder examples() {
    return RunRequested.newBuilder()
        .setSource("suite.plx")
        .setCandidate("http://127.0.0.1:8081")
        .setControl("http://127.0.0.1:8082")
        .setCandidateAttempts(3)
        .setControlAttempts(3)
        .setJudging(RunRequested.Judging.EXAMPLES);
  }

  /** One attempt at the candidate, two at the control, judged by statistics. */
  public static RunRequested.Builder statistics() {
    return examples()
        .setCandidateAttempts(1)
        .setControlAttempts(2)
        .setJudging(RunRequested.Judging.STATISTICS);
  }

  public RunInMemory(RunRequested.Builder requested) {
    head.add(run(RunEvent.newBuilder().setRequested(requested)));
  }

  public RunInMemory ledger(LedgerEntry entry) {
    head.addFirst(Event.newBuilder().setLedger(entry).build());
    return this;
  }

  public RunInMemory templates(TemplateSet templates) {
    head.add(Event.newBuilder().setTemplates(templates).build());
    return this;
  }

  public RunInMemory add(Exchange exchange, Outcome... outcomes) {
    return add(exchange, List.of(outcomes));
  }

  public RunInMemory add(Exchange exchange, List<Outcome> outcomes) {
    var events = new ArrayList<Event>();
    events.add(Event.newBuilder().setExchange(exchange).build());
    outcomes.forEach(outcome -> events.add(Event.newBuilder().setOutcome(outcome).build()));
    exchanges.add(events);
    return this;
  }

  public RunInMemory event(RunEvent.Builder event) {
    tail.add(run(event));
    return this;
  }

  public RunInMemory finished() {
    return event(RunEvent.newBuilder().setFinished(RunFinished.getDefaultInstance()));
  }

  public RunInMemory shuffled(long seed) {
    Collections.shuffle(exchanges, new Random(seed));
    return this;
  }

  private static Event run(RunEvent.Builder event) {
    return Event.newBuilder()
        .setRun(event.setRunId("run-1").setAtNanos(Given.EPOCH_NANOS + Given.DAY_NANOS))
        .build();
  }

  /** A log without events. */
  public static EventReader empty() {
    return reader(List.of());
  }

  /** The same run as a file. */
  public void writeTo(Path file) throws IOException {
    try (PlxWriter writer = PlxWriter.create(file)) {
      for (Event event : events()) {
        writer.append(Harmless.reread(event));
      }
    }
  }

  @Override
  public EventReader open() {
    return reader(events());
  }

  private List<Event> events() {
    var events = new ArrayList<>(head);
    exchanges.forEach(events::addAll);
    events.addAll(tail);
    return events;
  }

  private static EventReader reader(List<Event> events) {
    Iterator<Event> iterator = events.iterator();
    return new EventReader() {
      @Override
      public @Nullable Event next() {
        return iterator.hasNext() ? iterator.next() : null;
      }

      @Override
      public void close() {}
    };
  }
}
