package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proxy.tap.TapSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a proxy under load does with its tap. */
@ExtendWith(FailOnLeak.class)
class TapIT {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  @Test
  void bypassesAShareUnderLoadAndAccountsForEachExchange() throws Exception {
    try (ProxyFixture fixture =
            new ProxyFixture(t -> t.tap = new TapSettings(true, 0.5, 64, Duration.ofHours(1)));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Wire client = fixture.client()) {
      client.send(GET);
      Wire upstream = fixture.upstream.next();
      var _ = threads.submit(() -> serve(upstream));
      client.readResponse();
      int sent = 1;
      long startNanos = System.nanoTime();
      while (fixture.capture.counted(Fate.BYPASSED) < 20) {
        assertThat(System.nanoTime() - startNanos).isLessThan(Duration.ofMinutes(1).toNanos());
        // Several at a time, so that a busy machine serves enough of them in a second.
        client.send(GET.repeat(20));
        for (int i = 0; i < 20; i++, sent++) {
          assertThat(client.readResponse()).endsWith("hi");
        }
      }
      int exchanges = sent;
      int counted = fixture.capture.counted(Fate.BYPASSED);
      assertThat(fixture.capture.counted(Fate.LOST_SHED)).isZero();
      await().until(() -> fixture.proxy.tapReport().recorded(), recorded -> recorded > 0);
      assertThat(fixture.proxy.tapReport().off()).isFalse();
      assertThat(fixture.capture.takeFates()).isEqualTo(exchanges).isGreaterThan(counted);
    }
  }

  private static Object serve(Wire upstream) throws IOException {
    while (true) {
      upstream.readHead();
      upstream.send(OK);
    }
  }
}
