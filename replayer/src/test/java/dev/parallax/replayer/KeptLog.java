package dev.parallax.replayer;

import com.google.protobuf.MessageLite;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Outcome;
import dev.parallax.proto.RunEvent;
import dev.parallax.recorder.log.EventLog;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.log.Receipts;
import dev.parallax.recorder.sanitize.Sanitised;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A run log in memory, that may be made to fail. */
final class KeptLog implements EventLog {

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Predicate<Event> fails;
  private final Receipts receipts = new Receipts();
  private volatile int flushed;

  KeptLog() {
    this(event -> false);
  }

  KeptLog(Predicate<Event> fails) {
    this.fails = fails;
  }

  @Override
  public void append(Sanitised<? extends MessageLite> sanitised, Receipt receipt)
      throws IOException {
    Event event =
        switch (sanitised.event()) {
          case Event whole -> whole;
          case Outcome outcome -> Event.newBuilder().setOutcome(outcome).build();
          case Exchange exchange -> Event.newBuilder().setExchange(exchange).build();
          case RunEvent run -> Event.newBuilder().setRun(run).build();
          default -> throw new IllegalArgumentException(sanitised.event().getClass().getName());
        };
    if (fails.test(event)) {
      throw new IOException("disk full");
    }
    events.add(event);
    receipts.add(receipt);
  }

  @Override
  public void flush() {
    flushed = events.size();
    receipts.settle(true);
  }

  @Override
  public void close() {}

  List<Event> events() {
    return events;
  }

  List<Outcome> outcomes() {
    return events.stream().filter(Event::hasOutcome).map(Event::getOutcome).toList();
  }

  boolean isFlushed() {
    return flushed == events.size();
  }
}
