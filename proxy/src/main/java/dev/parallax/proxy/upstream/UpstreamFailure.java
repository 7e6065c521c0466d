package dev.parallax.proxy.upstream;

/** Why no whole response came. */
public enum UpstreamFailure {
  CONNECT_REFUSED,
  CONNECT_TIMEOUT,
  NAME_UNRESOLVED,
  /** No TLS with it: its handshake failed, or what came is not TLS. */
  TLS,
  /** Its certificate was not accepted. */
  TLS_CERTIFICATE,
  /** All connections are taken, and no more may wait for one, or it took too long. */
  BUSY,
  /** The connection ended before the response was whole. */
  RESET,
  /** What came was not HTTP. */
  MALFORMED,
  /** The proxy has a fault of its own, or no memory to read with. */
  PROXY_FAILED
}
