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
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * How sockets are driven. The kernel's own ways take less processor time, and are taken only where
 * they are asked for: in Netty 4.2.18 both lose connections that are well.
 *
 * <ul>
 *   <li>io_uring never tells of a reset that comes right after data; and an event loop ends for
 *       good when the JVM has no direct memory left for a read.
 *   <li>With epoll, what a closed connection was still to be told reaches a new one that got its
 *       descriptor. What else it gets wrong, {@link EpollHandlers} mends.
 * </ul>
 */
record Transport(
    String name,
    Supplier<IoHandlerFactory> handlers,
    Class<? extends ServerChannel> serverType,
    Class<? extends Channel> channelType) {

  static final Transport IO_URING =
      new Transport(
          "io_uring",
          IoUringIoHandler::newFactory,
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
      case IO_URING -> require(IO_URING, IoUring.isAvailable());
      case EPOLL -> require(EPOLL, Epoll.isAvailable());
      case NIO -> NIO;
    };
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
