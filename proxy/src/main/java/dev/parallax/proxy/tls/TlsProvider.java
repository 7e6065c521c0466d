package dev.parallax.proxy.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;

/** Which implementation of TLS is asked for. */
public enum TlsProvider {
  /** OpenSSL's descendant BoringSSL where it can be loaded, else the JDK's own. */
  AUTO,
  JDK,
  OPENSSL;

  /**
   * The one that is used.
   *
   * @throws TlsFault if this machine does not offer what is asked for
   */
  SslProvider selected() throws TlsFault {
    return switch (this) {
      case AUTO -> OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;
      case JDK -> SslProvider.JDK;
      case OPENSSL -> {
        if (!OpenSsl.isAvailable()) {
          throw new TlsFault(
              "proxy.tls.provider: openssl can't be loaded on this machine (expected: jdk or auto)");
        }
        yield SslProvider.OPENSSL_REFCNT;
      }
    };
  }
}
