package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.cli.fixture.Fates;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Recorded;
import dev.parallax.cli.fixture.RudeUpstream;
import dev.parallax.cli.fixture.SteadyClients;
import dev.parallax.cli.fixture.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The proxy ends under load: by SIGTERM nobody notices, by SIGKILL only who is being served. */
@Timeout(180)
class ProxyShutdownIT {

  private static final int CLIENTS = 16;
  private static final int LOST_SECONDS = 5;

  @TempDir private Path directory;

  /**
   * Allowed: no error. Each client on a connection that it keeps is told by {@code Connection:
   * close}, with an answer, and refused when it comes again. All that was asked is in the file.
   */
  @Test
  void endsUnnoticedBySigterm() throws Exception {
    try (RudeUpstream production = RudeUpstream.start()) {
      Path file = directory.resolve("term.plx");
      Parallax.RunningProxy proxy = proxy(production, file);
      try (SteadyClients fast = SteadyClients.start(proxy.url(), "/ok", CLIENTS);
          SteadyClients slow = SteadyClients.start(proxy.url(), "/slow", CLIENTS);
          Wire download = Wire.to(proxy.url())) {
        download.send(Wire.get("/slow"));
        fast.pass(2_000);
        slow.pass(CLIENTS);

        int exitCode = proxy.terminate();

        SteadyClients.Result byFast = fast.awaitRefused();
        SteadyClients.Result bySlow = slow.awaitRefused();
        String printed = proxy.printed();
        assertThat(byFast.wrong()).isEmpty();
        assertThat(bySlow.wrong()).isEmpty();
        assertThat(byFast.refused()).isEqualTo(CLIENTS);
        assertThat(bySlow.refused()).isEqualTo(CLIENTS);
        assertThat(download.answer().status()).isEqualTo(200);
        assertThat(exitCode).as(printed).isEqualTo(ExitCode.OK);
        assertThat(printed).doesNotContain("were cut", "WARN", "ERROR", "Exception");
        Fates fates = Fates.printed(printed);
        Recorded recorded = Recorded.read(file);
        System.out.printf("SIGTERM: %d served to the end, %s%n", byFast.answered(), fates);
        assertThat(fates.seen()).isEqualTo(byFast.sent() + bySlow.sent() + 1);
        assertThat(fates.captured()).isEqualTo(fates.seen());
        assertThat(recorded.ledger()).isEqualTo(fates);
        assertThat(recorded.failures()).containsOnlyKeys("NONE");
      }
    }
  }

  /** A response whose head promised to keep the connection still ends it: nobody waits for more. */
  @Test
  void endsSoonAfterTheLastResponse() throws Exception {
    try (RudeUpstream production = RudeUpstream.start()) {
      Path file = directory.resolve("streaming.plx");
      Parallax.RunningProxy proxy =
          proxy(production, file, "--drain-timeout", "60s", "--stream-timeout", "90s");
      long size = 64L << 20;
      try (Wire download = Wire.to(proxy.url())) {
        download.send(Wire.get("/bytes/" + size));
        assertThat(Wire.readHead(download.in())).doesNotContain("connection: close");
        proxy.process().destroy();
        await().atMost(Duration.ofSeconds(30)).until(() -> !SteadyClients.isServed(proxy.url()));
        assertThat(download.in().readNBytes((int) size)).hasSize((int) size);

        // Far below the time that the proxy would wait for exchanges in flight.
        assertThat(proxy.process().waitFor(Duration.ofSeconds(30))).isTrue();

        assertThat(proxy.process().exitValue()).isEqualTo(ExitCode.OK);
        assertThat(Fates.printed(proxy.printed()).captured()).isEqualTo(1);
      }
    }
  }

  /**
   * Allowed: one error for each client, of what it had asked for. Lost: what was answered in the
   * last {@value #LOST_SECONDS} seconds at most: the file is flushed each second, and recording may
   * be some behind, in a JVM that just started above all.
   */
  @Test
  void losesLittleBySigkill() throws Exception {
    try (RudeUpstream production = RudeUpstream.start()) {
      Path file = directory.resolve("kill.plx");
      Parallax.RunningProxy proxy = proxy(production, file);
      try (SteadyClients clients = SteadyClients.start(proxy.url(), "/ok", CLIENTS)) {
        clients.pass(1_000);
        long start = System.nanoTime();
        int before = clients.answered();
        clients.pass(5_000);
        double seconds = (System.nanoTime() - start) / 1e9;
        double rate = (clients.answered() - before) / seconds;

        clients.expectKill();
        proxy.kill();

        SteadyClients.Result result = clients.awaitRefused();
        Recorded recorded = Recorded.read(file);
        int lost = result.sent() - recorded.exchanges().size();
        System.out.printf(
            "SIGKILL: %d sent, %d answered, at %.0f/s, %d not in the file, %s%n",
            result.sent(), result.answered(), rate, lost, result.wrong());
        assertThat(result.wrong().values().stream().mapToInt(n -> n).sum())
            .isLessThanOrEqualTo(CLIENTS);
        assertThat(result.sent() - result.answered()).isLessThanOrEqualTo(CLIENTS);
        assertThat((double) lost).isLessThanOrEqualTo(CLIENTS + rate * LOST_SECONDS);
        assertThat(recorded.failures()).containsOnlyKeys("NONE");
      }
    }
  }

  private Parallax.RunningProxy proxy(RudeUpstream production, Path file, String... options)
      throws Exception {
    List<String> all =
        new ArrayList<>(List.of("--upstream", production.url(), "--record-to", file.toString()));
    all.addAll(List.of(options));
    return Parallax.proxy(directory, all.toArray(String[]::new));
  }
}
