package dev.parallax.recorder.log.spool;

import com.google.protobuf.MessageLite;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry;

/** Names events that a recorder appends. */
final class Ids {

  private Ids() {}

  /** Empty for what has no id. */
  static String of(MessageLite message) {
    return switch (message) {
      case Exchange exchange -> exchange.getId();
      case LedgerEntry entry -> entry.getId();
      case Event event when event.hasExchange() -> event.getExchange().getId();
      case Event event when event.hasLedger() -> event.getLedger().getId();
      default -> "";
    };
  }

  static boolean isExchange(MessageLite message) {
    return message instanceof Exchange || (message instanceof Event event && event.hasExchange());
  }
}
