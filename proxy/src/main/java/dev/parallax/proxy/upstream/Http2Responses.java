package dev.parallax.proxy.upstream;

import dev.parallax.proxy.http2.Fields;
import dev.parallax.proxy.http2.Http2Messages;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads responses from header lists of HTTP/2, RFC 9113 section 8.3.2. The codec has seen to the
 * order of pseudo-headers, and that no header speaks of one connection.
 */
final class Http2Responses {

  private Http2Responses() {}

  /** Null if it is malformed. */
  static @Nullable HttpResponse head(Http2Headers list) {
    @Nullable CharSequence status = list.status();
    if (status == null || !isStatus(status)) {
      return null;
    }
    @Nullable HttpHeaders headers = headers(list, 1);
    return headers == null
        ? null
        : new DefaultHttpResponse(
            Http2Messages.VERSION,
            HttpResponseStatus.valueOf(Integer.parseInt(status.toString())),
            headers);
  }

  /** Null if they are malformed. */
  static @Nullable HttpHeaders trailers(Http2Headers list) {
    return headers(list, 0);
  }

  private static @Nullable HttpHeaders headers(Http2Headers list, int pseudoHeaders) {
    HttpHeaders headers =
        DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    int pseudo = 0;
    for (Map.Entry<CharSequence, CharSequence> field : list) {
      CharSequence name = field.getKey();
      if (!name.isEmpty() && name.charAt(0) == ':') {
        pseudo++;
      } else if (headers.size() < Fields.MAX
          && Fields.isName(name)
          && Fields.isValue(field.getValue())) {
        headers.add(name, field.getValue());
      } else {
        return null;
      }
    }
    return pseudo == pseudoHeaders ? headers : null;
  }

  private static boolean isStatus(CharSequence status) {
    return status.length() == 3
        && status.charAt(0) > '0'
        && status.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
