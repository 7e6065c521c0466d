package dev.parallax.proxy.downstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.util.List;

/**
 * Tells from a client's first bytes which protocol it speaks, RFC 9113 section 3.4: no request of
 * HTTP/1.1 begins like a connection of HTTP/2. Then it leaves.
 */
final class Http2Preface extends ByteToMessageDecoder {

  private final ByteBuf preface = Http2CodecUtil.connectionPrefaceBuf();
  private final Runnable onHttp2;

  /**
   * @param onHttp2 prepares the pipeline for it, before what came is passed on
   */
  Http2Preface(Runnable onHttp2) {
    this.onHttp2 = onHttp2;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    int length = Math.min(in.readableBytes(), preface.readableBytes());
    for (int i = 0; i < length; i++) {
      if (in.getByte(in.readerIndex() + i) != preface.getByte(i)) {
        ctx.pipeline().remove(this);
        return;
      }
    }
    if (length == preface.readableBytes()) {
      onHttp2.run();
      ctx.pipeline().remove(this);
    }
  }
}
