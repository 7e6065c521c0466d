package dev.parallax.proxy.upstream;

/** Which protocol an upstream is spoken to in, whatever the client speaks. */
public enum UpstreamProtocol {
  /** Of a TLS connection what both agree on; else HTTP/1.1. */
  AUTO,
  HTTP1,
  /** Without TLS it is taken for granted that the upstream does: RFC 9113 section 3.3. */
  HTTP2
}
