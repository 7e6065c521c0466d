package dev.parallax.proxy.tls;

import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.Mapping;
import java.util.function.Supplier;

/** TLS with clients. Thread-safe. */
public final class ServerTls {

  /**
   * A ClientHello is some hundred bytes, and one or two thousand with keys for quantum computers.
   */
  private static final int MAX_HELLO_BYTES = 16 * 1024;

  private final Supplier<ServerContexts> contexts;

  /**
   * @param contexts those of now
   */
  ServerTls(Supplier<ServerContexts> contexts) {
    this.contexts = contexts;
  }

  /**
   * Makes what goes before all that reads: once a client has named a host, it is replaced by the
   * {@code SslHandler} that does the rest. Neither has a timeout.
   */
  public ChannelHandler newHandler() {
    Mapping<String, SslContext> byName = host -> contexts.get().choose(host);
    return new SniHandler(byName, MAX_HELLO_BYTES, 0);
  }
}
