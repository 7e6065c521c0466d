package dev.parallax.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parallax.cli.fixture.Suites;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Header;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code parallax replay} to a leg that wants other requests than production. */
@Timeout(60)
class StagingTest {

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final HttpServer leg;

  StagingTest() throws IOException {
    leg = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    leg.createContext("/", this::answer);
    leg.start();
  }

  @AfterEach
  void stop() {
    leg.stop(0);
  }

  @Test
  void sendsTheHeadersOfAFileAndRewrites() throws IOException {
    Path headers = Files.writeString(directory.resolve("h"), "X-Key: k3y-of-staging\n");

    assertThat(
            run(
                "--auth-header-file",
                headers.toString(),
                "--rewrite",
                "set query limit = 1,GET /a set header x-tenant = test"))
        .as(err.toString())
        .isZero();

    assertThat(asked).containsOnly("/a?limit=1 k3y-of-staging test");
    assertThat(err.toString() + out).doesNotContain("k3y");
  }

  /** What stands in a pipe, as of {@code <(…)} in a shell, is there once: else it is waited for. */
  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void readsWhatFilesHoldOnce() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    FutureTask<Path> written =
        new FutureTask<>(() -> Files.writeString(pipe, "X-Key: k3y-of-staging\n"));
    Thread.ofPlatform().daemon().start(written);

    assertThat(run("--auth-header-file", pipe.toString())).as(err.toString()).isZero();

    assertThat(written.get()).isEqualTo(pipe);
    assertThat(asked).containsOnly("/a k3y-of-staging null");
  }

  @Test
  void showsNoCommandThatMayHoldASecret() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("parallax.yaml"),
            "credentials:\n  command: echo t0ken\nreplay:\n  resetHook: load s3cret\n");

    int exitCode =
        Main.run(
            new String[] {"-c", file.toString(), "config"},
            Map.of(),
            new PrintWriter(out, true),
            new PrintWriter(err, true));

    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(out.toString())
        .containsPattern("credentials.command: +\\*{8} +# .*:2")
        .containsPattern("replay.resetHook: +\\*{8} +# .*:4")
        .doesNotContain("t0ken", "s3cret");
  }

  @Test
  void endsWithOneLineWhereThereIsNoToken() throws IOException {
    Path secret = Files.writeString(directory.resolve("s"), "cl1ent-secret\n");

    int exitCode =
        run(
            "--oauth2-token-url",
            "/token",
            "--oauth2-client-id",
            "me",
            "--oauth2-client-secret-file",
            secret.toString());

    assertThat(exitCode).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(err.toString().lines())
        .containsExactly(
            "parallax: candidate http://127.0.0.1:%d/token: no token: 401 (credentials.oauth2)"
                .formatted(leg.getAddress().getPort()));
    assertThat(asked).containsExactly("/token null null");
    assertThat(directory.resolve("run.plx")).doesNotExist();
  }

  @Test
  void endsWhereTheLegsCanNotBeReset() throws IOException {
    int exitCode = run("--reset-hook", "echo $PARALLAX_CANDIDATE; echo no snapshot >&2; exit 5");

    assertThat(exitCode).isEqualTo(ExitCode.COULD_NOT_RUN);
    assertThat(err.toString().lines())
        .containsExactly(
            "parallax: reset hook: http://127.0.0.1:" + leg.getAddress().getPort(),
            "parallax: reset hook: no snapshot",
            "parallax: the command of replay.resetHook ended with 5: no snapshot (nothing was"
                + " sent)");
    assertThat(asked).isEmpty();
    assertThat(directory.resolve("run.plx")).doesNotExist();
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(
        "%s %s %s"
            .formatted(
                exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("X-Key"),
                exchange.getRequestHeaders().getFirst("x-tenant")));
    byte[] body = "{}".getBytes(UTF_8);
    boolean token = exchange.getRequestURI().getPath().equals("/token");
    exchange.sendResponseHeaders(token ? 401 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private int run(String... options) throws IOException {
    Exchange.Builder get = Suites.get("a", "s", 0, "/a");
    get.getRequestBuilder()
        .addHeaders(Header.newBuilder().setName("Authorization").setValue("Bearer abc"));
    Path suite =
        Suites.write(
            directory.resolve("suite.plx"), List.of(Event.newBuilder().setExchange(get).build()));
    String[] fixed = {
      "replay",
      suite.toString(),
      "--candidate",
      "http://127.0.0.1:" + leg.getAddress().getPort(),
      "--attempts",
      "2",
      "-o",
      directory.resolve("run.plx").toString()
    };
    String[] all = Stream.concat(Stream.of(fixed), Stream.of(options)).toArray(String[]::new);
    return Main.run(all, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
