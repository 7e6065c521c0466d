package dev.parallax.proxy.downstream;

import dev.parallax.proxy.channel.ReadsUntilClose;
import dev.parallax.proxy.downstream.Connections.Admission;
import dev.parallax.proxy.http2.ControlFrameLimit;
import dev.parallax.proxy.http2.Http2Codecs;
import dev.parallax.proxy.memory.ModestWrites;
import dev.parallax.proxy.tap.Taps;
import dev.parallax.proxy.tls.Alpn;
import dev.parallax.proxy.tls.ServerTls;
import dev.parallax.proxy.traffic.Metering;
import dev.parallax.proxy.warning.LimitedWarning;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Makes the pipeline of each client connection: the PROXY protocol and TLS where they are asked
 * for, and the protocol that the client turns out to speak.
 */
@Sharable
public final class DownstreamInitializer extends ChannelInitializer<Channel> {

  private static final LimitedWarning OVER_LIMIT =
      new LimitedWarning(
          LoggerFactory.getLogger(DownstreamInitializer.class),
          "closed a client connection far above proxy.maxConnections");

  private final Supplier<Rules> current;
  private final Connections connections;
  private final ModestWrites modestWrites;
  private final Taps taps;
  private final Reception reception;
  private final @Nullable ServerTls tls;

  /**
   * @param current what requests go by now, asked for each
   * @param tls null for none
   */
  public DownstreamInitializer(
      Supplier<Rules> current,
      Connections connections,
      ModestWrites modestWrites,
      Taps taps,
      Metering metering,
      @Nullable ServerTls tls) {
    this.current = current;
    this.connections = connections;
    this.modestWrites = modestWrites;
    this.taps = taps;
    this.tls = tls;
    this.reception = new Reception(current, taps, metering);
  }

  @Override
  protected void initChannel(Channel channel) {
    Admission admission = connections.admit(channel);
    DownstreamSettings settings = current.get().settings();
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(new ReadsUntilClose(), modestWrites);
    if (settings.proxyProtocol()) {
      pipeline.addLast(new ProxyHeaderDecoder());
    } else if (tls != null) {
      pipeline.addLast(tls.newHandler());
    }
    boolean overLimit = admission == Admission.REFUSED;
    if (settings.proxyProtocol() || tls != null) {
      pipeline.addLast(
          new Arrival(
              tls,
              settings.headerTimeout(),
              taps,
              protocol -> speak(protocol, pipeline, overLimit)));
    } else {
      speakAsAsked(pipeline, overLimit);
    }
    if (admission == Admission.CLOSED) {
      taps.refusedUnread();
      OVER_LIMIT.warn("maxConnections", connections.maxConnections());
      var _ = channel.close();
    }
  }

  /**
   * Adds what speaks a protocol.
   *
   * @param protocol one that {@link Alpn} offers
   */
  private void speak(String protocol, ChannelPipeline pipeline, boolean overLimit) {
    if (tls == null) {
      speakAsAsked(pipeline, overLimit);
    } else if (protocol.equals(Alpn.HTTP_2)) {
      speakHttp2(pipeline, overLimit);
    } else {
      speakHttp1(pipeline, overLimit);
    }
  }

  /** As the first bytes say. */
  private void speakAsAsked(ChannelPipeline pipeline, boolean overLimit) {
    pipeline.addLast(new Http2Preface(() -> changeToHttp2(pipeline, overLimit)));
    speakHttp1(pipeline, overLimit);
  }

  private void speakHttp1(ChannelPipeline pipeline, boolean overLimit) {
    RequestDecoder decoder = new RequestDecoder(current.get().settings().maxHeaderBytes());
    ResponseEncoder encoder = new ResponseEncoder();
    pipeline.addLast(
        decoder,
        encoder,
        new ClientConnection(connections, current, taps, reception, decoder, encoder, overLimit));
  }

  /** In place of HTTP/1.1, of which nothing came. */
  private void changeToHttp2(ChannelPipeline pipeline, boolean overLimit) {
    pipeline.remove(ClientConnection.class);
    pipeline.remove(ResponseEncoder.class);
    pipeline.remove(RequestDecoder.class);
    speakHttp2(pipeline, overLimit);
  }

  private void speakHttp2(ChannelPipeline pipeline, boolean overLimit) {
    Http2ClientConnection connection =
        new Http2ClientConnection(connections, current, taps, reception, overLimit);
    ChannelInitializer<Channel> streams =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel stream) {
            stream.pipeline().addLast(new Http2ClientStream(connection, current.get().settings()));
          }
        };
    // What many streams write in one round of the event loop leaves together.
    pipeline.addLast(
        new FlushConsolidationHandler(
            FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true),
        Http2Codecs.server(current.get().settings().maxHeaderBytes()),
        new ControlFrameLimit(),
        new Http2MultiplexHandler(streams),
        connection);
    Http2Codecs.widenWindow(pipeline.lastContext(), Http2Codecs.CLIENT_WINDOW);
    // What is not to be read is held back stream by stream.
    pipeline.channel().config().setAutoRead(true);
    // Half a connection is of no use here: who ends its side is gone.
    pipeline.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
  }
}
