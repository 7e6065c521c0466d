package dev.parallax.proxy.downstream;

import dev.parallax.proxy.channel.ReadsUntilClose;
import dev.parallax.proxy.downstream.Connections.Admission;
import dev.parallax.proxy.memory.ModestWrites;
import dev.parallax.proxy.route.Routing;
import dev.parallax.proxy.tap.Taps;
import dev.parallax.proxy.warning.LimitedWarning;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import org.slf4j.LoggerFactory;

/** Makes the pipeline of each client connection: decode, encode, and the connection itself. */
@Sharable
public final class DownstreamInitializer extends ChannelInitializer<Channel> {

  private static final LimitedWarning OVER_LIMIT =
      new LimitedWarning(
          LoggerFactory.getLogger(DownstreamInitializer.class),
          "closed a client connection far above proxy.maxConnections");

  private final DownstreamSettings settings;
  private final Connections connections;
  private final ModestWrites modestWrites;
  private final Taps taps;
  private final Reception reception;

  public DownstreamInitializer(
      DownstreamSettings settings,
      Connections connections,
      ModestWrites modestWrites,
      Taps taps,
      Routing routing) {
    this.settings = settings;
    this.connections = connections;
    this.modestWrites = modestWrites;
    this.taps = taps;
    this.reception = new Reception(routing, taps, settings.forwarding());
  }

  @Override
  protected void initChannel(Channel channel) {
    Admission admission = connections.admit(channel);
    RequestDecoder decoder = new RequestDecoder(settings.maxHeaderBytes());
    ResponseEncoder encoder = new ResponseEncoder();
    ClientConnection connection =
        new ClientConnection(
            connections,
            settings,
            taps,
            reception,
            decoder,
            encoder,
            admission == Admission.REFUSED);
    channel.pipeline().addLast(new ReadsUntilClose(), modestWrites, decoder, encoder, connection);
    if (admission == Admission.CLOSED) {
      taps.refusedUnread();
      OVER_LIMIT.warn("maxConnections", connections.maxConnections());
      var _ = channel.close();
    }
  }
}
