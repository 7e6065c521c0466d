package dev.parallax.recorder.capture;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Selection;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.sanitize.Sanitised;

/** What the worker needs of the sanitiser; the recorder's wiring adds what else is known. */
public interface ExchangeSanitiser {

  /** The pseudonym of the client's session. */
  String session(RawExchange raw);

  /** The method of the request, as it is recorded. */
  String method(RawExchange raw);

  /** The host and port that were asked for, as they are recorded. */
  String authority(RawExchange raw);

  Sanitised<Exchange> exchange(RawExchange raw, Selection selection);

  /** Does what is due, between exchanges. */
  default void tend() {}
}
