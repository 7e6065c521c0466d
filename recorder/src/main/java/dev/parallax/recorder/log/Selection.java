package dev.parallax.recorder.log;

import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.recorder.where.Where;

/**
 * Which events of a log are meant: exchanges that started in a window, the ledger's entries that
 * reach into it, and all events of other kinds; of one service, or of all.
 *
 * @param service empty for all
 * @param where which of those exchanges; the ledger's entries are about others too
 */
public record Selection(Window window, String service, Where where) {

  public Selection(Window window, String service) {
    this(window, service, Where.all());
  }

  public static Selection of(Window window) {
    return new Selection(window, "");
  }

  /** Of these, those that are meant. */
  public Selection where(Where meant) {
    return new Selection(window, service, meant);
  }

  /** Those of the window, whichever are meant. */
  public Selection whole() {
    return where(Where.all());
  }

  public boolean holds(Event event) {
    return switch (event.getEventCase()) {
      case EXCHANGE -> holds(event.getExchange());
      case LEDGER -> holds(event.getLedger());
      case TEMPLATES -> isService(event.getTemplates().getService());
      case OUTCOME, COMPARISON, RUN, LATE, EVENT_NOT_SET -> true;
    };
  }

  private boolean holds(Exchange exchange) {
    return window.contains(exchange.getStartedAtNanos())
        && isService(exchange.getService())
        && where.holds(exchange);
  }

  private boolean holds(LedgerEntry entry) {
    return window.touches(entry) && isService(entry.getService());
  }

  private boolean isService(String name) {
    return service.isEmpty() || service.equals(name);
  }
}
