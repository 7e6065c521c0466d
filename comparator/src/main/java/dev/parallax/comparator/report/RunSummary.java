package dev.parallax.comparator.report;

import dev.parallax.proto.RunRequested;
import dev.parallax.proto.SuiteProvenance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which run a report is about.
 *
 * @param gatesDigest of the gates that it was held against in this report
 * @param grpcDescriptors hex SHA-256 of those that its messages were read with; empty for none
 * @param sanitisedWith likewise of those that its answers were sanitised with, by each worker:
 *     sorted, and each once; empty if no worker began
 * @param recordedBy how the recording's exchanges were sanitised, most first
 * @param replayed where what was replayed is from
 * @param firstExchange start of the earliest exchange in it
 * @param lastExchange start of the latest exchange in it
 * @param endedEarlyBecause empty if the run came to its end
 */
public record RunSummary(
    String runId,
    RunRequested requested,
    String gatesDigest,
    String grpcDescriptors,
    List<String> sanitisedWith,
    List<RecordedBy> recordedBy,
    SuiteProvenance replayed,
    Instant requestedAt,
    Instant finishedAt,
    Instant firstExchange,
    Instant lastExchange,
    String endedEarlyBecause) {

  public RunSummary {
    sanitisedWith = List.copyOf(sanitisedWith);
    recordedBy = List.copyOf(recordedBy);
  }

  /** Where the window that was asked for begins; empty where it is open. */
  Optional<Instant> windowFrom() {
    return end(requested.getFromNanos(), 0);
  }

  /** Where it ends, likewise. */
  Optional<Instant> windowTo() {
    return end(requested.getToNanos(), Long.MAX_VALUE);
  }

  private Optional<Instant> end(long nanos, long open) {
    boolean whole = requested.getFromNanos() == 0 && requested.getToNanos() == 0;
    return whole || nanos == open ? Optional.empty() : Optional.of(Figures.instant(nanos));
  }
}
