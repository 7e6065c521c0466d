package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

class ProbesTest {

  private static final int MANY = 40;

  @Test
  void triesAllAtOnce() {
    CountDownLatch tried = new CountDownLatch(MANY);
    Probes probes =
        new Probes(
            address -> {
              tried.countDown();
              return awaited(tried) && address.getPort() % 10 != 7;
            },
            Duration.ofMinutes(1));

    assertThat(probes.unreachable(upstreams(MANY)))
        .extracting(URI::getPort)
        .containsExactly(7, 17, 27, 37);
  }

  /** As a name's look-up, which nothing interrupts. */
  @Test
  @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
  void waitsForNobodyOnceTheTimeIsOver() {
    CountDownLatch never = new CountDownLatch(1);
    Probes probes =
        new Probes(
            address -> {
              while (address.getPort() == 2 && !awaited(never)) {
                Thread.onSpinWait();
              }
              return true;
            },
            Duration.ofSeconds(1));

    assertThat(probes.unreachable(upstreams(3))).extracting(URI::getPort).containsExactly(2);
    never.countDown();
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static Map<InetSocketAddress, URI> upstreams(int count) {
    Map<InetSocketAddress, URI> upstreams = new LinkedHashMap<>();
    IntStream.rangeClosed(1, count)
        .forEach(
            port ->
                upstreams.put(
                    InetSocketAddress.createUnresolved("shop", port),
                    URI.create("http://shop:" + port)));
    return upstreams;
  }
}
