package dev.parallax.recorder.log.kafka;

import dev.parallax.proto.Event;
import dev.parallax.proto.OffsetRange;
import dev.parallax.proto.Outcome;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.spool.OutcomeSpool;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a run: each exchange followed by its outcomes, which stand in the same partition
 * of another topic, in another order. The outcomes are spooled to disk first; in memory are their
 * positions and one exchange.
 *
 * <p>Of an exchange that several workers sent, since one was lost on the way, the outcomes of the
 * one worker are taken that sent most, and of those the one who began first.
 */
final class OutcomeJoin implements EventReader {

  private final String runId;
  private final EventReader exchanges;
  private final OutcomeSpool spool;
  private final Queue<Event> ready = new ArrayDeque<>();
  private final Set<String> seen = new HashSet<>();
  private LogDamage outcomesDamage = LogDamage.NONE;
  private boolean atEnd;

  /**
   * @param exchanges closed by this, and so is the spool
   */
  OutcomeJoin(String runId, EventReader exchanges, OutcomeSpool spool) {
    this.runId = runId;
    this.exchanges = exchanges;
    this.spool = spool;
  }

  /**
   * @param exchanges of the partition; closed by this
   * @param outcomes where those of the partition stand
   */
  static OutcomeJoin open(
      KafkaSettings settings, String runId, EventReader exchanges, OffsetRange outcomes)
      throws IOException {
    OutcomeJoin join = new OutcomeJoin(runId, exchanges, OutcomeSpool.create());
    try (KafkaReader reader =
        KafkaReader.open(settings, List.of(new Extent(Topic.OUTCOMES, List.of(outcomes))), null)) {
      join.spool(reader);
      return join;
    } catch (IOException | RuntimeException e) {
      join.close();
      throw e;
    }
  }

  /**
   * To be called before anything is read.
   *
   * @param reader of outcomes, perhaps of other runs, too
   */
  void spool(EventReader reader) throws IOException {
    for (Event event = reader.next(); event != null; event = reader.next()) {
      Outcome outcome = event.getOutcome();
      if (outcome.getRunId().equals(runId)) {
        spool.add(outcome.getExchange().getId(), outcome);
      }
    }
    outcomesDamage = damage(reader);
  }

  @Override
  public @Nullable Event next() throws IOException {
    while (ready.isEmpty() && !atEnd) {
      Event event = exchanges.next();
      if (event == null) {
        atEnd = true;
        // Beside no exchange of theirs: whoever reads on counts them.
        for (String id : List.copyOf(spool.left())) {
          ready.addAll(ofOneWorker(spool.take(id)));
        }
      } else if (seen.add(event.getExchange().getId())) {
        ready.add(event);
        ready.addAll(ofOneWorker(spool.take(event.getExchange().getId())));
      }
    }
    return ready.poll();
  }

  private static List<Event> ofOneWorker(List<Event> outcomes) {
    Map<String, Map<String, Event>> workers = new LinkedHashMap<>();
    for (Event event : outcomes) {
      Outcome outcome = event.getOutcome();
      workers
          .computeIfAbsent(outcome.getWorker(), _ -> new LinkedHashMap<>())
          .putIfAbsent(sending(outcome), event);
    }
    Map<String, Event> best = Map.of();
    for (Map<String, Event> sent : workers.values()) {
      best = sent.size() > best.size() ? sent : best;
    }
    return List.copyOf(best.values());
  }

  private static String sending(Outcome outcome) {
    int copy = outcome.getExchange().getCopy();
    return copy + "/" + outcome.getLeg() + "/" + outcome.getAttempt();
  }

  /** Of the exchanges, and of where their outcomes stand. */
  @Override
  public Optional<LogDamage> damage() {
    LogDamage all = damage(exchanges).plus(outcomesDamage);
    return all.isNone() ? Optional.empty() : Optional.of(all);
  }

  private static LogDamage damage(EventReader reader) {
    return reader.damage().map(LogDamage.class::cast).orElse(LogDamage.NONE);
  }

  @Override
  public void close() throws IOException {
    try (spool) {
      exchanges.close();
    }
  }
}
