package dev.parallax.proxy.tap;

import dev.parallax.proto.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;

/**
 * Is told what passes in one exchange, in its order, and ends with exactly one of {@link
 * #completed} and {@link #failed}; later calls are ignored.
 *
 * <p>Buffers and headers are borrowed, and must be as the sender sent them. No method blocks or
 * throws.
 */
public interface ExchangeTap {

  /** Bytes of the request's body, transfer coding removed. */
  void requestBody(ByteBuf content);

  void requestEnd(HttpHeaders trailers);

  /**
   * @param connectNanos time that opening the connection took; 0 if reused
   */
  void connected(boolean reused, long connectNanos);

  /** The head of the final response, before the proxy changes it. */
  void responseHead(HttpResponse response);

  void responseBody(ByteBuf content);

  void responseEnd(HttpHeaders trailers);

  /** The proxy itself answers, with this status; {@link #failed} follows. */
  default void answered(int status) {}

  void completed();

  /**
   * @param detail a fixed sentence, never captured text
   */
  void failed(Failure.Kind kind, String detail);
}
