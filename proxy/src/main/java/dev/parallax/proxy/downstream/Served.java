package dev.parallax.proxy.downstream;

import io.netty.channel.Channel;
import java.util.Optional;

/** A client connection, as what ends all of them sees it. Confined to its event loop. */
interface Served {

  /** The proxy drains: an idle connection goes soon, a serving one after its exchanges. */
  void drain();

  /**
   * Ends the connection whatever it does.
   *
   * @return how many exchanges were cut
   */
  int cut();

  /** Memory is short: who takes nothing of its response is let go. */
  void relieve();

  /** Empty once the channel became a tunnel, or was torn down. */
  static Optional<Served> of(Channel channel) {
    Served connection = channel.pipeline().get(ClientConnection.class);
    return Optional.ofNullable(
        connection == null ? channel.pipeline().get(Http2ClientConnection.class) : connection);
  }
}
