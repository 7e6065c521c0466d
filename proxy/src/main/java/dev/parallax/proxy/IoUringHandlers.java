package dev.parallax.proxy;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.channel.uring.IoUringIoHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Netty's handlers of io_uring, less two faults of 4.2.18:
 *
 * <ul>
 *   <li>A reset that comes with data, or before that is read, is never told: one poll stays armed
 *       for all reads ("multishot"), tells of changes only, and had told of this one already. So a
 *       poll is armed for each read.
 *   <li>An event loop ends for good where the JVM has no memory left for a read. Only the
 *       connection that was to be read does so here.
 * </ul>
 */
final class IoUringHandlers {

  private static final Logger LOG = LoggerFactory.getLogger(IoUringHandlers.class);

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
   * here, and had more faults of their own.
   */
  static boolean areRecommended() {
    return areAvailable() && IoUring.isRegisterBufferRingSupported();
  }

  static IoHandlerFactory newFactory() {
    IoHandlerFactory netty = IoUringIoHandler.newFactory();
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
  private record Handle(IoUringIoHandle netty) implements IoUringIoHandle {

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
      try {
        netty.handle(registration, event);
      } catch (OutOfMemoryError full) {
        LOG.atWarn().addKeyValue("because", full.getMessage()).log("connection closed");
        closeAfter(full);
      }
    }

    private void closeAfter(OutOfMemoryError full) {
      try {
        netty.close();
      } catch (Exception alsoFailed) {
        full.addSuppressed(alsoFailed);
        throw full;
      }
    }

    @Override
    public void registered() {
      netty.registered();
    }

    @Override
    public void unregistered() {
      netty.unregistered();
    }

    @Override
    public void close() throws Exception {
      netty.close();
    }
  }
}
