package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

/** The guard of the other tests is not blind. */
class FailOnLeakIT {

  @Test
  void findsABufferThatNobodyReleased() {
    FailOnLeak guard = new FailOnLeak();
    guard.findLeaks();
    leak();
    assertThatThrownBy(guard::findLeaks)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("leaked");
  }

  private static void leak() {
    ByteBufAllocator.DEFAULT.directBuffer(16).writeByte(1);
  }
}
