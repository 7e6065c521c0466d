package dev.parallax.proxy.headers;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;

/** What a request's headers become on their way to the upstream. */
public final class RequestHeaders {

  private RequestHeaders() {}

  /**
   * Rewrites in place. {@code Host} passes unchanged, so that the upstream sees what the client
   * asked for; a request of HTTP/1.0 that has none gets {@code defaultHost}.
   *
   * <p>{@code Expect} passes too: the upstream decides about {@code 100-continue}.
   *
   * @param clientAddress the client's IP address, without port
   * @param scheme as the client used it
   */
  public static void toUpstream(
      HttpRequest request, String clientAddress, String scheme, String defaultHost) {
    HttpHeaders headers = request.headers();
    boolean chunked = headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    boolean trailers = HopByHopHeaders.acceptsTrailers(headers);
    HopByHopHeaders.drop(headers);
    if (chunked) {
      headers.add(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    if (trailers) {
      headers.add(HttpHeaderNames.TE, HttpHeaderValues.TRAILERS);
      headers.add(HttpHeaderNames.CONNECTION, HttpHeaderNames.TE);
    }
    if (!headers.contains(HttpHeaderNames.HOST)) {
      headers.add(HttpHeaderNames.HOST, defaultHost);
    }
    ForwardedHeaders.add(headers, clientAddress, scheme);
    Via.append(headers, request.protocolVersion());
    request.setProtocolVersion(HttpVersion.HTTP_1_1);
  }

  /** Rewrites the trailers of a chunked request in place. */
  public static void trailersToUpstream(HttpHeaders trailers) {
    HopByHopHeaders.dropFromTrailers(trailers);
  }
}
