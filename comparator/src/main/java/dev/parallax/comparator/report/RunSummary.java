package dev.parallax.comparator.report;

import dev.parallax.proto.RunRequested;
import java.time.Instant;
import java.util.List;

/**
 * Which run a report is about.
 *
 * @param gatesDigest of the gates that it was held against in this report
 * @param grpcDescriptors hex SHA-256 of those that its messages were read with; empty for none
 * @param sanitisedWith likewise of those that its answers were sanitised with, by each worker:
 *     sorted, and each once; empty if no worker began
 * @param recordedBy how the recording's exchanges were sanitised, most first
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
    Instant requestedAt,
    Instant finishedAt,
    Instant firstExchange,
    Instant lastExchange,
    String endedEarlyBecause) {

  public RunSummary {
    sanitisedWith = List.copyOf(sanitisedWith);
    recordedBy = List.copyOf(recordedBy);
  }
}
