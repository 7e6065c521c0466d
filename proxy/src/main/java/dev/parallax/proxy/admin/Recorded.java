package dev.parallax.proxy.admin;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.log.LogCounts;
import dev.parallax.recorder.log.spool.SpoolCounts;
import dev.parallax.recorder.sample.Reason;
import java.util.Map;
import java.util.Optional;

/** What an operator asks of the recording; on any thread. */
public interface Recorded {

  /** From the start on, by what became of them; fates of none may be left out. */
  Map<Fate, Long> exchanges();

  /** How many were seen; some may have no fate yet. */
  default long seen() {
    return exchanges().values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The same as {@link #exchanges} by endpoint, free of captured text.
   *
   * @param max endpoints that are told one by one, always the same ones
   */
  default Map<String, Map<Fate, Long>> byEndpoint(int max) {
    return Map.of(Ledger.UNCLASSIFIED, exchanges());
  }

  /** Bytes of exchanges between the tap and the log. */
  long queuedBytes();

  /** How many there may be; 0 if nothing is recorded. */
  long maxQueuedBytes();

  /** Those chosen to be recorded, by why; empty if nothing is recorded. */
  Map<Reason, Long> kept();

  /** Those of a new shape that were not kept for that, their endpoint having had too many. */
  long novelNotKept();

  /** Exchanges that were recorded without a body, since they were larger than the log takes. */
  default long reduced() {
    return 0;
  }

  /** What waits on disk for the log. */
  default SpoolCounts spool() {
    return SpoolCounts.none();
  }

  /** What the log was given; empty if nothing is recorded. */
  Optional<LogCounts> log();
}
