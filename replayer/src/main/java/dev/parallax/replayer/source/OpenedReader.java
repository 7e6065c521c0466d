package dev.parallax.replayer.source;

import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.recorder.log.DerivedReader;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.Position;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells a share's progress which of its exchanges were read, each once, and passes over those that
 * others send, and those that are done already, unless they are asked for, too. Confined to one
 * thread.
 */
public final class OpenedReader implements DerivedReader {

  private final EventReader reader;
  private final ShareProgress share;
  private final BooleanSupplier over;
  private final boolean all;
  private final RecentIds ids = new RecentIds();

  /**
   * @param reader of exchanges only; closed by this
   * @param share what is sent, and what of that is done
   * @param over whether nothing is left to do: then it ends, however much there is to read
   * @param all whether also what is done already is given
   */
  public OpenedReader(EventReader reader, ShareProgress share, BooleanSupplier over, boolean all) {
    this.reader = reader;
    this.share = share;
    this.over = over;
    this.all = all;
  }

  @Override
  public @Nullable Event next() throws IOException {
    while (true) {
      Event event = over.getAsBoolean() ? null : reader.next();
      if (event == null || isGiven(event.getExchange())) {
        return event;
      }
    }
  }

  private boolean isGiven(Exchange exchange) {
    Optional<Position> at = reader.position();
    if (at.isEmpty()) {
      return ids.isNew(exchange.getId());
    }
    // What is read is counted as open, also where it is given in any case.
    return share.sends(exchange, at.get())
        && ids.isNew(exchange.getId())
        && (share.read(exchange, at.get()) || all);
  }

  @Override
  public EventReader origin() {
    return reader;
  }
}
