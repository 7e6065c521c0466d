package dev.parallax.proxy.downstream;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/**
 * What must be known of a request after its headers were rewritten.
 *
 * @param keepAlive whether the client's connection would take another request
 */
record RequestFacts(HttpMethod method, HttpVersion version, boolean keepAlive) {

  static RequestFacts of(HttpRequest request) {
    return new RequestFacts(
        request.method(), request.protocolVersion(), HttpUtil.isKeepAlive(request));
  }

  boolean isHead() {
    return method.equals(HttpMethod.HEAD);
  }

  /** Of HTTP/1.0. */
  boolean isOldClient() {
    return version.majorVersion() == 1 && version.minorVersion() == 0;
  }

  /** RFC 9110 section 9.2.2. */
  boolean isIdempotent() {
    return switch (method.name()) {
      case "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE" -> true;
      default -> false;
    };
  }
}
