package dev.parallax.replayer;

import dev.parallax.proto.RunRequested;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitiser;
import dev.parallax.replayer.credentials.LegCredentials;
import dev.parallax.replayer.safety.Target;
import dev.parallax.replayer.source.Homes;
import java.util.List;
import java.util.Optional;

/**
 * A run as one process works on it: its shares have the connections in common, and with them the
 * bound on what is in flight.
 *
 * @param homes which partition's worker sends an exchange
 * @param beginsAtNanos wall clock at which the first exchange is due
 * @param sanitiser one fresh key for both legs; each process has its own, since outcomes of two are
 *     never compared with each other
 */
record RunTask(
    RunRequested requested,
    ReplaySettings settings,
    Homes homes,
    long beginsAtNanos,
    Legs legs,
    Sanitiser sanitiser)
    implements AutoCloseable {

  /**
   * @param startedAtNanos when the first worker began: a run that had to wait for one is not late
   */
  static RunTask open(
      RunRequested requested,
      ReplaySettings settings,
      long startedAtNanos,
      List<Target> targets,
      LegCredentials credentials,
      GrpcDescriptors descriptors) {
    return new RunTask(
        requested,
        settings,
        Homes.of(requested.getLog().getLinkedList()),
        Math.max(requested.getLog().getBeginsAtNanos(), startedAtNanos),
        new Legs(targets, settings, credentials),
        new Sanitiser(SanitisePolicy.detect(), PseudonymKey.random(), descriptors));
  }

  /** Whether a leg is taken for dead: then nothing is sent any more. */
  boolean hasLostALeg() {
    return legs.protector().tripped().isPresent();
  }

  /**
   * @throws LegFailed if a leg is taken for dead
   */
  void requireLegs() throws LegFailed {
    Optional<String> because = legs.protector().tripped();
    if (because.isPresent()) {
      throw new LegFailed(because.get());
    }
  }

  @Override
  public void close() {
    legs.close();
  }
}
