package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.cli.fixture.Fates;
import dev.parallax.cli.fixture.Parallax;
import dev.parallax.cli.fixture.Recorded;
import dev.parallax.cli.fixture.RudeUpstream;
import dev.parallax.cli.fixture.SteadyClients;
import dev.parallax.cli.fixture.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An upstream and clients that behave badly cost nobody else an answer: steady clients beside them
 * see no error, each exchange is recorded as what it was, and nothing stays open.
 */
@Timeout(180)
class ProxyRudePeersIT {

  private static final int EACH = 30;
  private static final int HUNDREDS = 400;

  @TempDir private Path directory;
  private RudeUpstream production;
  private Parallax.RunningProxy proxy;
  private SteadyClients steady;

  @BeforeEach
  void start() throws IOException {
    production = RudeUpstream.start();
    proxy =
        Parallax.proxy(
            directory,
            "--upstream",
            production.url(),
            "--record-to",
            directory.resolve("rude.plx").toString(),
            "--response-timeout",
            "2s",
            "--stream-timeout",
            "2s",
            "--header-timeout",
            "3s",
            "--idle-timeout",
            "3s");
    steady = SteadyClients.start(proxy.url(), "/ok", 4);
  }

  @AfterEach
  void stop() throws IOException {
    steady.close();
    proxy.process().destroyForcibly();
    production.close();
  }

  @Test
  void recordsWhatAnUpstreamDidWrong() throws Exception {
    Map<String, Integer> statuses =
        Map.of("/garbage", 502, "/drop", 502, "/silent", 504, "/slow", 200, "/chunked", 200);
    Map<String, Integer> cut = Map.of("/cut", 200, "/reset", 200, "/stall", 200);
    Map<String, Integer> paths = new HashMap<>(statuses);
    paths.putAll(cut);
    for (String path : paths.keySet()) {
      List<Wire> wires = new ArrayList<>();
      for (int i = 0; i < EACH; i++) {
        wires.add(Wire.to(proxy.url()).send(Wire.get(path)));
      }
      for (Wire wire : wires) {
        try (wire) {
          assertThat(outcome(wire))
              .as(path)
              .isEqualTo(cut.containsKey(path) ? -1 : paths.get(path));
        }
      }
    }

    Recorded recorded = ended(paths.size() * EACH);

    Map<String, Integer> failures = recorded.failures();
    assertThat(failures.get("MALFORMED")).as("garbage").isEqualTo(EACH);
    assertThat(failures.get("RESPONSE_TIMEOUT")).as("silent, stall").isEqualTo(2 * EACH);
    assertThat(failures.get("RESET")).as("drop, cut, reset").isEqualTo(3 * EACH);
    assertThat(failures).containsOnlyKeys("NONE", "MALFORMED", "RESPONSE_TIMEOUT", "RESET");
  }

  @Test
  void letsClientsGoThatReset() throws Exception {
    List<Wire> gone = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      gone.add(Wire.to(proxy.url()).send(Wire.get("/silent")));
      gone.add(Wire.to(proxy.url()).send(Wire.get("/bytes/8000000")));
      gone.add(Wire.to(proxy.url()).send(Wire.post("/sink", 8_000_000)).send(new byte[100_000]));
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                production.asked("/silent") == EACH
                    && production.asked("/bytes/8000000") == EACH
                    && production.asked("/sink") == EACH);
    for (Wire wire : gone) {
      wire.reset();
    }

    Recorded recorded = ended(gone.size());

    assertThat(recorded.failures().get("CLIENT_ABORTED")).isEqualTo(gone.size());
    assertThat(recorded.failures()).containsOnlyKeys("NONE", "CLIENT_ABORTED");
  }

  /** Those who never end a head or a body are told so by 408, each. */
  @Test
  void isNotHeldUpByHundredsOfSlowClients() throws Exception {
    List<Wire> slow = new ArrayList<>();
    for (int i = 0; i < HUNDREDS; i++) {
      slow.add(Wire.to(proxy.url()).send("GET /ok HTTP/1.1\r\nhost: sh"));
      slow.add(Wire.to(proxy.url()).send(Wire.post("/sink", 1_000)).send("a"));
    }
    steady.pass(1_000);
    for (Wire wire : slow) {
      try (wire) {
        assertThat(wire.answer().status()).isEqualTo(408);
      }
    }

    Recorded recorded = ended(HUNDREDS);

    assertThat(recorded.failures().get("CLIENT_ABORTED")).isEqualTo(HUNDREDS);
    assertThat(recorded.ledger().exchanges().get("refused unread")).isEqualTo(HUNDREDS);
  }

  /** -1 if the response was not whole. */
  private static int outcome(Wire wire) {
    try {
      return wire.answer().status();
    } catch (IOException e) {
      return -1;
    }
  }

  /**
   * The others were served, and nothing stays open; the ledger is whole. What the upstream was
   * asked is no measure: it is asked twice where it ended a connection that was kept.
   */
  private Recorded ended(int rude) throws Exception {
    steady.pass(200);
    SteadyClients.Result result = steady.end();
    assertThat(result.wrong()).isEmpty();
    // Unused upstream connections are closed after 4 s.
    await().atMost(Duration.ofSeconds(30)).until(() -> production.open() == 0);
    assertThat(proxy.terminate()).isEqualTo(ExitCode.OK);
    Fates fates = Fates.printed(proxy.printed());
    Recorded recorded = Recorded.read(directory.resolve("rude.plx"));
    System.out.printf("%d served beside %s, %s%n", result.sent(), recorded.failures(), fates);
    long unread = fates.exchanges().getOrDefault("refused unread", 0L);
    assertThat(fates.captured()).isEqualTo(result.sent() + rude);
    assertThat(fates.seen()).isEqualTo(fates.captured() + unread);
    assertThat(recorded.ledger()).isEqualTo(fates);
    assertThat(proxy.printed()).doesNotContain("Exception", "unexpected", "ERROR");
    return recorded;
  }
}
