package dev.parallax.proxy.downstream;

import dev.parallax.proxy.upstream.UpstreamConnection;
import io.netty.channel.Channel;
import java.time.Duration;

/**
 * A client's and an upstream's channel that pass bytes to each other, until both ended or nothing
 * moved for too long. Confined to the event loop that both share.
 */
final class Tunnel {

  private final Channel client;
  private final Channel upstream;
  private final Deadline deadline;
  private final Duration timeout;

  private Tunnel(Channel client, UpstreamConnection connection, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
    deadline = new Deadline(client.eventLoop(), this::close);
    moved();
    // What either side sent already follows its decoder's removal, and the encoders take no bytes.
    client.pipeline().remove(ResponseEncoder.class);
    upstream = connection.handOver(new Relay(client, this::moved));
    client.pipeline().addLast(new Relay(upstream, this::moved));
    client.pipeline().remove(ClientConnection.class);
    client.pipeline().remove(RequestDecoder.class);
  }

  /** Takes both channels over, with what they sent already. */
  static void open(Channel client, UpstreamConnection connection, Duration timeout) {
    new Tunnel(client, connection, timeout).start();
  }

  private void start() {
    var _ = client.closeFuture().addListener(_ -> endWatch(upstream));
    var _ = upstream.closeFuture().addListener(_ -> endWatch(client));
    upstream.flush();
    client.flush();
    Relay.read(client);
    Relay.read(upstream);
  }

  private void moved() {
    deadline.arm(timeout);
  }

  /** The side that is left may yet have to take what was written to it. */
  private void endWatch(Channel left) {
    if (!left.isOpen()) {
      deadline.cancel();
    }
  }

  private void close() {
    var _ = client.close();
    var _ = upstream.close();
  }
}
