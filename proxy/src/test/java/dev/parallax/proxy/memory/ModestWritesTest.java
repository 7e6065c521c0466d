package dev.parallax.proxy.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ModestWritesTest {

  private final AtomicLong used = new AtomicLong();
  private final EmbeddedChannel channel =
      new EmbeddedChannel(new ModestWrites(new DirectMemory(used::get, 100)));

  @Test
  void letsLessWaitWhileMemoryIsShort() {
    write(9 * 1024);
    assertThat(channel.isWritable()).isTrue();
    used.set(51);
    write(1);
    assertThat(channel.isWritable()).isFalse();
    channel.flushOutbound();
    channel.releaseOutbound();
    assertThat(channel.isWritable()).isTrue();
    used.set(50);
    write(9 * 1024);
    assertThat(channel.isWritable()).isTrue();
    channel.finishAndReleaseAll();
  }

  private void write(int bytes) {
    var _ = channel.write(Unpooled.wrappedBuffer(new byte[bytes]));
  }
}
