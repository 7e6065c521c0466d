package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.fixture.Manifests;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.proxy.Timeouts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The unit of systemd and the container fit the command line, and the image. */
class DeployHostTest {

  private static final String UNIT = "systemd/parallax-proxy.service";
  private static final String LAUNCHER = "/opt/parallax/bin/parallax";

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void unitStartsWhatThereIs() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("parallax.yaml"),
            "proxy: {listen: 127.0.0.1:0, upstream: 'http://127.0.0.1:1'}\n");
    List<String> command = new ArrayList<>(List.of(value(UNIT, "ExecStart=").split(" ", -1)));
    String launcher = command.removeFirst();
    command.replaceAll(
        argument -> argument.replace("/etc/parallax/parallax.yaml", file.toString()));
    String[] variable = value(UNIT, "Environment=").split("=", 2);
    command.addAll(Manifests.ONE_WRONG_VALUE);

    Main.run(
        command.toArray(String[]::new),
        Map.of(variable[0], variable[1]),
        new PrintWriter(out, true),
        new PrintWriter(err, true));

    assertThat(launcher).isEqualTo(LAUNCHER);
    assertThat(err.toString()).isEqualTo(Manifests.ITS_REFUSAL);
    assertThat(command).contains("proxy", file.toString());
    assertThat(variable[1]).isEqualTo("%d/" + value(UNIT, "LoadCredential=").replaceAll(":.*", ""));
  }

  @Test
  void unitWaitsForTheDrainAndTheLog() throws IOException {
    long drain = Timeouts.defaults().drain().toSeconds();

    assertThat(Long.parseLong(value(UNIT, "TimeoutStopSec="))).isGreaterThan(drain + 10);
    assertThat(value(UNIT, "RestartPreventExitStatus="))
        .isEqualTo(Integer.toString(ExitCode.USAGE));
  }

  /** Where it ends again and again, systemd would else give up for good after five times. */
  @Test
  void unitIsStartedAgainHoweverOftenItEnds() throws IOException {
    String text = Files.readString(Manifests.DEPLOY.resolve(UNIT));

    assertThat(value(UNIT, "StartLimitIntervalSec=")).isEqualTo("0");
    assertThat(text.indexOf("StartLimitIntervalSec=")).isLessThan(text.indexOf("[Service]"));
    assertThat(value(UNIT, "Restart=")).isEqualTo("always");
  }

  @Test
  void containerRunsTheLauncherOfTheImage() throws IOException {
    assertThat(value("Dockerfile", "ENTRYPOINT ")).isEqualTo("[\"%s\"]".formatted(LAUNCHER));
    assertThat(value("Dockerfile", "COPY --from=build ")).isEqualTo("/opt/parallax /opt/parallax");
    assertThat(value("Dockerfile", "STOPSIGNAL ")).isEqualTo("SIGTERM");
    assertThat(Manifests.DEPLOY.resolve("image/parallax")).isExecutable();
    // As numbers, so that Kubernetes can tell that it is not root.
    assertThat(value("Dockerfile", "USER ")).matches("[1-9]\\d+:[1-9]\\d+");
  }

  /** A proxy that ran by the flags of all else would have a heap of 2 GB, and another collector. */
  @ParameterizedTest
  @CsvSource({
    "proxy --listen :0,         proxy",
    "-c proxy proxy,            proxy",
    "-cfile proxy,              proxy",
    "--config=file proxy,       proxy",
    "--config proxy proxy -c a, proxy",
    "-c proxy show a.plx,       tool",
    "show proxy,                tool",
    "--help,                    tool"
  })
  void launcherTakesTheFlagsOfTheVerb(String arguments, String kind) throws Exception {
    Path image = directory.resolve("image");
    Path launcher = Files.createDirectories(image.resolve("bin")).resolve("parallax");
    Files.copy(Manifests.DEPLOY.resolve("image/parallax"), launcher);
    Files.writeString(Files.createDirectories(image.resolve("lib")).resolve("jars"), "a.jar\n");
    Path java = Files.createDirectories(image.resolve("runtime/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();

    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments.split(" ", -1)));
    Processes.Result result = Processes.run(directory, command);

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("@%s/lib/%s.jvm ".formatted(image, kind))
        .endsWith(" dev.parallax.cli.Main " + arguments + "\n");
  }

  private static String value(String file, String name) throws IOException {
    List<String> values = Manifests.values(file, name);
    assertThat(values).as(name).hasSize(1);
    return values.getFirst();
  }
}
