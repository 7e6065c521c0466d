package dev.parallax.proxy;

/** Which way of driving sockets is asked for. */
public enum TransportChoice {
  /** The one that takes the least processor time of those that the machine offers. */
  AUTO,
  /** Java's own, on any machine. */
  NIO,
  EPOLL,
  IO_URING
}
