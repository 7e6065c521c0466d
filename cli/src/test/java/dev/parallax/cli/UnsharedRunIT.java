package dev.parallax.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parallax.cli.fixture.KafkaLogs;
import dev.parallax.cli.fixture.LegRuns;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.Service;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.log.kafka.LogLayout;
import dev.parallax.replayer.Worker;
import dev.parallax.replayer.WorkerListener;
import dev.parallax.replayer.WorkerSettings;
import dev.parallax.replayer.credentials.Credentials;
import dev.parallax.replayer.runlog.Progress;
import dev.parallax.replayer.wire.TargetTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that nobody takes up, or that nobody knows. */
@Timeout(120)
class UnsharedRunIT {

  private static final LogLayout LAYOUT = new LogLayout(3, 1, Duration.ofDays(3), 8 << 20);

  @TempDir private static Path work;

  private static KafkaLogs logs;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    logs = KafkaLogs.start(work.resolve("kafka"), LAYOUT);
  }

  @AfterAll
  static void stop() throws IOException {
    logs.close();
  }

  @Test
  void saysThatTheLogHoldsNoSuchRun() throws Exception {
    Processes.Result result = LegRuns.compare(work, logs, "run-0", work.resolve("report"));

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("parallax: no run run-0 in the log");
  }

  /** That is said, once each, and who asked for the run can end it in order. */
  @Test
  void endsARunThatNoWorkerOfItsGroupShares() throws Exception {
    Service service = new Service("unshared", Instant.now().minus(Duration.ofMinutes(10)));
    logs.append(List.of(service.exchange(0, 0, 1)));
    Heard heard = new Heard();
    Worker stranger =
        new Worker(
            logs.events(),
            new WorkerSettings(
                "stranger",
                "strangers",
                Set.of(),
                Duration.ZERO,
                TargetTls.verified(),
                Credentials.none(),
                GrpcDescriptors.none(),
                ""),
            heard);
    FutureTask<Boolean> work = new FutureTask<>(() -> endsInterrupted(stranger));
    Thread thread = Thread.ofPlatform().start(work);
    await().atMost(Duration.ofSeconds(30)).until(() -> heard.said.contains("[0, 1, 2]"));
    Parallax.Running replay =
        Parallax.start(
            UnsharedRunIT.work,
            "replay",
            "--kafka",
            logs.bootstrap(),
            "--workers",
            "--candidate",
            "http://127.0.0.1:1");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> replay.printed().contains("no worker shares this log"));

    replay.terminate();

    assertThat(replay.printed())
        .contains("ended early: interrupted")
        .containsOnlyOnce("topic parallax.exchanges has 3 partitions")
        .doesNotContain("unexpectedly", "Exception");
    assertThat(heard.said).as("by a worker of another group").containsExactly("[0, 1, 2]");

    assertThat(logs.events().workers("strangers")).isEqualTo(1);
    thread.interrupt();
    assertThat(work.get()).as("its thread stays interrupted").isTrue();
    assertThat(logs.events().workers("strangers")).as("it has left at once").isZero();
  }

  /** Whoever asks for the run has them for that, whatever the workers have. */
  @Test
  void asksForIdsOfAPoolAsTheRunIsSent() throws Exception {
    Service service = new Service("unshared", Instant.now().minus(Duration.ofMinutes(10)));
    logs.append(List.of(service.exchange(1, 1, 1)));
    Path headers = Files.writeString(work.resolve("headers"), "X-Key: k3y-of-staging\n");
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer leg =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    leg.createContext("/", request -> list(request, asked));
    leg.start();
    try {
      Parallax.Running replay =
          Parallax.start(
              work,
              "replay",
              "--kafka",
              logs.bootstrap(),
              "--workers",
              "--candidate",
              "http://127.0.0.1:" + leg.getAddress().getPort(),
              "--auth-header-file",
              headers.toString(),
              "--pool",
              "GET /orders/{id} = GET /orders body /ids/*");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> replay.printed().contains("no worker shares this log"));

      replay.terminate();

      assertThat(asked).containsExactly("/orders k3y-of-staging");
    } finally {
      leg.stop(0);
    }
  }

  private static void list(HttpExchange request, List<String> asked) throws IOException {
    String key = request.getRequestHeaders().getFirst("X-Key");
    asked.add(request.getRequestURI() + " " + key);
    byte[] body = "{\"ids\":[17]}".getBytes(UTF_8);
    request.getResponseHeaders().set("Content-Type", "application/json");
    request.sendResponseHeaders(key == null ? 401 : 200, body.length);
    request.getResponseBody().write(body);
    request.close();
  }

  private static boolean endsInterrupted(Worker worker) throws IOException {
    worker.run();
    return Thread.currentThread().isInterrupted();
  }

  /** What a worker said, but for having no partitions yet. */
  private static final class Heard implements WorkerListener {

    private final List<String> said = new CopyOnWriteArrayList<>();

    @Override
    public void assigned(Set<Integer> partitions) {
      if (!partitions.isEmpty()) {
        said.add(partitions.stream().sorted().toList().toString());
      }
    }

    @Override
    public void began(String runId, Set<Integer> partitions) {
      said.add("began " + runId);
    }

    @Override
    public void progressed(String runId, Progress progress) {
      said.add("progressed " + runId);
    }

    @Override
    public void ended(String runId, String because) {
      said.add("ended " + runId);
    }

    @Override
    public void warned(String sentence) {
      said.add(sentence);
    }
  }
}
