package dev.parallax.proxy;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * How sockets are driven. The kernel's own ways take less processor time; {@link IoUringHandlers}
 * and {@link EpollHandlers} mend what Netty gets wrong with them.
 */
record Transport(
    String name,
    Supplier<IoHandlerFactory> handlers,
    Class<? extends ServerChannel> serverType,
    Class<? extends Channel> channelType) {

  static final Transport IO_URING =
      new Transport(
          "io_uring",
          IoUringHandlers::newFactory,
          IoUringServerSocketChannel.class,
          IoUringSocketChannel.class);

  static final Transport EPOLL =
      new Transport(
          "epoll",
          EpollHandlers::newFactory,
          EpollServerSocketChannel.class,
          EpollSocketChannel.class);

  static final Transport NIO =
      new Transport(
          "nio", NioIoHandler::newFactory, NioServerSocketChannel.class, NioSocketChannel.class);

  /**
   * @throws IOException if the machine does not offer what is asked for
   */
  static Transport of(TransportChoice choice) throws IOException {
    return switch (choice) {
      case AUTO -> best();
      case IO_URING -> require(IO_URING, IoUringHandlers.areAvailable());
      case EPOLL -> require(EPOLL, Epoll.isAvailable());
      case NIO -> NIO;
    };
  }

  /** What takes the least processor time of what the machine offers. */
  static Transport best() {
    if (IoUringHandlers.areRecommended()) {
      return IO_URING;
    }
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  private static Transport require(Transport transport, boolean available) throws IOException {
    if (!available) {
      throw new IOException(
          "proxy.transport: %s is not offered by this machine (expected: nio, or one that is)"
              .formatted(transport.name()));
    }
    return transport;
  }

  MultiThreadIoEventLoopGroup newLoops(int count) {
    return new MultiThreadIoEventLoopGroup(
        count, new DefaultThreadFactory("parallax-proxy", true), handlers.get());
  }
}
