package dev.parallax.proxy;

/** Which way of driving sockets is asked for. */
public enum TransportChoice {
  /** The safest, which is NIO. */
  AUTO,
  IO_URING,
  EPOLL,
  NIO
}
