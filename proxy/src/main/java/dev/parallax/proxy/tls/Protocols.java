package dev.parallax.proxy.tls;

import java.util.List;

/** The versions of TLS that are spoken: those before are deprecated, RFC 8996. */
final class Protocols {

  static final List<String> ALL = List.of("TLSv1.3", "TLSv1.2");

  private Protocols() {}
}
