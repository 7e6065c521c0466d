package dev.parallax.proxy.upstream;

import dev.parallax.proxy.channel.ReadsUntilClose;
import dev.parallax.proxy.http2.Http2Codecs;
import dev.parallax.proxy.memory.ModestWrites;
import dev.parallax.proxy.tls.Alpn;
import dev.parallax.proxy.tls.ClientTls;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the pipeline of each connection to one upstream: TLS where it is asked for, and the
 * protocol that is spoken, which with TLS both sides agree on.
 */
@Sharable
final class UpstreamInitializer extends ChannelInitializer<Channel> {

  private final UpstreamPool pool;
  private final UpstreamSettings settings;
  private final ModestWrites modestWrites;

  UpstreamInitializer(UpstreamPool pool, UpstreamSettings settings, ModestWrites modestWrites) {
    this.pool = pool;
    this.settings = settings;
    this.modestWrites = modestWrites;
  }

  @Override
  protected void initChannel(Channel channel) {
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(new ReadsUntilClose(), modestWrites);
    @Nullable ClientTls tls = settings.tls();
    if (tls != null) {
      InetSocketAddress address = settings.address();
      pipeline.addLast(
          tls.newHandler(offer(), channel.alloc(), address.getHostString(), address.getPort()));
    }
    if (tls == null && settings.protocol() == UpstreamProtocol.HTTP2) {
      speakHttp2(pipeline);
    } else {
      speakHttp1(pipeline);
    }
  }

  private List<String> offer() {
    return switch (settings.protocol()) {
      case AUTO -> Alpn.ANY;
      case HTTP1 -> Alpn.ONLY_HTTP_1_1;
      case HTTP2 -> Alpn.ONLY_HTTP_2;
    };
  }

  /**
   * Speaks what was agreed on, on a connection that is there.
   *
   * @param opened is told when a request may be sent: with HTTP/2 once the upstream has said how
   *     much it takes; an {@link SSLException} if it knows the offer, and took nothing of it
   */
  void speak(Channel channel, Promise<Void> opened) {
    ChannelPipeline pipeline = channel.pipeline();
    SslHandler tls = pipeline.get(SslHandler.class);
    if (tls != null) {
      boolean http2 = Alpn.HTTP_2.equals(tls.applicationProtocol());
      if (!http2 && settings.protocol() == UpstreamProtocol.HTTP2) {
        opened.tryFailure(new SSLHandshakeException("it agreed on no HTTP/2"));
        return;
      }
      if (http2) {
        // In place of HTTP/1.1, of which nothing was sent.
        pipeline.remove(UpstreamConnection.class);
        pipeline.remove(RequestEncoder.class);
        pipeline.remove(ResponseDecoder.class);
        speakHttp2(pipeline);
      }
    }
    Http2UpstreamConnection http2 = pipeline.get(Http2UpstreamConnection.class);
    if (http2 == null) {
      opened.trySuccess(null);
    } else {
      http2.start(opened);
    }
  }

  private void speakHttp1(ChannelPipeline pipeline) {
    ResponseDecoder decoder = new ResponseDecoder(settings.maxHeaderBytes());
    RequestEncoder encoder = new RequestEncoder();
    pipeline.addLast(
        decoder,
        encoder,
        new UpstreamConnection(pool, decoder, encoder, settings.maxAge().toNanos()));
  }

  private void speakHttp2(ChannelPipeline pipeline) {
    // What many streams write in one round of the event loop leaves together.
    pipeline.addLast(
        new FlushConsolidationHandler(
            FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true),
        Http2Codecs.client(settings.maxHeaderBytes()),
        // The codec lets no stream pass that the upstream opens: it was told not to.
        new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()),
        new Http2UpstreamConnection(
            pool, settings.tls() == null ? "http" : "https", settings.maxAge().toNanos()));
  }
}
