package dev.parallax.proxy;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;

/**
 * Makes Netty's handlers of epoll, less two faults of 4.2.18:
 *
 * <ul>
 *   <li>A socket that waits for no event is deleted from the epoll set, and can't be made to wait
 *       for any again. So is that of a client that ended its side, and its response then fails as
 *       soon as it has to wait to be written.
 *   <li>Events are told by descriptor. Where one of a batch closes a socket and a new one gets its
 *       descriptor, this is told what the batch still holds for the old one: its end, say.
 * </ul>
 */
final class EpollHandlers {

  /** No event but an error or the end, and that told once. */
  private static final EpollIoOps NO_EVENT = EpollIoOps.EPOLLET;

  private EpollHandlers() {}

  static IoHandlerFactory newFactory() {
    IoHandlerFactory netty = EpollIoHandler.newFactory();
    return executor -> new Handler(netty.newHandler(executor));
  }

  private static final class Handler extends ForwardingIoHandler {

    /** How often events were waited for: those of one time are one batch. */
    private long batch;

    private Handler(IoHandler netty) {
      super(netty);
    }

    @Override
    public int run(IoHandlerContext context) {
      batch++;
      return super.run(context);
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
      return new Registration(super.register(new Handle((EpollIoHandle) handle, batch)));
    }

    /** What one batch tells a handle that was registered while it is told is another's. */
    @SuppressWarnings("try") // Netty's own signature of close.
    private final class Handle extends ForwardingIoHandle<EpollIoHandle> implements EpollIoHandle {

      private final long registeredIn;

      private Handle(EpollIoHandle netty, long registeredIn) {
        super(netty);
        this.registeredIn = registeredIn;
      }

      @Override
      public FileDescriptor fd() {
        return netty.fd();
      }

      @Override
      public void handle(IoRegistration registration, IoEvent event) {
        if (batch != registeredIn) {
          super.handle(registration, event);
        }
      }
    }
  }

  private record Registration(IoRegistration netty) implements IoRegistration {

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's own signature.
    public <T> T attachment() {
      return netty.attachment();
    }

    @Override
    public long submit(IoOps ops) {
      return netty.submit(ops.equals(EpollIoOps.NONE) ? NO_EVENT : ops);
    }

    @Override
    public boolean isValid() {
      return netty.isValid();
    }

    @Override
    public boolean cancel() {
      return netty.cancel();
    }
  }
}
