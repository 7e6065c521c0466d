package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.cli.fixture.Bodies;
import dev.parallax.cli.fixture.Fates;
import dev.parallax.cli.fixture.Footprint;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.Recorded;
import dev.parallax.cli.fixture.RudeUpstream;
import dev.parallax.cli.fixture.SteadyClients;
import dev.parallax.cli.fixture.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What passes may be of any size, and pass as slowly as it likes: what the proxy holds of it is
 * bounded, by its heap of {@value #HEAP_MIB} MiB, as much again of buffers, which is the JVM's own
 * bound, and {@value #JVM_MIB} MiB of the JVM itself.
 */
@Timeout(240)
class ProxyMemoryIT {

  private static final int HEAP_MIB = 96;
  private static final int JVM_MIB = 160;
  private static final long GIB = 1L << 30;
  private static final int STALLED = 1_000;
  private static final String STALLED_PATH = "/bytes/8000000";

  @TempDir private Path directory;

  @Test
  void streamsAGibibyteUpAndDownAtOnce() throws Exception {
    Path file = directory.resolve("large.plx");

    Fates fates = stream("--record-to", file.toString());

    Recorded recorded = Recorded.read(file);
    assertThat(fates.captured()).isEqualTo(2);
    assertThat(recorded.ledger()).isEqualTo(fates);
    assertThat(recorded.failures()).containsOnlyKeys("NONE");
    assertThat(recorded.exchanges())
        .as("true lengths, whatever was kept of them")
        .anyMatch(exchange -> exchange.getRequest().getBody().getLength() == GIB)
        .anyMatch(exchange -> exchange.getResponse().getBody().getLength() == GIB);
  }

  @Test
  void streamsWhileKafkaIsAbsent() throws Exception {
    String bootstrap = "127.0.0.1:" + Processes.freePort();

    Fates fates = stream("--kafka", bootstrap, "--ephemeral-key");

    assertThat(fates.captured()).isZero();
    assertThat(fates.seen()).isEqualTo(2);
  }

  /** Each body is the same at the other end; the memory is bounded; the proxy serves on. */
  private Fates stream(String... log) throws Exception {
    try (RudeUpstream production = RudeUpstream.start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Parallax.RunningProxy proxy = proxy(production, log);
      String expected = Bodies.checksum(GIB);
      Future<String> down = threads.submit(() -> download(proxy, GIB));
      Future<String> up = threads.submit(() -> upload(proxy, GIB));
      assertThat(down.get()).isEqualTo(expected);
      assertThat(up.get()).isEqualTo(expected);
      return ended(proxy, "1 GiB each way, " + log[0]);
    }
  }

  /**
   * Clients that take nothing of their responses, more than there is memory for: they are let go,
   * and those that take theirs are served, each.
   */
  @Test
  void letsGoOfThoseThatTakeNothing() throws Exception {
    Path file = directory.resolve("stalled.plx");
    List<Wire> wires = new ArrayList<>();
    try (RudeUpstream production = RudeUpstream.start()) {
      Parallax.RunningProxy proxy = proxy(production, "--record-to", file.toString());
      SteadyClients.Result served;
      try (SteadyClients others = SteadyClients.start(proxy.url(), "/ok", 4)) {
        for (int i = 0; i < STALLED; i++) {
          wires.add(Wire.narrow(proxy.url()).send(Wire.get(STALLED_PATH)));
        }
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> proxy.printed().contains("memory is short"));
        others.pass(1_000);
        served = others.end();
      }
      for (Wire wire : wires) {
        wire.close();
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> production.open() == 0 && production.asked(STALLED_PATH) == STALLED);
      Fates fates = ended(proxy, STALLED + " stalled downloads");

      assertThat(served.wrong()).isEmpty();
      assertThat(fates.seen()).isEqualTo(served.sent() + STALLED);
      assertThat(Recorded.read(file).failures()).containsOnlyKeys("NONE", "CLIENT_ABORTED");
    }
  }

  private Parallax.RunningProxy proxy(RudeUpstream production, String... log) throws Exception {
    List<String> options =
        new ArrayList<>(List.of("--upstream", production.url(), "--max-in-flight", "32MiB"));
    options.addAll(List.of(log));
    return Parallax.proxy(
        directory, List.of("-Xmx%dm".formatted(HEAP_MIB)), options.toArray(String[]::new));
  }

  private static Fates ended(Parallax.RunningProxy proxy, String what) throws Exception {
    Footprint footprint = Footprint.of(proxy.process());
    proxy.terminate();
    Fates fates = Fates.printed(proxy.printed());
    System.out.printf("%s: at most %d MiB, %s%n", what, footprint.peakMiB(), fates);
    assertThat(proxy.printed()).doesNotContain("OutOfMemory", "Exception", "unexpected");
    assertThat(footprint.peakMiB()).isLessThan(2 * HEAP_MIB + JVM_MIB);
    return fates;
  }

  private static String download(Parallax.RunningProxy proxy, long size) throws Exception {
    try (Wire wire = Wire.to(proxy.url())) {
      wire.send(Wire.get("/bytes/" + size));
      long length = Wire.contentLength(Wire.readHead(wire.in()));
      return Bodies.checksum(wire.in(), length);
    }
  }

  private static String upload(Parallax.RunningProxy proxy, long size) throws Exception {
    try (Wire wire = Wire.to(proxy.url())) {
      wire.send(Wire.post("/sink", size));
      Bodies.write(wire.out(), size);
      return wire.answer().body();
    }
  }
}
