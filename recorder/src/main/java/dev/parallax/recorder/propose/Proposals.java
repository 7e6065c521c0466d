package dev.parallax.recorder.propose;

import java.util.List;

/**
 * What was learned of a recording.
 *
 * @param leaves values in bodies and queries
 * @param clear those of them that are in the clear already
 * @param proposals those that say most first
 */
public record Proposals(
    long exchanges, long sessions, long leaves, long clear, List<Proposal> proposals) {

  public Proposals {
    proposals = List.copyOf(proposals);
  }

  /** How many would be in the clear with all that is proposed. */
  public long clearWithAll() {
    return clear + proposals.stream().mapToLong(Proposal::leaves).sum();
  }
}
