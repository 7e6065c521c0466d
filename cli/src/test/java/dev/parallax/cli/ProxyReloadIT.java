package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.cli.fixture.Certificates;
import dev.parallax.cli.fixture.Fates;
import dev.parallax.cli.fixture.Operator;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.Recorded;
import dev.parallax.cli.fixture.RudeUpstream;
import dev.parallax.cli.fixture.SteadyClients;
import dev.parallax.cli.fixture.Wire;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Sanitisation.Mode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A proxy takes up its file while it serves, by SIGHUP and by itself: all of it, or none. */
@Timeout(180)
class ProxyReloadIT {

  private static final String FILE = "parallax.yaml";
  private static final int CLIENTS = 8;
  private static final int RELOADS = 50;

  @TempDir private Path directory;

  private RudeUpstream first;
  private RudeUpstream second;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    first = RudeUpstream.start();
    second = RudeUpstream.start();
    file = directory.resolve(FILE);
  }

  @AfterEach
  void stop() throws IOException {
    first.close();
    second.close();
  }

  @Test
  void takesUpAChangedFileByItselfAndRefusesABrokenOne() throws Exception {
    write("proxy: {upstream: \"%s\"}\n".formatted(first.url()));
    Parallax.RunningProxy proxy = proxy("--record-to", "a.plx");
    assertThat(ask(proxy)).isEqualTo(200);

    write("proxy: {upstream: \"%s\", respnseTimeout: 1s}\n".formatted(second.url()));
    awaitSaid(
        proxy,
        "warning: configuration not reloaded, that before stays: %s:1: unknown key 'proxy.respnseTimeout' (nearest known: 'proxy.responseTimeout')"
            .formatted(FILE));
    assertThat(ask(proxy)).isEqualTo(200);
    assertThat(first.asked()).isEqualTo(2);

    write("proxy: {upstream: \"%s\", responseTimeout: 1 day}\n".formatted(second.url()));
    awaitSaid(proxy, FILE + ":1: proxy.responseTimeout: ");

    write("proxy: {upstream: \"%s\", responseTimeout: 5s}\n".formatted(second.url()));
    awaitSaid(
        proxy,
        "configuration reloaded from %s: proxy.responseTimeout (not set) → 5s, proxy.upstream %s → %s"
            .formatted(FILE, first.url(), second.url()));
    assertThat(ask(proxy)).isEqualTo(200);
    assertThat(second.asked()).isEqualTo(1);

    assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
    Exchange last = Recorded.read(directory.resolve("a.plx")).exchanges().getLast();
    assertThat(last.getDeployment().getUpstream()).isEqualTo(authority(second));
    assertThat(last.getDeployment().getUpstreamsList())
        .containsExactlyInAnyOrder(authority(first), authority(second));
  }

  @Test
  void takesUpAFileAtOnceOnSighupAndAnswersWhatChanged() throws Exception {
    write("proxy: {upstream: \"%s\"}\n".formatted(first.url()));
    Parallax.RunningProxy proxy = proxy("--no-record");
    proxy.hangUp();
    awaitSaid(proxy, "configuration reloaded from %s: nothing changed".formatted(FILE));

    write("proxy: {upstream: \"%s\"}\n".formatted(second.url()));
    proxy.hangUp();
    awaitSaid(proxy, ": proxy.upstream %s → %s".formatted(first.url(), second.url()));
    assertThat(ask(proxy)).isEqualTo(200);
    assertThat(second.asked()).isEqualTo(1);
    assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
  }

  @Test
  void goesOnBySighupWhereThereIsNoFile() throws Exception {
    Parallax.RunningProxy proxy = proxy("--no-record", "--upstream", first.url());
    proxy.hangUp();
    awaitSaid(proxy, "no configuration to reload: it was started without a file");
    assertThat(ask(proxy)).isEqualTo(200);
    assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
  }

  /** The key comes from a pipe, so that the start waits for it. */
  @Test
  void outlivesASighupThatComesBeforeItServes() throws Exception {
    Path key = directory.resolve("key");
    assertThat(Processes.run(directory, List.of("mkfifo", key.toString())).exitCode()).isZero();
    Parallax.Running proxy =
        Parallax.start(
            directory,
            "proxy --listen 127.0.0.1:0 --preview --upstream %s --key-file key"
                .formatted(first.url())
                .split(" ", -1));

    // For both directions, so that it does not wait for who reads.
    try (RandomAccessFile pipe = new RandomAccessFile(key.toFile(), "rw")) {
      await().atMost(Duration.ofSeconds(30)).until(() -> holds(proxy.process(), key));
      proxy.hangUp();
      pipe.write("0123456789abcdef-secret".getBytes(StandardCharsets.UTF_8));
    }

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(proxy.printed())
                    .contains("listening on ", "no configuration to reload: "));
    assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
  }

  @Test
  void refusesARouteThatIsNoItemOfAListAndShowsTheLinesOfNow() throws Exception {
    write("proxy: {upstream: \"%s\"}\n".formatted(first.url()));
    Parallax.RunningProxy proxy = proxy("--no-record", "--admin", "127.0.0.1:0");
    try (Operator operator = Operator.of(proxy)) {
      write("proxy: {routes: {\"*\": {upstream: \"%s\"}}}\n".formatted(second.url()));
      proxy.hangUp();
      awaitSaid(proxy, "that before stays: %s:1: key '*' in 'proxy.routes': ".formatted(FILE));
      assertThat(operator.get("/metrics").body())
          .contains("parallax_config_reloads_total{outcome=\"refused\"} 1.0")
          .contains("parallax_config_last_reload_successful 0.0");

      write("# a comment\nproxy: {upstream: \"%s\"}\n".formatted(first.url()));
      proxy.hangUp();
      awaitSaid(proxy, ": nothing changed");
      assertThat(operator.get("/config").body()).contains("\"%s:2\"".formatted(FILE));
      assertThat(operator.get("/metrics").body())
          .contains("parallax_config_last_reload_successful 1.0");
    }
    assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
  }

  @Test
  void warnsAtEachSighupOfACertificateThatCanNotBeUsed() throws Exception {
    Certificates own = Certificates.in(directory).issue("own", "DNS:proxy.example");
    write("proxy: {upstream: \"%s\"}\n".formatted(first.url()));
    Parallax.RunningProxy proxy =
        proxy("--no-record", "--tls-cert", own.file("own.pem"), "--tls-key", own.file("own.key"));
    Files.writeString(directory.resolve("own.pem"), "no certificate");
    String words = "own.pem: holds no certificate";
    awaitSaid(proxy, words);

    proxy.hangUp();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(proxy.printed())
                    .containsPattern("(?s)WARN[^\n]*%s.*WARN[^\n]*%s".formatted(words, words)));
    assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
  }

  @Test
  void saysAtTheStartWhichRouteIsInDetectModeAndTakesUpAnother() throws Exception {
    String route = "proxy: {routes: [{upstream: \"%s\", sanitise: %s}]}\n";
    write(route.formatted(first.url(), "detect"));
    Parallax.RunningProxy proxy = proxy("--record-to", "a.plx");
    awaitSaid(proxy, "sanitises in detect mode, which replaces only what it recognises: /\n");
    assertThat(ask(proxy)).isEqualTo(200);

    write(route.formatted(first.url(), "strict"));
    proxy.hangUp();
    awaitSaid(proxy, "proxy.routes.0.sanitise detect → strict");
    assertThat(ask(proxy)).isEqualTo(200);

    assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
    assertThat(Recorded.read(directory.resolve("a.plx")).exchanges())
        .extracting(exchange -> exchange.getSanitisation().getMode())
        .containsExactly(Mode.DETECT, Mode.STRICT);
  }

  @Test
  void takesUpAChangedKeyForNewSessions() throws Exception {
    Path key = Files.writeString(directory.resolve("key"), "the first key of all");
    Parallax.RunningProxy proxy =
        proxy("--upstream", first.url(), "--record-to", "a.plx", "--key-file", "key");
    assertThat(ask(proxy, "ada")).isEqualTo(200);

    Files.writeString(key, "too short");
    proxy.hangUp();
    awaitSaid(proxy, "warning: key of the pseudonyms not changed, that before stays: ");
    Files.writeString(key, "quite another key");
    awaitSaid(proxy, "key of the pseudonyms changed: epoch ");
    assertThat(ask(proxy, "ada")).isEqualTo(200);
    assertThat(ask(proxy, "bob")).isEqualTo(200);

    assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
    List<Exchange> exchanges = Recorded.read(directory.resolve("a.plx")).exchanges();
    assertThat(exchanges).hasSize(3);
    assertThat(exchanges.get(1).getSession()).isEqualTo(exchanges.get(0).getSession());
    assertThat(exchanges)
        .extracting(exchange -> exchange.getSanitisation().getKeyEpoch())
        .satisfies(
            epochs -> {
              assertThat(epochs.get(1)).isEqualTo(epochs.get(0));
              assertThat(epochs.get(2)).isNotEqualTo(epochs.get(0));
            });
    assertThat(proxy.printed()).doesNotContain("the first key", "quite another", "too short");
  }

  @Test
  void refusesWhatNeedsARestartAndSaysWhatAFlagHolds() throws Exception {
    write("proxy: {upstream: \"%s\"}\n".formatted(first.url()));
    Parallax.RunningProxy proxy = proxy("--no-record", "--response-timeout", "60s");

    write("proxy: {upstream: \"%s\", eventLoops: 7}\n".formatted(second.url()));
    proxy.hangUp();
    awaitSaid(
        proxy,
        "warning: configuration not reloaded, that before stays: %s:1: proxy.eventLoops: can't change while the proxy runs"
            .formatted(FILE));
    assertThat(ask(proxy)).isEqualTo(200);
    assertThat(first.asked()).isEqualTo(1);

    write(
        "proxy: {upstream: \"%s\", responseTimeout: 1s, listen: \"127.0.0.1:1\"}\n"
            .formatted(first.url()));
    proxy.hangUp();
    awaitSaid(
        proxy,
        "nothing changed; without effect: proxy.listen (--listen is set), proxy.responseTimeout (--response-timeout is set)");
    assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
  }

  /** A route that comes and goes, and connections that are made anew each time. */
  @Test
  void losesNoRequestByReloadsUnderLoad() throws Exception {
    write("proxy: {upstream: \"%s\"}\n".formatted(first.url()));
    Parallax.RunningProxy proxy = proxy("--record-to", "a.plx", "--path", "/ok");
    try (SteadyClients clients = SteadyClients.start(proxy.url(), "/ok", CLIENTS)) {
      for (int i = 1; i <= RELOADS; i++) {
        clients.pass(CLIENTS);
        String routes =
            i % 2 == 1 ? ", routes: [{host: shop, upstream: \"%s\"}]".formatted(second.url()) : "";
        write("proxy: {upstream: \"%s\", upstreamAge: %ds%s}\n".formatted(first.url(), i, routes));
        proxy.hangUp();
        awaitSaid(
            proxy, "proxy.upstreamAge %s → %ds".formatted(i == 1 ? "(not set)" : i - 1 + "s", i));
      }
      clients.pass(CLIENTS);

      SteadyClients.Result result = clients.end();
      assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
      String printed = proxy.printed();
      assertThat(result.wrong()).isEmpty();
      assertThat(result.answered()).isEqualTo(result.sent());
      assertThat(first.asked()).isPositive();
      assertThat(second.asked()).isPositive();
      assertThat(first.asked() + second.asked()).isEqualTo(result.sent());
      assertThat(printed).doesNotContain("WARN", "ERROR", "Exception", "warning");
      assertThat(Fates.printed(printed).captured()).isEqualTo(result.sent());
    }
  }

  private Parallax.RunningProxy proxy(String... options) throws IOException {
    return Parallax.proxy(directory, options);
  }

  /** Whether it has opened that file. */
  private static boolean holds(Process process, Path file) throws IOException {
    Path open = Path.of("/proc", Long.toString(process.pid()), "fd");
    try (Stream<Path> all = Files.list(open)) {
      return all.anyMatch(one -> leadsTo(one, file));
    }
  }

  private static boolean leadsTo(Path link, Path file) {
    try {
      return Files.readSymbolicLink(link).equals(file);
    } catch (IOException e) {
      return false; // Closed meanwhile.
    }
  }

  /** Whole at once. */
  private void write(String text) throws IOException {
    Path next = Files.writeString(directory.resolve("next.yaml"), text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static int ask(Parallax.RunningProxy proxy, String client) throws IOException {
    try (Wire wire = Wire.to(proxy.url())) {
      return wire.ask("GET /ok HTTP/1.1\r\nhost: shop\r\ncookie: sid=%s\r\n\r\n".formatted(client))
          .status();
    }
  }

  private static int ask(Parallax.RunningProxy proxy) throws IOException {
    try (Wire client = Wire.to(proxy.url())) {
      return client.ask(Wire.get("/ok")).status();
    }
  }

  private static void awaitSaid(Parallax.RunningProxy proxy, String words) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(proxy.printed()).contains(words));
  }

  private static String authority(RudeUpstream upstream) {
    return URI.create(upstream.url()).getRawAuthority();
  }
}
