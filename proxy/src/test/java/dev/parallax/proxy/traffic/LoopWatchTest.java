package dev.parallax.proxy.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopWatchTest {

  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void tellsOfALoopThatIsBlockedAndThenHowLateItWas() throws Exception {
    LoopWatch watch = LoopWatch.start(loops);
    await().until(() -> watch.lags().count() >= 4);
    CountDownLatch goOn = new CountDownLatch(1);
    loops
        .next()
        .execute(
            () -> {
              try {
                goOn.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });

    await().until(() -> watch.overdueNanos() > Duration.ofMillis(600).toNanos());
    goOn.countDown();

    await().until(() -> watch.overdueNanos() < Duration.ofMillis(600).toNanos());
    Durations lags = watch.lags();
    long late = 0;
    for (int i = 0; i < lags.buckets().length; i++) {
      late += lags.bounds()[i] > 0.5 ? lags.buckets()[i] : 0;
    }
    assertThat(late).isGreaterThanOrEqualTo(1);
  }
}
