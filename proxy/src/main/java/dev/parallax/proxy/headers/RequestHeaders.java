package dev.parallax.proxy.headers;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** What a request's headers become on their way to the upstream. */
public final class RequestHeaders {

  private RequestHeaders() {}

  /**
   * Rewrites in place. {@code Expect} passes: the upstream decides about {@code 100-continue}.
   *
   * @param hop {@code Host} passes or not as it says
   */
  public static void toUpstream(HttpRequest request, Hop hop, Forwarding forwarding) {
    HttpHeaders headers = request.headers();
    boolean chunked = hop.hasBody() && !headers.contains(HttpHeaderNames.CONTENT_LENGTH);
    boolean trailers = HopByHopHeaders.acceptsTrailers(headers);
    HopByHopHeaders.drop(headers);
    if (chunked) {
      headers.add(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    if (trailers) {
      headers.add(HttpHeaderNames.TE, HttpHeaderValues.TRAILERS);
      headers.add(HttpHeaderNames.CONNECTION, HttpHeaderNames.TE);
    }
    @Nullable String upgrade = hop.upgrade();
    if (upgrade != null) {
      HopByHopHeaders.upgrade(headers, upgrade);
    }
    @Nullable String host = headers.get(HttpHeaderNames.HOST);
    if (host == null || !hop.keepsHost()) {
      headers.set(HttpHeaderNames.HOST, hop.upstreamHost());
    }
    ForwardedHeaders.add(headers, forwarding, hop, host == null ? hop.upstreamHost() : host);
    TraceParent.continueOrCreate(headers, forwarding.trace());
    Via.append(headers, request.protocolVersion());
    request.setProtocolVersion(HttpVersion.HTTP_1_1);
  }

  /** Rewrites the trailers of a chunked request in place. */
  public static void trailersToUpstream(HttpHeaders trailers) {
    HopByHopHeaders.dropFromTrailers(trailers);
  }
}
