package dev.parallax.proxy.tls;

import dev.parallax.proxy.warning.LimitedWarning;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseNotifier;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.slf4j.LoggerFactory;

/** Waits until a connection to an upstream can be spoken on. */
public final class ClientHandshake {

  private static final LimitedWarning FAILED =
      new LimitedWarning(LoggerFactory.getLogger(ClientHandshake.class), "no TLS with an upstream");

  private ClientHandshake() {}

  /**
   * Tells {@code opened} when the connection is there, and TLS on it if it has any. A failure of
   * TLS is an {@link SSLException}, whichever way it came.
   *
   * @param upstream how a warning names it
   */
  public static void await(
      ChannelFuture connecting, InetSocketAddress upstream, Promise<Void> opened) {
    var _ =
        connecting.addListener(
            (Future<Void> connected) -> {
              Channel channel = connecting.channel();
              SslHandler tls = channel.pipeline().get(SslHandler.class);
              if (tls == null || !connected.isSuccess()) {
                var _ = PromiseNotifier.cascade(false, connected, opened);
                return;
              }
              // Nothing else asks for the upstream's part of the handshake.
              channel.read();
              var _ =
                  tls.handshakeFuture()
                      .addListener((Future<Channel> shaken) -> tell(shaken, upstream, opened));
            });
  }

  private static void tell(
      Future<Channel> shaken, InetSocketAddress upstream, Promise<Void> opened) {
    if (shaken.isSuccess()) {
      opened.trySuccess(null);
      return;
    }
    Throwable cause = shaken.cause();
    SSLException failure =
        cause instanceof SSLException known ? known : new SSLHandshakeException("it ended");
    // Whoever waited may have given up, and ended it.
    if (opened.tryFailure(failure)) {
      FAILED.warn(
          "upstream",
          "%s:%d: %s"
              .formatted(
                  upstream.getHostString(), upstream.getPort(), TlsFailures.reason(failure)));
    }
  }
}
