package dev.parallax.recorder.log.kafka;

import dev.parallax.proto.Event;
import java.util.Arrays;
import java.util.Optional;

/** The topics of a log: which events each holds, and how it is partitioned. */
public enum Topic {
  EXCHANGES("parallax.exchanges", Event.EventCase.EXCHANGE, true),
  OUTCOMES("parallax.outcomes", Event.EventCase.OUTCOME, true),
  COMPARISONS("parallax.comparisons", Event.EventCase.COMPARISON, true),
  LEDGER("parallax.ledger", Event.EventCase.LEDGER, false),
  TEMPLATES("parallax.templates", Event.EventCase.TEMPLATES, false),
  LATE("parallax.late", Event.EventCase.LATE, false),
  RUNS("parallax.runs", Event.EventCase.RUN, false),
  /** Records of other topics that could not be read; no events. */
  DEAD_LETTERS("parallax.dead-letters", Event.EventCase.EVENT_NOT_SET, false);

  private final String topicName;
  private final Event.EventCase holds;
  private final boolean bySession;

  Topic(String topicName, Event.EventCase holds, boolean bySession) {
    this.topicName = topicName;
    this.holds = holds;
    this.bySession = bySession;
  }

  /** As Kafka knows it. */
  public String topicName() {
    return topicName;
  }

  /**
   * Whether it is keyed by session, and has as many partitions as all others that are: a session's
   * exchanges and outcomes stand in the same partition. The others have one partition each, since
   * they are small.
   */
  boolean bySession() {
    return bySession;
  }

  static Topic of(Event event) {
    return Arrays.stream(values())
        .filter(topic -> topic.holds == event.getEventCase() && topic != DEAD_LETTERS)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("an event of no kind"));
  }

  static Optional<Topic> named(String topicName) {
    return Arrays.stream(values()).filter(topic -> topic.topicName.equals(topicName)).findFirst();
  }
}
