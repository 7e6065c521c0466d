package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.cli.fixture.Fates;
import dev.parallax.cli.fixture.Load;
import dev.parallax.cli.fixture.Nginx;
import dev.parallax.cli.fixture.Parallax;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * nginx in production, behind a packaged proxy that records into Kafka, and clients that never
 * pause; some go past the proxy, so that a machine that is busy is not taken for a proxy that
 * stalls. What none of Kafka's faults may change is asserted when it ends.
 */
final class ProxyUnderLoad implements AutoCloseable {

  private static final int DIRECT_PER_SECOND = 20;

  private final Nginx production;
  private final Parallax.RunningProxy proxy;
  private final Load load;
  private final Load direct;

  /**
   * How it went.
   *
   * @param fates in the proxy's last line
   * @param stalled how much longer the slowest answer took than past the proxy, since the fault
   */
  record Ended(int exitCode, String printed, Fates fates, Duration stalled) {}

  private ProxyUnderLoad(Nginx production, Parallax.RunningProxy proxy, Load load, Load direct) {
    this.production = production;
    this.proxy = proxy;
    this.load = load;
    this.direct = direct;
  }

  /** Starts all; production answers with a small body. */
  static ProxyUnderLoad start(Path directory, String bootstrap, int perSecond) throws IOException {
    return start(directory, bootstrap, perSecond, "{\"name\":\"Lamp\",\"price\":40}");
  }

  /** Starts all; production answers with 64 KiB that don't compress. */
  static ProxyUnderLoad startLarge(Path directory, String bootstrap, int perSecond)
      throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    String body =
        Stream.generate(() -> text(random))
            .limit(1_000)
            .collect(Collectors.joining("\",\"", "[\"", "\"]"));
    return start(directory, bootstrap, perSecond, body);
  }

  private static String text(SplittableRandom random) {
    byte[] bytes = new byte[31];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static ProxyUnderLoad start(Path directory, String bootstrap, int perSecond, String body)
      throws IOException {
    Path site = Files.createDirectories(directory.resolve("site"));
    Files.writeString(site.resolve("items.json"), body);
    Path key = Files.writeString(directory.resolve("key"), "0123456789abcdef0123456789abcdef");
    Nginx production =
        Nginx.start(directory.resolve("production"), "location / { root %s; }".formatted(site));
    Parallax.RunningProxy proxy =
        Parallax.proxy(
            directory,
            "--upstream",
            production.url(),
            "--kafka",
            bootstrap,
            "--key-file",
            key.toString());
    byte[] answer = body.getBytes(StandardCharsets.UTF_8);
    return new ProxyUnderLoad(
        production,
        proxy,
        Load.start(proxy.url() + "/items.json", perSecond, answer),
        Load.start(production.url() + "/items.json?direct", DIRECT_PER_SECOND, answer));
  }

  /** Stalls count from now on. */
  Instant faultBegins() {
    load.mark();
    direct.mark();
    return Instant.now();
  }

  /** Waits until the clients sent so many more requests. */
  void pass(int requests) {
    load.pass(requests);
  }

  /**
   * Ends the clients, then the proxy. Each request got production's answer, and the proxy accounts
   * for each.
   */
  Ended end() throws IOException, InterruptedException {
    Load.Result result = load.end();
    Load.Result past = direct.end();
    assertThat(result.wrong()).as(proxy.printed()).isEmpty();
    int exitCode = proxy.terminate();
    String printed = proxy.printed();
    Fates fates = Fates.printed(printed);
    assertThat(production.accessLog().stream().filter(line -> !line.contains("direct")))
        .hasSize(result.requests());
    assertThat(fates.seen()).as(printed).isEqualTo(result.requests());
    assertThat(printed).doesNotContain("Exception", "OutOfMemory", "\tat ");
    return new Ended(exitCode, printed, fates, result.slowest().minus(past.slowest()));
  }

  @Override
  public void close() throws IOException {
    load.close();
    direct.close();
    proxy.process().destroyForcibly();
    production.close();
  }

  /** Waits until the proxy has said that. */
  void awaitPrinted(String text) {
    await().atMost(Duration.ofSeconds(60)).until(() -> proxy.printed().contains(text));
  }
}
