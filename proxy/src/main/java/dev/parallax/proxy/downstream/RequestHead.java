package dev.parallax.proxy.downstream;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;

/**
 * A request's head, as it was decoded of either protocol.
 *
 * @param request as the client sent it; of HTTP/2 without what stands in pseudo-headers
 * @param hasBody whether the head announces a body
 * @param framed whether it came by HTTP/2, whatever version its line would name
 */
record RequestHead(HttpRequest request, RequestTarget target, boolean hasBody, boolean framed) {

  /** Of HTTP/1. */
  static RequestHead of(HttpRequest request) {
    return new RequestHead(request, RequestTarget.of(request), announcesBody(request), false);
  }

  private static boolean announcesBody(HttpRequest request) {
    HttpHeaders headers = request.headers();
    return headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
        || HttpUtil.getContentLength(request, 0L) > 0;
  }
}
