package dev.parallax.recorder.capture;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proto.Selection;
import dev.parallax.recorder.endpoint.EndpointTemplates;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.sample.ShareSampler;
import dev.parallax.recorder.sanitize.Sanitised;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one exchange from the queue to its fate: sample, sanitise, append, count. Throws nothing,
 * and counts each exchange exactly once. Confined to the worker's thread.
 */
public final class RecordStep {

  private static final Logger LOG = LoggerFactory.getLogger(RecordStep.class);

  private final ShareSampler sampler;
  private final ExchangeSanitiser sanitiser;
  private final LogFeed log;
  private final Ledger ledger;
  private final WarnLimit warnings;
  private final EndpointTemplates templates = EndpointTemplates.typedOnly();

  public RecordStep(
      ShareSampler sampler,
      ExchangeSanitiser sanitiser,
      LogFeed log,
      Ledger ledger,
      Clocks clocks) {
    this.sampler = sampler;
    this.sanitiser = sanitiser;
    this.log = log;
    this.ledger = ledger;
    warnings = new WarnLimit(clocks);
  }

  void record(RawExchange raw) {
    Optional<Sanitised<Exchange>> sanitised;
    String endpoint;
    try {
      sanitised = sanitise(raw);
      endpoint = sanitised.map(this::endpoint).orElse(Ledger.UNCLASSIFIED);
    } catch (RuntimeException | Error fault) {
      warn(fault);
      ledger.count(Ledger.UNCLASSIFIED, Fate.LOST_SANITISER_ERROR, wireBytes(raw));
      return;
    }
    ledger.count(endpoint, fate(sanitised), wireBytes(raw));
  }

  /** Bytes of both bodies as they passed, captured or not. */
  public static long wireBytes(RawExchange raw) {
    long response = raw.response() == null ? 0 : raw.response().body().length();
    return raw.request().body().length() + response;
  }

  private Optional<Sanitised<Exchange>> sanitise(RawExchange raw) {
    Optional<Selection> selection = sampler.select(() -> sanitiser.session(raw));
    return selection.map(kept -> sanitiser.exchange(raw, kept));
  }

  private String endpoint(Sanitised<Exchange> sanitised) {
    Exchange exchange = sanitised.event();
    return templates.display(templates.endpointOf(exchange.getRequest(), exchange.getAuthority()));
  }

  private Fate fate(Optional<Sanitised<Exchange>> sanitised) {
    if (sanitised.isEmpty()) {
      return Fate.SAMPLED_OUT;
    }
    return log.append(sanitised.get()) ? Fate.CAPTURED : Fate.LOST_LOG_ERROR;
  }

  /** Names the fault and its place in the code: its message may quote what was captured. */
  private void warn(Throwable fault) {
    if (warnings.tryPass()) {
      StackTraceElement[] trace = fault.getStackTrace();
      LOG.atWarn()
          .addKeyValue("error", fault.getClass().getName())
          .addKeyValue("at", trace.length == 0 ? "unknown" : trace[0])
          .addKeyValue("heldBack", warnings.takeHeldBack())
          .log("sanitising failed");
    }
  }
}
