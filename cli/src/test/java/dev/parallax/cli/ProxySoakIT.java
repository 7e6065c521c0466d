package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.cli.fixture.Fates;
import dev.parallax.cli.fixture.Footprint;
import dev.parallax.cli.fixture.MixedClients;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Recorded;
import dev.parallax.cli.fixture.RudeUpstream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mixed traffic for a while, by default a minute; longer by {@code -Dparallax.soak=PT10M}. Each
 * buffer is watched for leaks: at the end there is none, memory and open files are what they were
 * once all was warm, and each exchange is in the ledger.
 */
class ProxySoakIT {

  private static final Duration DURATION =
      Duration.parse(System.getProperty("parallax.soak", "PT60S"));
  private static final int CLIENTS = 24;
  private static final long SEED = 20_260_101;
  private static final double MAX_GROWTH = 1.5;

  /** Such as libraries that are loaded once. */
  private static final int FILES_OF_ITS_OWN = 8;

  @TempDir private Path directory;

  @Test
  void leaksNothing() throws Exception {
    Path file = directory.resolve("soak.plx");
    try (RudeUpstream production = RudeUpstream.start()) {
      Parallax.RunningProxy proxy =
          Parallax.proxy(
              directory,
              List.of("-Xmx160m", "-Dio.netty.leakDetection.level=paranoid"),
              "--upstream",
              production.url(),
              "--record-to",
              file.toString());
      int filesBefore = Footprint.of(proxy.process()).files();
      Footprint warm;
      Footprint end;
      MixedClients.Result result;
      try (MixedClients clients = MixedClients.start(proxy.url(), CLIENTS, SEED)) {
        goOn(clients, DURATION.dividedBy(3));
        warm = Footprint.of(proxy.process());
        goOn(clients, DURATION.dividedBy(3).multipliedBy(2));
        end = Footprint.of(proxy.process());
        result = clients.end();
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> production.open() == 0);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(Footprint.of(proxy.process()).files())
                      .isLessThanOrEqualTo(filesBefore + FILES_OF_ITS_OWN));
      int exitCode = proxy.terminate();

      String printed = proxy.printed();
      Fates fates = Fates.printed(printed);
      Recorded recorded = Recorded.read(file);
      System.out.printf(
          "soak of %s: %d requests, %s, %s; %d MiB once warm, %d MiB at the end%n",
          DURATION,
          result.sent(),
          fates,
          recorded.failures(),
          warm.residentMiB(),
          end.residentMiB());
      assertThat(result.wrong()).as(printed).isEmpty();
      assertThat(exitCode).as(printed).isEqualTo(ExitCode.OK);
      assertThat(printed).doesNotContain("LEAK", "Exception", "ERROR", "unexpected", "OutOfMemory");
      assertThat(printed.lines().filter(line -> line.contains("[WARN]")))
          .allMatch(line -> line.contains("refused what is not a whole request") || isLoss(line));
      assertThat(fates.seen()).isEqualTo(result.sent());
      assertThat(recorded.ledger()).isEqualTo(fates);
      assertThat(recorded.exchanges()).hasSize(Math.toIntExact(fates.captured()));
      assertThat((double) end.residentKiB()).isLessThan(warm.residentKiB() * MAX_GROWTH);
    }
  }

  /** Counted, too: what the queue had no room for, and what recording costs more than it may. */
  private static boolean isLoss(String line) {
    return line.contains("exchanges lost") || line.contains("tap sheds");
  }

  private static void goOn(MixedClients clients, Duration time) {
    Instant until = Instant.now().plus(time);
    int before = clients.sent();
    await()
        .atMost(time.plusSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> Instant.now().isAfter(until) && clients.sent() > before);
  }
}
