package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Outcome;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawOutcome;

/** Replaces what is sensitive in exchanges and outcomes. */
public final class Sanitiser {

  private final SanitisePolicy policy;
  private final PseudonymKey key;

  public Sanitiser(SanitisePolicy policy, PseudonymKey key) {
    this.policy = policy;
    this.key = key;
  }

  /** The pseudonym of the client's session. */
  public String session(RawExchange raw) {
    return policy.mode() + raw.id() + key;
  }

  /** The exchange as it may be recorded. */
  public Sanitised<Exchange> exchange(RawExchange raw, Provenance provenance) {
    return new Sanitised<>(
        Exchange.newBuilder().setId(raw.id()).setService(provenance.service()).build());
  }

  /** The outcome as it may be recorded, its result set. */
  public Sanitised<Outcome> outcome(RawOutcome raw) {
    return new Sanitised<>(raw.attempt());
  }
}
