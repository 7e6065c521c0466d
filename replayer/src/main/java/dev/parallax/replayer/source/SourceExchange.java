package dev.parallax.replayer.source;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.ExchangeRef;
import dev.parallax.recorder.log.Position;
import java.util.Optional;

/**
 * An exchange and where it was read.
 *
 * @param ref its id, and where it stands in a log with partitions
 */
public record SourceExchange(Exchange exchange, ExchangeRef ref) {

  public static SourceExchange of(Exchange exchange, Optional<Position> position) {
    ExchangeRef.Builder ref = ExchangeRef.newBuilder().setId(exchange.getId());
    position.ifPresent(at -> ref.setPartition(at.partition()).setOffset(at.offset()));
    return new SourceExchange(exchange, ref.build());
  }

  /** One that stands in a file. */
  public static SourceExchange of(Exchange exchange) {
    return of(exchange, Optional.empty());
  }

  public String id() {
    return exchange.getId();
  }

  long startedAtNanos() {
    return exchange.getStartedAtNanos();
  }
}
