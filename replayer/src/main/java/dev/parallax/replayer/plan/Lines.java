package dev.parallax.replayer.plan;

import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.StreamMessage;
import dev.parallax.replayer.plan.Script.Line;
import dev.parallax.replayer.plan.Script.When;
import java.util.List;

/** What the client of a recorded call said, and when. */
final class Lines {

  private final Exchange exchange;
  private final Pace pace;

  /** When each answer was there, in order. */
  private final long[] answeredNanos;

  private final List<Line> all;

  Lines(Exchange exchange, Pace pace) {
    this.exchange = exchange;
    this.pace = pace;
    this.answeredNanos =
        sentBy(false, exchange.getResponse().getBody()).stream()
            .mapToLong(StreamMessage::getOffsetNanos)
            .sorted()
            .toArray();
    List<StreamMessage> said = sentBy(true, exchange.getRequest().getBody());
    // A single one is no stream: what it took production's client to write is no pace to keep.
    boolean paced = said.size() > 1;
    this.all =
        said.stream()
            .map(message -> new Line(message.getContent(), when(message.getOffsetNanos(), paced)))
            .toList();
  }

  List<Line> all() {
    return all;
  }

  /** The client may have waited for answers before it ended its side, or just let time pass. */
  When end() {
    When last = all.isEmpty() ? new When(0, 0) : all.getLast().when();
    long endNanos = exchange.getTimings().getRequestEndNanos();
    When end = when(endNanos, all.size() > 1 || answeredBefore(endNanos) > last.afterAnswers());
    return new When(
        Math.max(last.offsetNanos(), end.offsetNanos()),
        Math.max(last.afterAnswers(), end.afterAnswers()));
  }

  private When when(long recordedNanos, boolean paced) {
    long offset = paced ? pace.afterNanos(exchange.getStartedAtNanos(), recordedNanos) : 0;
    return new When(offset, answeredBefore(recordedNanos));
  }

  /** By halving: a stream may have many messages on both sides. */
  private int answeredBefore(long nanos) {
    int from = 0;
    int to = answeredNanos.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (answeredNanos[middle] < nanos) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private static List<StreamMessage> sentBy(boolean client, Body body) {
    return body.getMessagesList().stream()
        .filter(message -> message.getFromClient() == client)
        .toList();
  }
}
