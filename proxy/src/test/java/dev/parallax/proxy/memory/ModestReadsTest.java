package dev.parallax.proxy.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ModestReadsTest {

  private static final int SMALL = 8 * 1024;

  private final AtomicLong used = new AtomicLong();
  private final DirectMemory memory = new DirectMemory(used::get, 100);
  private final RecvByteBufAllocator.ExtendedHandle handle =
      (RecvByteBufAllocator.ExtendedHandle) new ModestReads(memory).newHandle();

  @Test
  void takesMemoryForShortFromItsHalfOn() {
    used.set(50);
    assertThat(memory.isShort()).isFalse();
    used.set(51);
    assertThat(memory.isShort()).isTrue();
  }

  @Test
  void readsLittleAndOnceWhileMemoryIsShort() {
    growGuess();
    assertThat(handle.guess()).isGreaterThan(SMALL);
    used.set(51);
    assertThat(handle.guess()).isEqualTo(SMALL);
    ByteBuf buffer = handle.allocate(UnpooledByteBufAllocator.DEFAULT);
    assertThat(buffer.writableBytes()).isEqualTo(SMALL);
    buffer.release();
    assertThat(handle.continueReading(() -> true)).isFalse();
    used.set(50);
    assertThat(handle.guess()).isGreaterThan(SMALL);
  }

  @Test
  void knowsTheMemoryOfThisJvm() {
    assertThat(DirectMemory.ofJvm().isShort()).isFalse();
  }

  /** As after reads that filled their buffers. */
  private void growGuess() {
    for (int i = 0; i < 20; i++) {
      int guess = handle.guess();
      handle.attemptedBytesRead(guess);
      handle.lastBytesRead(guess);
      handle.readComplete();
    }
  }
}
