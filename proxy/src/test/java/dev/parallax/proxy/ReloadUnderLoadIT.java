package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.proxy.route.HostPolicy;
import dev.parallax.proxy.route.Route;
import dev.parallax.proxy.tap.TapSettings;
import dev.parallax.proxy.upstream.UpstreamProtocol;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reloads, one after the other, while clients never stop: nobody may notice. */
@Timeout(120)
@ExtendWith(FailOnLeak.class)
class ReloadUnderLoadIT {

  private static final int RELOADS = 50;
  private static final int CLIENTS = 8;
  private static final int ANSWERS_BETWEEN = 4 * CLIENTS;

  /** Not idempotent, so that the proxy sends none of them again. */
  private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody";

  private final AtomicInteger answered = new AtomicInteger();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  @Test
  void losesNoRequestByFiftyReloads() throws Exception {
    try (ScriptedUpstream other = new ScriptedUpstream();
        ProxyFixture fixture = new ProxyFixture(ReloadUnderLoadIT::tuned)) {
      AtomicInteger byFirst = answering(fixture.upstream);
      AtomicInteger byOther = answering(other);
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(Thread.ofVirtual().start(() -> ask(fixture)));
      }
      for (int i = 0; i < RELOADS; i++) {
        pass(ANSWERS_BETWEEN);
        fixture.proxy.reload(settings(fixture.upstream.uri(), other.uri(), i));
      }
      pass(ANSWERS_BETWEEN);
      ended = true;
      for (Thread client : clients) {
        client.join();
      }

      assertThat(wrong).isEmpty();
      assertThat(byFirst.get() + byOther.get()).isEqualTo(answered.get());
      assertThat(byFirst.get()).isPositive();
      assertThat(byOther.get()).isPositive();
      await().until(() -> fixture.capture.waiting() == answered.get());
      assertThat(fixture.capture.take()).allSatisfy(one -> assertThat(one.failure()).isNull());
      fixture.capture.assertSettled();
    }
  }

  /** The upstream alone, or another, or both; and now and then other ways to connect. */
  private static ProxySettings settings(URI first, URI other, int number) {
    return ProxyFixture.settings(
        number % 2 == 0 ? other : first,
        t -> {
          tuned(t);
          t.upstreamAge = Duration.ofSeconds(60 + number % 3);
          if (number % 5 == 0) {
            t.routes.add(
                new Route(
                    "a", "/", first, HostPolicy.PRESERVE, UpstreamProtocol.AUTO, false, t.policy));
          }
        });
  }

  private static void tuned(Tuning t) {
    t.eventLoops = 2;
    // Each exchange is recorded: none passes by for comparison.
    t.tap = new TapSettings(true, 0, 64, Duration.ofMinutes(1));
  }

  private void pass(int answers) {
    int goal = answered.get() + answers;
    await().pollInterval(Duration.ofMillis(5)).until(() -> answered.get() >= goal);
  }

  private void ask(ProxyFixture fixture) {
    try (Wire wire = fixture.client()) {
      while (!ended) {
        String response = wire.send(POST).readResponse();
        if (!response.startsWith("HTTP/1.1 200 OK\r\n") || !response.endsWith("hi")) {
          wrong.add(response);
        }
        answered.incrementAndGet();
      }
    } catch (IOException | RuntimeException e) {
      wrong.add(e.toString());
    }
  }

  /** How many it has answered. */
  private static AtomicInteger answering(ScriptedUpstream upstream) {
    AtomicInteger count = new AtomicInteger();
    upstream.serveEach(
        wire -> {
          while (true) {
            wire.readHead();
            wire.read(4);
            count.incrementAndGet();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
          }
        });
    return count;
  }
}
