package dev.parallax.comparator.report;

import dev.parallax.comparator.verdict.Gates;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.grpc.MessageJson;
import dev.parallax.recorder.log.Damage;
import dev.parallax.recorder.log.EventReader;
import java.io.IOException;

/**
 * Makes a report of a run. The same run, gates and descriptors give the same report, byte for byte.
 */
public final class Reports {

  private Reports() {}

  /**
   * Reads the run twice: first to learn its endpoints, then to compare and fold. Of exchanges it
   * holds one at a time, but the ids of all, by which a repeated one is known, and their sessions.
   *
   * @throws IOException if the run cannot be read, or does not say how it was requested
   */
  public static Report of(RunSource source, Gates gates) throws IOException {
    return of(source, gates, GrpcDescriptors.none(), "");
  }

  /**
   * The same, where messages of gRPC can be read.
   *
   * @param digest of the descriptors, which the report names; empty for none
   */
  public static Report of(RunSource source, Gates gates, GrpcDescriptors descriptors, String digest)
      throws IOException {
    var learning = new Learning();
    read(source, learning);
    var fold =
        new RunFold(learning.templates(), new MessageJson(descriptors), learning.requested());
    String damage = read(source, fold);
    return fold.report(gates, digest, damage);
  }

  /** Says what could not be read; empty if all was. */
  private static String read(RunSource source, RunReading.Listener listener) throws IOException {
    try (EventReader reader = source.open()) {
      RunReading.read(reader, listener);
      return reader.damage().map(Damage::sentence).orElse("");
    }
  }
}
