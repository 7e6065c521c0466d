package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.cli.fixture.Fates;
import dev.parallax.cli.fixture.Nginx;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Processes;
import dev.parallax.cli.fixture.Recorded;
import dev.parallax.cli.fixture.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * nginx in production is killed, and stopped where it is, while it answers. Clients see that their
 * answers are not whole, as they would have without a proxy, and are served once it is back; each
 * exchange is recorded, as what it was.
 */
@Timeout(180)
class ProxyFaultsIT {

  private static final int CLIENTS = 20;
  private static final int BODY_BYTES = 4 << 20;

  @TempDir private Path directory;

  @Test
  void tellsOfAnUpstreamThatIsKilledMidBody() throws Exception {
    Path file = directory.resolve("killed.plx");
    int port = Processes.freePort();
    Nginx first = nginx(port);
    Parallax.RunningProxy proxy = proxy(first, file);
    List<Wire> downloads = startDownloads(proxy);

    first.kill();

    for (Wire download : downloads) {
      try (download) {
        assertThat(rest(download)).isLessThan(BODY_BYTES);
      }
    }
    assertThat(status(proxy)).isEqualTo(502);
    try (Nginx _ = nginx(port)) {
      assertThat(status(proxy)).isEqualTo(200);
      Recorded recorded = ended(proxy, file, CLIENTS + 2);
      assertThat(recorded.failures())
          .isEqualTo(Map.of("RESET", CLIENTS, "CONNECT_REFUSED", 1, "NONE", 1));
    }
  }

  /** As a machine that lost its power: the connections stay open, and nothing comes. */
  @Test
  void givesUpAnUpstreamThatGoesSilent() throws Exception {
    Path file = directory.resolve("silent.plx");
    try (Nginx production = nginx(Processes.freePort())) {
      Parallax.RunningProxy proxy =
          proxy(production, file, "--response-timeout", "2s", "--stream-timeout", "2s");
      List<Wire> downloads = startDownloads(proxy);

      production.pause();
      List<Wire> waiting = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        waiting.add(Wire.to(proxy.url()).send(Wire.get("/items.json")));
      }

      for (Wire wire : waiting) {
        try (wire) {
          assertThat(wire.answer().status()).isEqualTo(504);
        }
      }
      for (Wire download : downloads) {
        try (download) {
          assertThat(rest(download)).isLessThan(BODY_BYTES);
        }
      }
      production.resume();
      assertThat(status(proxy)).isEqualTo(200);
      Recorded recorded = ended(proxy, file, 2 * CLIENTS + 1);
      assertThat(recorded.failures()).isEqualTo(Map.of("RESPONSE_TIMEOUT", 2 * CLIENTS, "NONE", 1));
    }
  }

  /** Clients that have a part of a body which will take seconds. */
  private static List<Wire> startDownloads(Parallax.RunningProxy proxy) throws IOException {
    List<Wire> downloads = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Wire download = Wire.to(proxy.url()).send(Wire.get("/slow/large.bin"));
      assertThat(Wire.readHead(download.in())).startsWith("HTTP/1.1 200 ");
      downloads.add(download);
    }
    return downloads;
  }

  /** How much came to the end of the connection. */
  private static int rest(Wire download) {
    try {
      return download.in().readAllBytes().length;
    } catch (IOException e) {
      // By a reset, which says the same.
      return 0;
    }
  }

  private static int status(Parallax.RunningProxy proxy) throws IOException {
    try (Wire wire = Wire.to(proxy.url())) {
      return wire.ask(Wire.get("/items.json")).status();
    }
  }

  private static Recorded ended(Parallax.RunningProxy proxy, Path file, int asked)
      throws Exception {
    assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
    Fates fates = Fates.printed(proxy.printed());
    Recorded recorded = Recorded.read(file);
    System.out.printf("%s: %s%n", file.getFileName(), recorded.failures());
    assertThat(fates.seen()).isEqualTo(asked);
    assertThat(fates.captured()).isEqualTo(asked);
    assertThat(recorded.ledger()).isEqualTo(fates);
    assertThat(proxy.printed()).doesNotContain("Exception", "unexpected", "ERROR");
    return recorded;
  }

  private Nginx nginx(int port) throws IOException {
    Path site = Files.createDirectories(directory.resolve("site"));
    Files.writeString(site.resolve("items.json"), "[]");
    Files.write(
        Files.createDirectories(site.resolve("slow")).resolve("large.bin"), new byte[BODY_BYTES]);
    return Nginx.start(
        directory.resolve("production"),
        port,
        "location / { root %1$s; } location /slow/ { root %1$s; limit_rate 256k; }"
            .formatted(site));
  }

  private Parallax.RunningProxy proxy(Nginx production, Path file, String... options)
      throws IOException {
    List<String> all =
        new ArrayList<>(List.of("--upstream", production.url(), "--record-to", file.toString()));
    all.addAll(List.of(options));
    return Parallax.proxy(directory, all.toArray(String[]::new));
  }
}
