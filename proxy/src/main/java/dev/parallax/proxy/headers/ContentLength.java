package dev.parallax.proxy.headers;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/** The length of a body that is not chunked. */
public final class ContentLength {

  private ContentLength() {}

  /**
   * Takes leading zeros away: there are parsers to which they mean another base.
   *
   * @param headers with one {@code Content-Length}, known to be digits
   */
  public static void normalise(HttpHeaders headers) {
    String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    if (length.length() > 1 && length.charAt(0) == '0') {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, Long.parseLong(length));
    }
  }
}
