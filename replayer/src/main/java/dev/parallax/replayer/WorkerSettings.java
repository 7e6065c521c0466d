package dev.parallax.replayer;

import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.replayer.credentials.Credentials;
import dev.parallax.replayer.wire.TargetTls;
import java.time.Duration;
import java.util.Set;

/**
 * How a worker works.
 *
 * @param name of this worker, unlike that of any other
 * @param group that the workers of a log share it in
 * @param allowTargets hosts that this worker may send to, besides loopback addresses
 * @param waitFor how long a run's targets may take to come up
 * @param tls whom this worker trusts, and as whom it shows itself
 * @param credentials of this worker, for runs that ask for some of their kind
 * @param descriptors of gRPC calls, whose messages are else reduced
 * @param grpcDescriptors their hex SHA-256; empty for none
 */
public record WorkerSettings(
    String name,
    String group,
    Set<String> allowTargets,
    Duration waitFor,
    TargetTls tls,
    Credentials credentials,
    GrpcDescriptors descriptors,
    String grpcDescriptors) {

  /** What all workers of a log share it in, unless they are told otherwise. */
  public static final String DEFAULT_GROUP = "parallax.workers";

  public WorkerSettings {
    allowTargets = Set.copyOf(allowTargets);
  }
}
