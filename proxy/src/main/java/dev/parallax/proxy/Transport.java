package dev.parallax.proxy;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.function.Supplier;

/** How sockets are driven: native epoll where there is one, NIO anywhere else. */
record Transport(
    String name,
    Supplier<IoHandlerFactory> handlers,
    Class<? extends ServerChannel> serverType,
    Class<? extends Channel> channelType) {

  static final Transport EPOLL =
      new Transport(
          "epoll",
          EpollIoHandler::newFactory,
          EpollServerSocketChannel.class,
          EpollSocketChannel.class);

  static final Transport NIO =
      new Transport(
          "nio", NioIoHandler::newFactory, NioServerSocketChannel.class, NioSocketChannel.class);

  static Transport best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  MultiThreadIoEventLoopGroup newLoops(int count) {
    return new MultiThreadIoEventLoopGroup(
        count, new DefaultThreadFactory("parallax-proxy", true), handlers.get());
  }
}
