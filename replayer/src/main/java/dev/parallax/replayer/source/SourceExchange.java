package dev.parallax.replayer.source;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.ExchangeRef;
import dev.parallax.recorder.log.Position;
import dev.parallax.recorder.session.SessionCopy;
import java.util.Optional;

/**
 * An exchange and where it was read.
 *
 * @param exchange as it is to be replayed
 * @param ref the recorded one's id, which copy of it this is, and where it stands in a log with
 *     partitions
 * @param copy which this is
 * @param recorded itself, unless it is a copy
 */
public record SourceExchange(
    Exchange exchange, ExchangeRef ref, SessionCopy copy, Exchange recorded) {

  private static final SessionCopy ALONE = new SessionCopy(0, 1);

  public static SourceExchange of(Exchange exchange, Optional<Position> position) {
    ExchangeRef.Builder ref = ExchangeRef.newBuilder().setId(exchange.getId());
    position.ifPresent(at -> ref.setPartition(at.partition()).setOffset(at.offset()));
    return new SourceExchange(exchange, ref.build(), ALONE, exchange);
  }

  /** One that stands in a file. */
  public static SourceExchange of(Exchange exchange) {
    return of(exchange, Optional.empty());
  }

  /** That copy of the recorded one. */
  public SourceExchange as(SessionCopy which) {
    return new SourceExchange(
        which.of(recorded), ref.toBuilder().setCopy(which.number()).build(), which, recorded);
  }

  /** Unlike that of any other, be it a copy of the same. */
  public String id() {
    return exchange.getId();
  }

  long startedAtNanos() {
    return exchange.getStartedAtNanos();
  }
}
