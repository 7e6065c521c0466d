package dev.parallax.cli;

import static dev.parallax.cli.fixture.Manifests.elements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.cli.config.Values;
import dev.parallax.cli.fixture.Manifests;
import dev.parallax.cli.fixture.Manifests.Pod;
import dev.parallax.recorder.log.kafka.Waits;
import dev.parallax.recorder.sanitize.PseudonymKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests fit the command line, and each other. */
class DeployKubernetesTest {

  private static final String NATIVE = "sidecar.yaml";
  private static final String CLASSIC = "sidecar-classic.yaml";
  private static final String MOUNTED = "/etc/parallax/";

  /** From the end of a drain to that of the process, where Kafka is away. */
  private static final Duration LOG_END = Duration.ofSeconds(10);

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void configMapHoldsSettings() throws IOException {
    int exitCode = run(Map.of(), "config", "-c", configuration().toString());

    assertThat(err.toString()).isEmpty();
    assertThat(exitCode).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines().filter(line -> line.contains("parallax.yaml:")))
        .hasSizeGreaterThan(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {NATIVE, CLASSIC})
  void proxyIsStartedWithOptionsAndVariablesThatItHas(String file) throws IOException {
    JsonNode proxy = Pod.of(file).container("parallax");
    List<String> arguments = new ArrayList<>();
    elements(proxy.path("args")).map(JsonNode::asText).forEach(arguments::add);
    arguments.replaceAll(argument -> argument.startsWith(MOUNTED) ? file() : argument);
    arguments.addAll(Manifests.ONE_WRONG_VALUE);
    Map<String, String> variables = new TreeMap<>();
    elements(proxy.path("env"))
        .forEach(one -> variables.put(one.path("name").asText(), one.path("value").asText()));

    run(variables, arguments.toArray(String[]::new));

    assertThat(err.toString()).isEqualTo(Manifests.ITS_REFUSAL);
    assertThat(arguments).startsWith("proxy", "-c", file());
    assertThat(variables).containsKey("PARALLAX_JVM_ARGS");
  }

  @ParameterizedTest
  @ValueSource(strings = {NATIVE, CLASSIC})
  void portsAreThoseOfTheSettings(String file) throws IOException {
    Pod pod = Pod.of(file);

    assertThat(pod.ports())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "parallax", port("  listen: 0.0.0.0:", "proxy:"),
                "parallax-admin", port("  listen: 0.0.0.0:", "admin:"),
                "app", port("  upstream: http://127.0.0.1:", "proxy:")));
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      JsonNode asked = pod.container("parallax").path(probe).path("httpGet");
      assertThat(asked.path("port").asText()).as(probe).isEqualTo("parallax-admin");
      assertThat(asked.path("path").asText())
          .as(probe)
          .isEqualTo(probe.startsWith("live") ? "/livez" : "/readyz");
    }
    assertThat(pod.container("app").at("/readinessProbe/httpGet/port").asText()).isEqualTo("app");
  }

  @ParameterizedTest
  @ValueSource(strings = {NATIVE, CLASSIC})
  void othersFindTheProxyByNamesThatItHas(String file) throws IOException {
    JsonNode service = Manifests.of("service.yaml", "Service");
    JsonNode monitor = Manifests.of("podmonitor.yaml", "PodMonitor");
    JsonNode deployment = Manifests.of(file, "Deployment");
    JsonNode labels = deployment.at("/spec/template/metadata/labels");

    // The name of a native sidecar's port is not looked for by each version.
    assertThat(service.at("/spec/ports/0/targetPort").isInt()).isTrue();
    assertThat(service.at("/spec/ports/0/targetPort").asInt())
        .isEqualTo(Pod.of(file).ports().get("parallax"));
    assertThat(service.at("/spec/selector")).isEqualTo(labels);
    assertThat(deployment.at("/spec/selector/matchLabels")).isEqualTo(labels);
    assertThat(monitor.at("/spec/selector/matchLabels")).isEqualTo(labels);
    assertThat(monitor.at("/spec/podMetricsEndpoints/0/port").asText()).isEqualTo("parallax-admin");
    assertThat(monitor.at("/spec/podMetricsEndpoints/0/authorization/credentials/key").asText())
        .isEqualTo("admin-token");
  }

  @Test
  void metricsComeFromTheJobThatAlertsLookFor() throws IOException {
    JsonNode relabelling =
        Manifests.of("podmonitor.yaml", "PodMonitor")
            .at("/spec/podMetricsEndpoints/0/relabelings/0");
    String alerts = Files.readString(Manifests.DEPLOY.resolve("prometheus/alerts.yaml"));

    assertThat(relabelling.path("targetLabel").asText()).isEqualTo("job");
    assertThat(Pattern.compile("job=\"([^\"]*)\"").matcher(alerts).results())
        .isNotEmpty()
        .allMatch(job -> job.group(1).equals(relabelling.path("replacement").asText()));
  }

  @ParameterizedTest
  @ValueSource(strings = {NATIVE, CLASSIC})
  void secretsAreWhereTheSettingsLook(String file) throws IOException {
    JsonNode secret = Manifests.of("secret.yaml", "Secret").path("stringData");
    Pod pod = Pod.of(file);
    assertThat(pod.container("parallax").at("/volumeMounts/0/mountPath").asText() + "/")
        .isEqualTo(MOUNTED);

    List<String> mounted = new ArrayList<>();
    elements(pod.spec().at("/volumes/0/projected/sources/1/secret/items"))
        .forEach(
            item -> {
              assertThat(secret.has(item.path("key").asText())).as(item.toString()).isTrue();
              mounted.add(MOUNTED + item.path("path").asText());
            });

    String settings = Manifests.parallaxYaml().replace("secrets:", "secrets/");
    assertThat(mounted)
        .containsExactlyInAnyOrderElementsOf(
            Pattern.compile(MOUNTED + "secrets/[a-z-]+")
                .matcher(settings)
                .results()
                .map(found -> found.group())
                .toList());
    assertThat(secret.properties()).hasSameSizeAs(mounted);
  }

  @ParameterizedTest
  @ValueSource(strings = {NATIVE, CLASSIC})
  void proxyHasNoRights(String file) throws IOException {
    JsonNode security = Pod.of(file).container("parallax").path("securityContext");
    String user = security.path("runAsUser").asText() + ":" + security.path("runAsGroup").asText();

    assertThat(Manifests.values("Dockerfile", "USER ")).containsExactly(user);
    assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
    assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(security.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
  }

  /** So that nobody records with a key that everybody can read here. */
  @Test
  void secretsOfThePatternAreRefused() throws IOException {
    String key =
        Manifests.of("secret.yaml", "Secret").at("/stringData/pseudonym-key").asText("missing key");

    assertThatThrownBy(() -> PseudonymKey.of(key.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The app outlives the last request that the proxy passes on; nobody is killed. */
  @ParameterizedTest
  @ValueSource(strings = {NATIVE, CLASSIC})
  void endsInOrder(String file) throws IOException {
    Pod pod = Pod.of(file);
    JsonNode hook = pod.container("parallax").at("/lifecycle/preStop");
    boolean sidecar = pod.container("parallax").path("restartPolicy").asText().equals("Always");
    Duration drain =
        new Values.DurationConverter().convert(found("drainTimeout: (\\S+)", "proxy:"));
    Waits waits = Waits.capture();

    Duration proxyTold = Duration.ofSeconds(seconds(hook));
    Duration drained = proxyTold.plus(drain);
    Duration appTold = Duration.ofSeconds(seconds(pod.container("app").at("/lifecycle/preStop")));
    Duration killed = Duration.ofSeconds(pod.spec().path("terminationGracePeriodSeconds").asLong());

    // A sidecar of its own accord, since its turn to be told comes after the app's end.
    assertThat(sidecar).isEqualTo(file.equals(NATIVE));
    assertThat(hook.toString().contains("; kill 1\"")).isEqualTo(sidecar);
    assertThat(proxyTold).isPositive();
    assertThat(appTold).isGreaterThan(drained);
    assertThat(killed).isGreaterThanOrEqualTo(drained.plus(LOG_END)).isGreaterThan(appTold);
    assertThat(waits.append().plus(waits.flush().multipliedBy(3)).plusSeconds(3))
        .isLessThanOrEqualTo(LOG_END);
  }

  private static long seconds(JsonNode hook) {
    Matcher seconds = Pattern.compile("\"seconds\":(\\d+)|sleep (\\d+);").matcher(hook.toString());
    assertThat(seconds.find()).as(hook.toString()).isTrue();
    return Long.parseLong(seconds.group(1) == null ? seconds.group(2) : seconds.group(1));
  }

  /** A port behind some words, in a section of the settings. */
  private static int port(String words, String section) throws IOException {
    return Integer.parseInt(found(Pattern.quote(words) + "(\\d+)", section));
  }

  private static String found(String regex, String section) throws IOException {
    String settings = Manifests.parallaxYaml();
    Matcher found = Pattern.compile(regex).matcher(settings);
    assertThat(found.find(settings.indexOf(section))).as(regex).isTrue();
    return found.group(1);
  }

  private String file() {
    return directory.resolve("parallax.yaml").toString();
  }

  private Path configuration() throws IOException {
    return Files.writeString(Path.of(file()), Manifests.parallaxYaml());
  }

  private int run(Map<String, String> environment, String... arguments) throws IOException {
    configuration();
    return Main.run(arguments, environment, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
