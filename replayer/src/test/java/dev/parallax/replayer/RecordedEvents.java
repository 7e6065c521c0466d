package dev.parallax.replayer;

import com.google.protobuf.MessageLite;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.replayer.source.ReplaySource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recording in memory, in the order given. */
public final class RecordedEvents implements ReplaySource {

  private final List<Event> events = new ArrayList<>();

  public static RecordedEvents of(Iterable<Exchange> exchanges) {
    RecordedEvents source = new RecordedEvents();
    exchanges.forEach(exchange -> source.add(Event.newBuilder().setExchange(exchange).build()));
    return source;
  }

  public static RecordedEvents of(Exchange... exchanges) {
    return of(List.of(exchanges));
  }

  public RecordedEvents add(MessageLite event) {
    events.add((Event) event);
    return this;
  }

  @Override
  public EventReader open() {
    Iterator<Event> rest = List.copyOf(events).iterator();
    return new EventReader() {
      @Override
      public @Nullable Event next() {
        return rest.hasNext() ? rest.next() : null;
      }

      @Override
      public void close() {}
    };
  }
}
