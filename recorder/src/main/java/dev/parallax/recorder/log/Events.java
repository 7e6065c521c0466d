package dev.parallax.recorder.log;

import com.google.protobuf.MessageLite;
import dev.parallax.proto.Comparison;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LateRecords;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunEvent;
import dev.parallax.proto.TemplateSet;

/** Puts each message that is an event into the envelope that holds any. */
public final class Events {

  private Events() {}

  /** The envelope of a message; an {@code Event} is one already. */
  public static Event wrap(MessageLite message) {
    return switch (message) {
      case Event event -> event;
      case Exchange exchange -> Event.newBuilder().setExchange(exchange).build();
      case LedgerEntry entry -> Event.newBuilder().setLedger(entry).build();
      case TemplateSet templates -> Event.newBuilder().setTemplates(templates).build();
      case Outcome outcome -> Event.newBuilder().setOutcome(outcome).build();
      case Comparison comparison -> Event.newBuilder().setComparison(comparison).build();
      case LateRecords late -> Event.newBuilder().setLate(late).build();
      case RunEvent run -> Event.newBuilder().setRun(run).build();
      default ->
          throw new IllegalArgumentException(
              "%s (expected: an Event, or a message that it can hold)"
                  .formatted(message.getClass().getName()));
    };
  }
}
