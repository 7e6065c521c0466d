package dev.parallax.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.ExitCode;
import dev.parallax.cli.demo.report.ReportCheck;
import dev.parallax.cli.demo.report.ReportFacts;
import dev.parallax.cli.demo.secrets.PlantedSecrets;
import dev.parallax.cli.demo.secrets.SecretScan;
import dev.parallax.cli.demo.shop.Build;
import dev.parallax.cli.demo.shop.Catalogue;
import dev.parallax.cli.demo.shop.Shop;
import dev.parallax.cli.demo.users.Traffic;
import dev.parallax.cli.demo.users.Users;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the demo shows, by way of a capture file: users in front of the shop, the packaged command
 * line between, and a report that holds what was planted, and nothing else.
 */
class DemoTrafficIT {

  private static final int PRODUCTION = 50_000;
  private static final int STAGING = PRODUCTION / 10;

  @TempDir private static Path work;

  private static final PlantedSecrets SECRETS = new PlantedSecrets();
  private static final Queue<String> EXCHANGED = new ConcurrentLinkedQueue<>();

  private static Users.Seen seen;
  private static Processes.Result checked;
  private static ReportFacts report;

  @BeforeAll
  static void recordReplayAndCompare() throws IOException, InterruptedException {
    Path settings = DemoConfiguration.writeTo(work);
    Catalogue tenth = Catalogue.ofSize(STAGING);
    try (Shop production = Shop.start(Catalogue.ofSize(PRODUCTION), Build.CURRENT);
        Shop control = Shop.start(tenth, Build.CURRENT);
        Shop candidate = Shop.start(tenth, Build.NEXT)) {
      Path recording = work.resolve("shop.plx");
      Parallax.RunningProxy proxy =
          Parallax.proxy(
              work,
              "-c",
              settings.toString(),
              "--upstream",
              production.url().toString(),
              "--record-to",
              recording.toString());
      seen =
          Users.run(
              URI.create(proxy.url()),
              new Traffic(PRODUCTION, 120, Duration.ofSeconds(13)),
              7,
              SECRETS,
              (sent, received, _) -> EXCHANGED.add(sent + received));
      assertThat(proxy.terminate()).as(proxy.printed()).isEqualTo(ExitCode.OK);
      checked =
          Parallax.run(
              work,
              "check",
              recording.toString(),
              "-c",
              settings.toString(),
              "--candidate",
              candidate.url().toString(),
              "--control",
              control.url().toString(),
              "--speed",
              "2x",
              "--report",
              work.resolve("report").toString());
    }
    assertThat(checked.exitCode()).as(checked.toString()).isEqualTo(ExitCode.FAIL);
    report = ReportFacts.read(work.resolve("report/report.json"));
  }

  @AfterAll
  static void forget() {
    EXCHANGED.clear();
  }

  @Test
  void usersGetWhatTheShopGivesAndEachRequestIsAccountedFor() {
    assertThat(seen.unexpected()).as(seen.toString()).isZero();
    assertThat(report.reached("seen")).isEqualTo(seen.requests());
  }

  @Test
  void mostOfTheTrafficMeansSomethingInStaging() {
    assertThat(report.reached("exercised"))
        .as(report.funnel() + " " + report.losses())
        .isGreaterThan(report.reached("sent") * 3 / 4);
    assertThat(report.losses())
        .containsKeys(
            "sent: CONTAMINATED",
            "exercised: control 404, captured 200",
            "replayable: UNSAFE_METHOD");
  }

  @Test
  void reportFindsEachPlantedFault() {
    assertThat(ReportCheck.of(report).noneMissed()).as(ReportCheck.of(report).toString()).isTrue();
    assertThat(report.ratios().get("GET /catalogue/filter")).isGreaterThan(5);
  }

  @Test
  void reportFlagsNothingElse() {
    assertThat(ReportCheck.of(report).unexplained()).isEmpty();
  }

  @Test
  void noSecretIsInAnyByteWritten() throws IOException {
    SecretScan scan = new SecretScan(SECRETS);

    scan.path(work);
    scan.text("printed by check", checked.out() + checked.err());

    assertThat(scan.bytes()).isGreaterThan(1_000_000);
    assertThat(scan.hits()).isEmpty();
  }

  @Test
  void theSameScanFindsEverySecretInWhatTheUsersSent() throws IOException {
    SecretScan scan = new SecretScan(SECRETS);

    scan.text("exchanges", String.join("\n", EXCHANGED));

    assertThat(scan.planted()).isGreaterThan(300);
    assertThat(scan.found()).isEqualTo(scan.planted());
  }
}
