package dev.parallax.proxy.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Writes the target byte for byte as it came. Netty's own encoder takes it for text, and would
 * encode each byte beyond ASCII once more.
 */
final class RequestEncoder extends HttpRequestEncoder {

  private static final byte[] VERSION = " HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

  @Override
  protected void encodeInitialLine(ByteBuf line, HttpRequest request) {
    ByteBufUtil.copy(request.method().asciiName(), line);
    line.writeByte(' ');
    line.writeCharSequence(request.uri(), StandardCharsets.ISO_8859_1);
    line.writeBytes(VERSION);
  }
}
