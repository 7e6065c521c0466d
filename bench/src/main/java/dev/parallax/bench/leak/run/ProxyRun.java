package dev.parallax.bench.leak.run;

import dev.parallax.bench.leak.place.Boundary;
import dev.parallax.bench.leak.place.GrpcPlaces;
import dev.parallax.bench.leak.place.Planned;
import dev.parallax.bench.leak.wire.Origin;
import dev.parallax.bench.leak.wire.Plant;
import dev.parallax.bench.leak.wire.ProxyProcess;
import dev.parallax.bench.leak.wire.Tape;
import dev.parallax.bench.leak.wire.Traffic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * One proxy's life, in a directory: {@code run} holds all that it wrote, {@code tape} what went
 * over the wire.
 *
 * @param clear lines of {@code sanitise.clear}
 * @param settings further lines below {@code sanitise}
 */
record ProxyRun(Path directory, Log log, Collection<String> clear, List<String> settings) {

  /** Where the proxy records to. */
  enum Log {
    FILE,
    KAFKA,

    /** What waits on disk for a Kafka that is away. */
    SPOOL
  }

  /** The capture file, in {@link #written}. */
  static final String FILE = "run.plx";

  private static final String CONFIGURATION = "parallax.yaml";

  /**
   * Sends exchanges, asks the operator's listener for all it tells, and ends the proxy.
   *
   * @param planned by number, made as it is needed
   */
  void send(int count, IntFunction<Planned> planned, IntConsumer progress)
      throws IOException, InterruptedException {
    Files.createDirectories(written());
    Path configuration = written().resolve(CONFIGURATION);
    Path descriptors = written().resolve("leak.desc");
    try (Tape tape = new Tape(tape());
        Origin origin = new Origin(tape);
        Socket nobody = new Socket()) {
      nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Files.write(descriptors, GrpcPlaces.descriptors());
      Files.writeString(configuration, configuration(origin.port()));
      ProxyProcess proxy = ProxyProcess.start(written(), target(nobody.getLocalPort()));
      Traffic.send(
          proxy.port(),
          origin,
          count,
          number -> new Plant(Plant.tag(number), planned.apply(number)),
          progress);
      proxy.awaitRecorded(count);
      proxy.ask("/metrics", "/config", "/ledger", "/capture", "/readyz");
      proxy.end();
    }
    // What this class wrote, the proxy did not.
    Files.delete(configuration);
    Files.delete(descriptors);
  }

  Path written() {
    return directory.resolve("run");
  }

  Path tape() {
    return directory.resolve("tape");
  }

  /**
   * @param away a port that nobody listens at
   */
  private String[] target(int away) {
    return switch (log) {
      case FILE -> new String[] {"--record-to=" + FILE};
      case KAFKA -> new String[] {"--embedded=kafka", "--ephemeral-key", "--log-partitions=2"};
      case SPOOL -> new String[] {"--kafka=127.0.0.1:" + away, "--spool=spool", "--ephemeral-key"};
    };
  }

  private String configuration(int port) {
    return """
        service: leak
        proxy:
          upstream: %1$s
          routes:
            - {path: %2$s, upstream: "%1$s", maxBody: %3$d}
        sanitise:
          grpcDescriptors: leak.desc
          clear:
            - request header %4$s
        """
            .formatted(
                "http://127.0.0.1:" + port, Boundary.CUT_PATH, Boundary.CUT_BYTES, Plant.HEADER)
        + clear.stream().map(line -> "    - " + line + "\n").collect(Collectors.joining())
        + settings.stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
  }
}
