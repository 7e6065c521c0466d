package dev.parallax.proxy;

/** Which way of driving sockets is asked for. */
public enum TransportChoice {
  /** The cheapest that the machine offers, and that is safe: epoll on Linux, else NIO. */
  AUTO,
  IO_URING,
  EPOLL,
  NIO
}
