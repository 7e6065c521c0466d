package dev.parallax.proxy.memory;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Reads as Netty does by default, and a little at a time while memory is short: what a read brought
 * is held until the other side takes it.
 */
public final class ModestReads implements RecvByteBufAllocator {

  private static final int SMALL_BYTES = 8 * 1024;

  private final AdaptiveRecvByteBufAllocator usual = new AdaptiveRecvByteBufAllocator();
  private final DirectMemory memory;

  public ModestReads(DirectMemory memory) {
    this.memory = memory;
  }

  // What the interface asks for; Netty itself takes an ExtendedHandle for granted.
  @SuppressWarnings("deprecation")
  @Override
  public Handle newHandle() {
    return new ModestHandle((ExtendedHandle) usual.newHandle(), memory);
  }

  private static final class ModestHandle implements ExtendedHandle {

    private final ExtendedHandle usual;
    private final DirectMemory memory;

    ModestHandle(ExtendedHandle usual, DirectMemory memory) {
      this.usual = usual;
      this.memory = memory;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      return memory.isShort() ? allocator.ioBuffer(guess()) : usual.allocate(allocator);
    }

    @Override
    public int guess() {
      return memory.isShort() ? Math.min(SMALL_BYTES, usual.guess()) : usual.guess();
    }

    @Override
    public boolean continueReading() {
      return !memory.isShort() && usual.continueReading();
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
      return !memory.isShort() && usual.continueReading(maybeMore);
    }

    @Override
    public void reset(ChannelConfig config) {
      usual.reset(config);
    }

    @Override
    public void incMessagesRead(int count) {
      usual.incMessagesRead(count);
    }

    @Override
    public void lastBytesRead(int bytes) {
      usual.lastBytesRead(bytes);
    }

    @Override
    public int lastBytesRead() {
      return usual.lastBytesRead();
    }

    @Override
    public void attemptedBytesRead(int bytes) {
      usual.attemptedBytesRead(bytes);
    }

    @Override
    public int attemptedBytesRead() {
      return usual.attemptedBytesRead();
    }

    @Override
    public void readComplete() {
      usual.readComplete();
    }
  }
}
