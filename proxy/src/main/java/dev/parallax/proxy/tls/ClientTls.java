package dev.parallax.proxy.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** TLS with upstreams. Thread-safe. */
public final class ClientTls {

  private final Supplier<ClientContexts> contexts;

  /**
   * @param contexts those of now
   */
  ClientTls(Supplier<ClientContexts> contexts) {
    this.contexts = contexts;
  }

  /**
   * Makes the first handler of a connection. It has no timeout.
   *
   * @param offer the protocols to choose from, one of {@link Alpn}
   * @param host whom the certificate must be for; named to the upstream unless it is an address
   */
  public SslHandler newHandler(
      List<String> offer, ByteBufAllocator allocator, String host, int port) {
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    SslHandler handler = contexts.get().of(offer).newHandler(allocator, name, port);
    handler.setHandshakeTimeoutMillis(0);
    if (!NetUtil.isValidIpV4Address(name) && !NetUtil.isValidIpV6Address(name)) {
      sayName(handler.engine(), name);
    }
    return handler;
  }

  /** The JDK by itself names no host without a dot, such as a service of the same namespace. */
  private static void sayName(SSLEngine engine, String name) {
    SSLParameters parameters = engine.getSSLParameters();
    try {
      parameters.setServerNames(List.of(new SNIHostName(name)));
    } catch (IllegalArgumentException e) {
      // No name that may be said, such as one with an underscore: the upstream does without.
      return;
    }
    engine.setSSLParameters(parameters);
  }
}
