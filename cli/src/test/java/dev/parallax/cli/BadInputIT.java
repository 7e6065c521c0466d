package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.fixture.Nginx;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong outside: one line each, the right exit code, nothing lost, no hang. */
class BadInputIT {

  private static final int REQUESTS = 20;

  @TempDir private static Path work;

  private static Nginx production;
  private static Path recording;
  private static String served;

  @BeforeAll
  static void record() throws IOException, InterruptedException {
    production =
        Nginx.start(
            work.resolve("production"),
            """
            default_type application/json;
            location / { return 200 '{"ok":true}'; }
            """);
    recording = work.resolve("a.plx");
    Parallax.RunningProxy proxy =
        Parallax.proxy(work, "--upstream", production.url(), "--record-to", recording.toString());
    served = proxy.url();
    for (int i = 0; i < REQUESTS; i++) {
      get(served + "/api/health");
    }
    assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
  }

  @AfterAll
  static void stop() throws IOException {
    production.close();
  }

  @Test
  void refusesToListenWhereSomebodyElseDoes() throws IOException, InterruptedException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();

      Path never = work.resolve("never.plx");

      Processes.Result result =
          Parallax.run(
              work,
              "proxy",
              "--listen",
              address,
              "--upstream",
              production.url(),
              "--record-to",
              never.toString());

      assertThat(result.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
      assertOneLine(result, String.valueOf(taken.getLocalPort()), "in use");
      assertThat(never).doesNotExist();
    }
  }

  @Test
  void servesReasonsWhileTheUpstreamIsUnreachable() throws IOException, InterruptedException {
    String nowhere = "http://127.0.0.1:" + Processes.freePort();
    Parallax.RunningProxy proxy = Parallax.proxy(work, "--upstream", nowhere, "--no-record");
    try {
      Processes.Result answer =
          Processes.run(work, List.of("curl", "-s", "-w", "%{http_code}", proxy.url() + "/"));

      assertThat(answer.out()).endsWith("502").contains("upstream");
      assertThat(proxy.printed()).contains(nowhere + " is not reachable");
    } finally {
      proxy.terminate();
    }
  }

  @Test
  void doesNotOverwriteARecording() throws IOException, InterruptedException {
    byte[] before = Files.readAllBytes(recording);

    Processes.Result result =
        Parallax.run(
            work,
            "proxy",
            "--listen",
            "127.0.0.1:0",
            "--upstream",
            production.url(),
            "--record-to",
            recording.toString());

    assertThat(result.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertOneLine(result, recording.toString(), "exists");
    assertThat(Files.readAllBytes(recording)).isEqualTo(before);
  }

  @Test
  void neverPutsARunInARecordingsPlace() throws IOException, InterruptedException {
    byte[] before = Files.readAllBytes(recording);

    Processes.Result result =
        Parallax.run(
            work,
            "replay",
            recording.toString(),
            "--candidate",
            production.url(),
            "--speed",
            "max",
            "-o",
            recording.toString());

    assertThat(result.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertOneLine(result, recording.toString(), "no run file");
    assertThat(Files.readAllBytes(recording)).isEqualTo(before);
  }

  @Test
  void showsWhatIsWholeOfATruncatedRecordingAndSaysSo() throws IOException, InterruptedException {
    byte[] bytes = Files.readAllBytes(recording);
    Path index = work.resolve("without-index.plx");
    Files.write(index, Arrays.copyOf(bytes, bytes.length - 3));
    Path cut = work.resolve("cut.plx");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));

    Processes.Result whole = Parallax.run(work, "show", index.toString(), "--format", "json");
    Processes.Result damaged = Parallax.run(work, "show", cut.toString(), "--format", "json");

    assertThat(whole.out().lines()).hasSize(REQUESTS);
    assertThat(damaged.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(damaged.err()).contains("cut.plx: ").contains("unreadable");
    assertThat(damaged.err()).doesNotContain("Exception");
  }

  @Test
  void saysThatAWindowHoldsNothing() throws IOException, InterruptedException {
    Processes.Result result =
        check(production.url(), "--from", "2001-01-01T00:00:00Z", "--to", "2001-01-02T00:00:00Z");

    assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertOneLine(result, "no exchanges");
  }

  @Test
  void refusesToReplayToWhatProductionServed() throws IOException, InterruptedException {
    int before = production.accessLog().size();

    Processes.Result result = check(served);

    assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.USAGE);
    assertOneLine(result, served.substring("http://".length()), "production served");
    assertThat(production.accessLog()).hasSize(before);
  }

  @Test
  void refusesATargetThatIsNeitherLoopbackNorAllowed() throws IOException, InterruptedException {
    Processes.Result result = check("http://192.0.2.1:80");

    assertThat(result.exitCode()).as(result.toString()).isEqualTo(ExitCode.USAGE);
    assertOneLine(result, "192.0.2.1", "--allow-target");
  }

  @Test
  void saysThatTheReportHasNoPlace() throws IOException, InterruptedException {
    Path file = Files.writeString(work.resolve("a-file"), "here already");

    Processes.Result result =
        Parallax.run(
            work,
            "check",
            recording.toString(),
            "--candidate",
            production.url(),
            "--report",
            file.toString());

    assertThat(result.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertOneLine(result, file.toString());
  }

  @Test
  void judgesTheSameRunFileTheSameByteForByte() throws IOException, InterruptedException {
    Path first = work.resolve("first");
    Path second = work.resolve("second");
    assertThat(
            Parallax.run(
                    work,
                    "replay",
                    recording.toString(),
                    "--candidate",
                    production.url(),
                    "--control",
                    production.url(),
                    "--speed",
                    "max",
                    "-o",
                    "run.plx")
                .exitCode())
        .isEqualTo(ExitCode.OK);

    Processes.Result one = Parallax.run(work, "compare", "run.plx", "--report", first.toString());
    Processes.Result two = Parallax.run(work, "compare", "run.plx", "--report", second.toString());

    assertThat(one.exitCode()).as(one.toString()).isEqualTo(ExitCode.OK);
    assertThat(two.exitCode()).isEqualTo(ExitCode.OK);
    for (String file : List.of("report.json", "report.html", "junit.xml", "summary.md")) {
      assertThat(second.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
    }
  }

  @Test
  void exportsAWindowOnceAndNeverOverASuite() throws IOException, InterruptedException {
    Path suite = work.resolve("suite.plx");

    Processes.Result first =
        Parallax.run(work, "export", recording.toString(), "-o", suite.toString());
    byte[] exported = Files.readAllBytes(suite);
    Processes.Result again =
        Parallax.run(work, "export", recording.toString(), "-o", suite.toString());

    assertThat(first.out()).contains(REQUESTS + " exchanges");
    assertThat(again.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertOneLine(again, suite.toString(), "exists");
    assertThat(Files.readAllBytes(suite)).isEqualTo(exported);
    assertThat(Parallax.run(work, "show", suite.toString(), "--format", "json").out().lines())
        .hasSize(REQUESTS);
  }

  @Test
  void previewsWhatWouldBeRecordedAndRecordsNothing() throws IOException, InterruptedException {
    Parallax.RunningProxy proxy = Parallax.proxy(work, "--upstream", production.url(), "--preview");
    get(proxy.url() + "/api/health?email=ada.lovelace@analytical.example");

    proxy.terminate();

    assertThat(proxy.printed())
        .contains("\"target\":\"/api/health?email=", "nothing is recorded", "1 captured")
        .doesNotContain("ada.lovelace");
  }

  private static Processes.Result check(String candidate, String... more)
      throws IOException, InterruptedException {
    String[] fixed = {
      "check",
      recording.toString(),
      "--candidate",
      candidate,
      "--report",
      work.resolve("report").toString()
    };
    String[] all = Arrays.copyOf(fixed, fixed.length + more.length);
    System.arraycopy(more, 0, all, fixed.length, more.length);
    return Parallax.run(work, all);
  }

  private static void get(String url) throws IOException, InterruptedException {
    assertThat(Processes.run(work, List.of("curl", "-sf", url)).exitCode()).isZero();
  }

  /** One line, beside the warnings that a target is production itself. */
  private static void assertOneLine(Processes.Result result, String... contents) {
    assertThat(result.err().lines().filter(line -> !line.contains("warning: ")))
        .as(result.err())
        .hasSize(1);
    assertThat(result.err()).contains(contents).doesNotContain("Exception");
  }
}
