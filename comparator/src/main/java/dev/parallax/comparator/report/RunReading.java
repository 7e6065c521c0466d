package dev.parallax.comparator.report;

import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.Leg;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.log.EventReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a run file, putting each exchange together with the outcomes that follow it: its own, and
 * those of its copies. Of repeated exchanges, and of repeated attempts at one, the first counts.
 */
final class RunReading {

  /** Told of what a run file holds, in its order. */
  interface Listener {

    void exchange(Exchange exchange, List<Outcome> outcomes);

    /** After that exchange, the outcomes of those of its copies that have any, by number. */
    default void copies(Exchange exchange, Map<Integer, List<Outcome>> outcomes) {}

    default void ledger(LedgerEntry entry) {}

    default void run(RunEvent event) {}

    default void templates(TemplateSet templates) {}

    /** An outcome that stands beside no exchange of its own. */
    default void strayOutcome() {}
  }

  private record Sending(int copy, Leg leg, int attempt) {}

  private final Listener listener;
  private final Set<String> seen = new HashSet<>();
  private final Set<Sending> sendings = new HashSet<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final Map<Integer, List<Outcome>> copies = new TreeMap<>();
  private @Nullable Exchange current;
  private boolean repeated;

  private RunReading(Listener listener) {
    this.listener = listener;
  }

  static void read(EventReader reader, Listener listener) throws IOException {
    var reading = new RunReading(listener);
    for (Event event = reader.next(); event != null; event = reader.next()) {
      reading.accept(event);
    }
    reading.finishExchange();
  }

  private void accept(Event event) {
    switch (event.getEventCase()) {
      case EXCHANGE -> start(event.getExchange());
      case OUTCOME -> accept(event.getOutcome());
      case LEDGER -> listener.ledger(event.getLedger());
      case RUN -> listener.run(event.getRun());
      case TEMPLATES -> listener.templates(event.getTemplates());
      // Derived, made anew from the exchanges; and what only a reader of the log asks for.
      case COMPARISON, LATE, EVENT_NOT_SET -> {}
    }
  }

  private void start(Exchange exchange) {
    finishExchange();
    current = exchange;
    repeated = !seen.add(exchange.getId());
  }

  private void accept(Outcome outcome) {
    if (current == null || !current.getId().equals(outcome.getExchange().getId())) {
      listener.strayOutcome();
    } else if (sendings.add(sending(outcome))) {
      int copy = outcome.getExchange().getCopy();
      (copy == 0 ? outcomes : copies.computeIfAbsent(copy, _ -> new ArrayList<>())).add(outcome);
    }
  }

  private static Sending sending(Outcome outcome) {
    return new Sending(outcome.getExchange().getCopy(), outcome.getLeg(), outcome.getAttempt());
  }

  private void finishExchange() {
    if (current != null && !repeated) {
      listener.exchange(current, List.copyOf(outcomes));
      listener.copies(current, Map.copyOf(copies));
    }
    current = null;
    outcomes.clear();
    copies.clear();
    sendings.clear();
  }
}
