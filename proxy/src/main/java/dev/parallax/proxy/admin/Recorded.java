package dev.parallax.proxy.admin;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.recorder.log.LogCounts;
import java.util.Map;
import java.util.Optional;

/** What an operator asks of the recording; on any thread. */
public interface Recorded {

  /** From the start on, by what became of them; fates of none may be left out. */
  Map<Fate, Long> exchanges();

  /** Bytes of exchanges between the tap and the log. */
  long queuedBytes();

  /** How many there may be; 0 if nothing is recorded. */
  long maxQueuedBytes();

  /** What the log was given; empty if nothing is recorded. */
  Optional<LogCounts> log();
}
