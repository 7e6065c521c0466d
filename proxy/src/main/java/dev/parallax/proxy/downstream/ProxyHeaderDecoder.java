package dev.parallax.proxy.downstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;

/**
 * Decodes a header of the PROXY protocol, of version 1 or 2, and leaves the pipeline. Netty's own
 * would wait for more where the first byte says already that none comes, as that of TLS does.
 */
final class ProxyHeaderDecoder extends HAProxyMessageDecoder {

  /** Of version 2, behind the addresses. */
  private static final int MAX_TLV_BYTES = 4096;

  private boolean begun;

  ProxyHeaderDecoder() {
    super(MAX_TLV_BYTES);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    if (!begun && message instanceof ByteBuf in && in.isReadable()) {
      begun = true;
      byte first = in.getByte(in.readerIndex());
      if (first != 'P' && first != '\r') {
        in.release();
        throw new HAProxyProtocolException();
      }
    }
    super.channelRead(ctx, message);
  }
}
