package dev.parallax.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PendingTest {

  private final EventLoop loop = new DefaultEventLoop();
  private final QueuedFailures first = new QueuedFailures();
  private final QueuedFailures second = new QueuedFailures();
  private final QueuedFailures third = new QueuedFailures();

  @AfterEach
  void stop() {
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void givesThemOutInTheOrderInWhichTheyCame() {
    Pending pending = new Pending(loop, 3, Duration.ofMinutes(1).toNanos());
    assertThat(pending.tryAdd(first)).isTrue();
    assertThat(pending.tryAdd(second)).isTrue();
    assertThat(pending.tryAdd(third)).isTrue();
    pending.leave(second);
    assertThat(pending.next()).isSameAs(first);
    assertThat(pending.next()).isSameAs(third);
    assertThat(pending.next()).isNull();
  }

  @Test
  void takesNoMoreThanItMayUntilOneLeaves() {
    Pending pending = new Pending(loop, 1, Duration.ofMinutes(1).toNanos());
    assertThat(pending.tryAdd(first)).isTrue();
    assertThat(pending.tryAdd(second)).isFalse();
    pending.leave(second);
    assertThat(pending.tryAdd(second)).isFalse();
    pending.leave(first);
    assertThat(pending.tryAdd(second)).isTrue();
  }

  @Test
  void tellsThoseThatWaitedTooLongAndNoOthers() throws Exception {
    Pending pending = new Pending(loop, 3, Duration.ofMillis(50).toNanos());
    loop.submit(
            () -> {
              pending.tryAdd(first);
              pending.tryAdd(second);
              pending.leave(first);
            })
        .sync();
    assertThat(second.next()).isEqualTo(UpstreamFailure.BUSY);
    assertThat(loop.submit(pending::next).get()).isNull();
    assertThat(first.isEmpty()).isTrue();
  }
}
