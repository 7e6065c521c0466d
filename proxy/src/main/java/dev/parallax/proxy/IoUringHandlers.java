package dev.parallax.proxy;

import io.netty.channel.Channel;
import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.ServerChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;

/**
 * Makes Netty's handlers of io_uring, less two faults of 4.2.18:
 *
 * <ul>
 *   <li>A reset that comes with data, or before that is read, is never told: one poll stays armed
 *       for all reads ("multishot"), tells of changes only, and had told of this one already. So a
 *       poll is armed for each read.
 *   <li>An event loop ends for good where the JVM has no memory left for a read. Here the channel
 *       is told that was to be read, as of any other fault: a connection ends, a listener goes on.
 * </ul>
 *
 * <p>A third one is mended by {@link dev.parallax.proxy.channel.ReadsUntilClose}.
 */
final class IoUringHandlers {

  /** What some thousand connections bring at once; each takes 16 bytes. */
  private static final int COMPLETIONS = 16 * 1024;

  static {
    // Read once, when Netty first looks at what the kernel offers.
    System.setProperty("io.netty.iouring.pollAddMultishotEnabled", "false");
  }

  private IoUringHandlers() {}

  static boolean areAvailable() {
    return IoUring.isAvailable();
  }

  /**
   * Whether the kernel's io_uring is from 5.19 or later: those before lack what makes it cheap
   * here, and had more faults of their own. And whether Netty had not been looked at before its
   * property was set.
   */
  static boolean areRecommended() {
    return areAvailable()
        && IoUring.isRegisterBufferRingSupported()
        && !IoUring.isPollAddMultishotEnabled();
  }

  static IoHandlerFactory newFactory() {
    IoHandlerFactory netty =
        IoUringIoHandler.newFactory(new IoUringIoHandlerConfig().setCqSize(COMPLETIONS));
    return executor -> new Handler(netty.newHandler(executor));
  }

  private static final class Handler extends ForwardingIoHandler {

    private Handler(IoHandler netty) {
      super(netty);
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
      return super.register(new Handle((IoUringIoHandle) handle));
    }
  }

  @SuppressWarnings("try") // Netty's own signature of close.
  private static final class Handle extends ForwardingIoHandle<IoUringIoHandle>
      implements IoUringIoHandle {

    private Handle(IoUringIoHandle netty) {
      super(netty);
    }

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
      try {
        super.handle(registration, event);
      } catch (OutOfMemoryError full) {
        tell(full);
      }
    }

    private void tell(OutOfMemoryError full) {
      try {
        Channel channel = ((Channel.Unsafe) netty).voidPromise().channel();
        channel.pipeline().fireExceptionCaught(full);
        if (channel.isOpen() && !(channel instanceof ServerChannel)) {
          closeAlone(); // Its handlers found no memory either.
        }
      } catch (RuntimeException | OutOfMemoryError alsoFailed) {
        // The loop has other connections.
        closeAlone();
      }
    }

    private void closeAlone() {
      try {
        close();
      } catch (Exception | OutOfMemoryError failedAgain) {
        // There is nothing left to end it with.
        return;
      }
    }
  }
}
