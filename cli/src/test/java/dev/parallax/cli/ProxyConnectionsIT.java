package dev.parallax.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.cli.fixture.Fates;
import dev.parallax.cli.fixture.Footprint;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.Recorded;
import dev.parallax.cli.fixture.RudeUpstream;
import dev.parallax.cli.fixture.SteadyClients;
import dev.parallax.cli.fixture.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** As many connections as the proxy takes, most of them idle: all are served, and cost little. */
@Timeout(240)
class ProxyConnectionsIT {

  private static final int CONNECTIONS = 10_000;
  private static final int ACTIVE = 200;
  private static final int OVER_LIMIT = 20;
  private static final int MAX_KIB_EACH = 20;

  /** Of each of the two processes: the other ends, and whatever else it has open. */
  private static final int FILES = CONNECTIONS + 2_000;

  @TempDir private Path directory;

  @Test
  void servesTenThousandConnections() throws Exception {
    // The JVM raises its own limit as far as it may.
    Assumptions.assumeTrue(mostFiles() >= FILES, "a process may not open so many files here");
    Path file = directory.resolve("connections.plx");
    List<SocketChannel> idle = new ArrayList<>();
    try (RudeUpstream production = RudeUpstream.start()) {
      Parallax.RunningProxy proxy =
          Parallax.proxy(
              directory,
              List.of("-Xmx256m"),
              "--upstream",
              production.url(),
              "--record-to",
              file.toString());
      try (SteadyClients warm = SteadyClients.start(proxy.url(), "/ok", ACTIVE)) {
        warm.pass(3_000);
        warm.end();
      }
      await().until(() -> production.open() <= ACTIVE);
      Footprint before = Footprint.of(proxy.process());

      long asked = production.asked();
      for (int i = ACTIVE; i < CONNECTIONS; i++) {
        idle.add(served(proxy));
      }
      Footprint full;
      SteadyClients.Result result;
      try (SteadyClients active = SteadyClients.start(proxy.url(), "/ok", ACTIVE)) {
        active.pass(4_000);
        full = Footprint.of(proxy.process());
        for (int i = 0; i < OVER_LIMIT; i++) {
          try (Wire oneTooMany = Wire.to(proxy.url())) {
            assertThat(oneTooMany.ask(Wire.get("/ok")).status()).isEqualTo(503);
          }
        }
        result = active.end();
      }
      for (SocketChannel channel : idle) {
        channel.close();
      }

      long kibEach = (full.residentKiB() - before.residentKiB()) / idle.size();
      System.out.printf(
          "%d connections: %d KiB each, at most %d MiB; %s, then %s%n",
          CONNECTIONS, kibEach, full.peakMiB(), before, full);
      assertThat(result.wrong()).isEmpty();
      assertThat(result.answered()).isEqualTo(result.sent());
      assertThat(production.asked() - asked).isEqualTo(idle.size() + result.sent());
      assertThat(kibEach).isLessThan(MAX_KIB_EACH);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> Footprint.of(proxy.process()).files() <= before.files());
      try (Wire again = Wire.to(proxy.url())) {
        assertThat(again.ask(Wire.get("/ok")).status()).isEqualTo(200);
      }
      assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
      Fates fates = Fates.printed(proxy.printed());
      assertThat(fates.seen()).isEqualTo(production.asked() + OVER_LIMIT);
      assertThat(Recorded.read(file).failures().get("REFUSED")).isEqualTo(OVER_LIMIT);
      assertThat(proxy.printed()).doesNotContain("Exception", "OutOfMemory", "ERROR");
    }
  }

  /** A connection that was served once, and kept. */
  private static SocketChannel served(Parallax.RunningProxy proxy) throws IOException {
    SocketChannel channel =
        SocketChannel.open(
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), URI.create(proxy.url()).getPort()));
    channel.write(ByteBuffer.wrap(Wire.get("/ok").getBytes(ISO_8859_1)));
    ByteBuffer answer = ByteBuffer.allocate(1_024);
    while (!ISO_8859_1.decode(answer.duplicate().flip()).toString().endsWith(RudeUpstream.OK)) {
      assertThat(channel.read(answer)).isPositive();
    }
    return channel;
  }

  private static long mostFiles() throws IOException, InterruptedException {
    String limit = Processes.run(Path.of("/"), List.of("sh", "-c", "ulimit -Hn")).out().strip();
    return limit.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(limit);
  }
}
