package dev.parallax.proxy.upstream;

/** Why no whole response came. */
public enum UpstreamFailure {
  CONNECT_REFUSED,
  CONNECT_TIMEOUT,
  NAME_UNRESOLVED,
  /** The connection ended before the response was whole. */
  RESET,
  /** What came was not HTTP/1. */
  MALFORMED
}
