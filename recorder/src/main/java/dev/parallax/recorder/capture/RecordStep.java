package dev.parallax.recorder.capture;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proto.Selection;
import dev.parallax.recorder.endpoint.EndpointTemplates;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.sample.ShareSampler;
import dev.parallax.recorder.sanitize.Sanitised;
import java.util.Optional;

/**
 * Takes one exchange from the queue to its fate: sample, sanitise, append, count. What the log took
 * counts as captured once that keeps it. Confined to the worker's thread.
 */
public final class RecordStep {

  private final ShareSampler sampler;
  private final ExchangeSanitiser sanitiser;
  private final LogFeed log;
  private final Unsettled unsettled;
  private final FaultWarnings warnings;
  private final EndpointTemplates templates = EndpointTemplates.typedOnly();

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

  void record(RawExchange raw) {
    unsettled.take(raw);
    Optional<Sanitised<Exchange>> sanitised;
    String endpoint;
    try {
      sanitised = sanitise(raw);
      endpoint = sanitised.map(this::endpoint).orElse(Ledger.UNCLASSIFIED);
    } catch (RuntimeException | Error fault) {
      unsettled.settle(Ledger.UNCLASSIFIED, Fate.LOST_SANITISER_ERROR);
      warnings.warn("sanitising failed", fault);
      return;
    }
    if (sanitised.isEmpty()) {
      unsettled.settle(endpoint, Fate.SAMPLED_OUT);
    } else {
      Receipt receipt = unsettled.append(endpoint);
      if (!log.append(sanitised.get(), receipt)) {
        receipt.settled(false);
      }
    }
  }

  private Optional<Sanitised<Exchange>> sanitise(RawExchange raw) {
    Optional<Selection> selection = sampler.select(() -> sanitiser.session(raw));
    return selection.map(kept -> sanitiser.exchange(raw, kept));
  }

  private String endpoint(Sanitised<Exchange> sanitised) {
    Exchange exchange = sanitised.event();
    return templates.display(templates.endpointOf(exchange.getRequest(), exchange.getAuthority()));
  }
}
