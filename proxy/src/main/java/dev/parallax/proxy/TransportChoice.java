package dev.parallax.proxy;

/** Which way of driving sockets is asked for. */
public enum TransportChoice {
  /** Java's own, on any machine. */
  NIO,
  EPOLL,
  IO_URING
}
