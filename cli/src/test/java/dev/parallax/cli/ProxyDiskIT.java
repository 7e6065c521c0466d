package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.cli.fixture.Fates;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Recorded;
import dev.parallax.cli.fixture.RudeUpstream;
import dev.parallax.cli.fixture.SmallDisk;
import dev.parallax.cli.fixture.SteadyClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk of the capture file is full: clients see no error, and each exchange that is not in the
 * file is accounted for as lost.
 */
@Timeout(180)
class ProxyDiskIT {

  private static final int DISK_MIB = 1;
  private static final int FREE_BYTES = 128 * 1024;

  @TempDir private Path directory;

  @Test
  void recordsAgainOnceThereIsRoom() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), DISK_MIB);
        RudeUpstream production = RudeUpstream.start()) {
      Path file = fill(disk).resolve("full.plx");
      Parallax.RunningProxy proxy = proxy(production, file);
      try (SteadyClients clients = SteadyClients.start(proxy.url(), "/ok", 8)) {
        awaitFull(proxy);
        clients.pass(2_000);
        disk.grow(64);
        clients.pass(2_000);
        SteadyClients.Result result = clients.end();
        assertThat(result.wrong()).isEmpty();

        assertThat(proxy.terminate()).as(proxy.printed()).isEqualTo(ExitCode.OK);

        Fates fates = Fates.printed(proxy.printed());
        Recorded recorded = Recorded.read(file);
        System.out.printf("disk full, then not: %s%n", fates);
        assertThat(fates.seen()).isEqualTo(result.sent());
        assertThat(fates.exchanges()).containsOnlyKeys("captured", "lost log error");
        assertThat(recorded.ledger()).isEqualTo(fates);
        assertThat(recorded.exchanges()).hasSize(Math.toIntExact(fates.captured()));
      }
    }
  }

  @Test
  void saysSoIfThereNeverIs() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), DISK_MIB);
        RudeUpstream production = RudeUpstream.start()) {
      Path file = fill(disk).resolve("full.plx");
      Parallax.RunningProxy proxy = proxy(production, file);
      try (SteadyClients clients = SteadyClients.start(proxy.url(), "/ok", 8)) {
        awaitFull(proxy);
        clients.pass(2_000);
        SteadyClients.Result result = clients.end();
        assertThat(result.wrong()).isEmpty();

        assertThat(proxy.terminate()).isEqualTo(ExitCode.COULD_NOT_RUN);

        Fates fates = Fates.printed(proxy.printed());
        Recorded recorded = Recorded.read(file);
        System.out.printf("disk full: %s, in the file %d%n", fates, recorded.exchanges().size());
        assertThat(fates.seen()).isEqualTo(result.sent());
        assertThat(fates.exchanges()).containsOnlyKeys("captured", "lost log error");
        // Of what counts as lost, a block may have been written whole, but never flushed.
        assertThat(recorded.exchanges())
            .hasSizeBetween(Math.toIntExact(fates.captured()), Math.toIntExact(fates.seen()));
      }
    }
  }

  /** All but a little. */
  private static Path fill(SmallDisk disk) throws Exception {
    Files.write(disk.directory().resolve("filler"), new byte[DISK_MIB * 1024 * 1024 - FREE_BYTES]);
    return disk.directory();
  }

  private static void awaitFull(Parallax.RunningProxy proxy) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> proxy.printed().contains("event log failed"));
  }

  private Parallax.RunningProxy proxy(RudeUpstream production, Path file) throws Exception {
    return Parallax.proxy(
        directory, "--upstream", production.url(), "--record-to", file.toString());
  }
}
