package dev.parallax.proxy.http2;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Map;

/**
 * Messages of HTTP as header lists of HTTP/2, RFC 9113 section 8: names in lower case, what stands
 * in the first line in pseudo-headers, and nothing that speaks of one connection.
 */
public final class Http2Messages {

  public static final HttpVersion VERSION = new HttpVersion("HTTP", 2, 0, true);

  private Http2Messages() {}

  /**
   * @param request in origin form, with {@code Host}
   */
  public static Http2Headers of(HttpRequest request, CharSequence scheme) {
    HttpHeaders headers = request.headers();
    Http2Headers list = new DefaultHttp2Headers(false, headers.size() + 4);
    list.method(request.method().asciiName());
    list.scheme(scheme);
    list.authority(headers.get(HttpHeaderNames.HOST));
    list.path(request.uri());
    addAll(list, headers);
    return list;
  }

  public static Http2Headers of(HttpResponse response) {
    HttpHeaders headers = response.headers();
    Http2Headers list = new DefaultHttp2Headers(false, headers.size() + 1);
    list.status(response.status().codeAsText());
    addAll(list, headers);
    return list;
  }

  public static Http2Headers ofTrailers(HttpHeaders trailers) {
    Http2Headers list = new DefaultHttp2Headers(false, trailers.size());
    addAll(list, trailers);
    return list;
  }

  private static void addAll(Http2Headers list, HttpHeaders headers) {
    Iterator<Map.Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
    while (fields.hasNext()) {
      Map.Entry<CharSequence, CharSequence> field = fields.next();
      AsciiString name = AsciiString.of(field.getKey()).toLowerCase();
      if (passes(name, field.getValue())) {
        list.add(name, field.getValue());
      }
    }
  }

  private static boolean passes(AsciiString name, CharSequence value) {
    return switch (name.length()) {
      case 2 ->
          !name.contentEquals(HttpHeaderNames.TE)
              || HttpHeaderValues.TRAILERS.contentEqualsIgnoreCase(value);
      case 4 -> !name.contentEquals(HttpHeaderNames.HOST);
      case 7 -> !name.contentEquals(HttpHeaderNames.UPGRADE);
      case 10 ->
          !name.contentEquals(HttpHeaderNames.CONNECTION) && !name.contentEquals("keep-alive");
      case 16 -> !name.contentEquals("proxy-connection");
      case 17 -> !name.contentEquals(HttpHeaderNames.TRANSFER_ENCODING);
      default -> true;
    };
  }
}
