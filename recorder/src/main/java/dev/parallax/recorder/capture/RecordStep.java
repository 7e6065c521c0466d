package dev.parallax.recorder.capture;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proto.Selection;
import dev.parallax.recorder.endpoint.EndpointNames;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.sample.ShareSampler;
import dev.parallax.recorder.sanitize.Sanitised;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes one exchange from the queue to its fate: sample, sanitise, append, count. What the log took
 * counts as captured once that keeps it. While the log is away, the exchange stays in hand: those
 * behind it wait in the queue, and only what that has no room for is lost. Confined to the worker's
 * thread.
 */
public final class RecordStep {

  private final ShareSampler sampler;
  private final ExchangeSanitiser sanitiser;
  private final LogFeed log;
  private final Unsettled unsettled;
  private final FaultWarnings warnings;
  private final EndpointNames endpoints = new EndpointNames();

  /** Sanitised, and not taken by the log yet. */
  private @Nullable Held held;

  public RecordStep(
      ShareSampler sampler,
      ExchangeSanitiser sanitiser,
      LogFeed log,
      Unsettled unsettled,
      Clocks clocks) {
    this.sampler = sampler;
    this.sanitiser = sanitiser;
    this.log = log;
    this.unsettled = unsettled;
    warnings = new FaultWarnings(clocks);
  }

  private record Held(Sanitised<Exchange> exchange, Receipt receipt) {}

  /**
   * @return whether the step is done with the exchange; if not, {@link #again} is next
   */
  boolean record(RawExchange raw) {
    unsettled.take(raw);
    Optional<Sanitised<Exchange>> sanitised;
    String endpoint;
    try {
      sanitised = sanitise(raw);
      endpoint = sanitised.map(this::endpoint).orElse(Ledger.UNCLASSIFIED);
    } catch (RuntimeException | Error fault) {
      unsettled.settle(Ledger.UNCLASSIFIED, Fate.LOST_SANITISER_ERROR);
      warnings.warn("sanitising failed", fault);
      return true;
    }
    if (sanitised.isEmpty()) {
      unsettled.settle(endpoint, Fate.SAMPLED_OUT);
      return true;
    }
    held = new Held(sanitised.get(), unsettled.append(endpoint));
    return again();
  }

  /** Does what is due, between exchanges. */
  void tend() {
    sanitiser.tend();
  }

  /** Tries once more what the log could not take; the same answer. */
  boolean again() {
    Held tried = held;
    if (tried == null) {
      return true;
    }
    LogFeed.Answer answer = log.append(tried.exchange(), tried.receipt());
    if (answer == LogFeed.Answer.NOT_NOW) {
      return false;
    }
    held = null;
    if (answer == LogFeed.Answer.REFUSED) {
      tried.receipt().settled(false);
    }
    return true;
  }

  private Optional<Sanitised<Exchange>> sanitise(RawExchange raw) {
    Optional<Selection> selection =
        sampler.select(raw.route().share(), () -> sanitiser.session(raw));
    return selection.map(kept -> sanitiser.exchange(raw, kept));
  }

  private String endpoint(Sanitised<Exchange> sanitised) {
    Exchange exchange = sanitised.event();
    return endpoints.name(exchange.getRequest(), exchange.getAuthority());
  }
}
