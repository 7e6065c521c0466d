package dev.parallax.proxy.downstream;

import dev.parallax.proxy.headers.ContentLength;
import dev.parallax.proxy.http2.Fields;
import dev.parallax.proxy.http2.Http2Messages;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests from header lists of HTTP/2, RFC 9113 section 8.3.1.
 *
 * <p>The codec has seen to it that pseudo-headers stand before all others and that no header speaks
 * of one connection. Whatever would mean something else as HTTP/1.1 is malformed here.
 */
final class Http2Requests {

  private Http2Requests() {}

  /**
   * @param ended whether no body follows
   * @return null if it is malformed
   */
  static @Nullable RequestHead head(Http2Headers list, boolean ended) {
    @Nullable CharSequence method = list.method();
    @Nullable CharSequence path = list.path();
    if (method == null
        || path == null
        || list.scheme() == null
        || !isMethod(method)
        || !isPath(path)) {
      return null;
    }
    @Nullable HttpHeaders headers = headers(list);
    if (headers == null) {
      return null;
    }
    DefaultHttpRequest request =
        new DefaultHttpRequest(
            Http2Messages.VERSION, HttpMethod.valueOf(method.toString()), path.toString(), headers);
    RequestTarget form = RequestTarget.of(request);
    @Nullable CharSequence authority = list.authority();
    return new RequestHead(
        request,
        new RequestTarget(
            form.originForm(),
            authority == null ? null : authority.toString(),
            false,
            form.isValid()
                && form.authority() == null
                && (authority == null || isAuthority(authority))),
        !ended,
        true);
  }

  /** Null if one of them is malformed. */
  static @Nullable HttpHeaders trailers(Http2Headers list) {
    HttpHeaders trailers = plainHeaders();
    for (Map.Entry<CharSequence, CharSequence> field : list) {
      if (!add(trailers, field) || FramingNames.isForbiddenTrailer(name(field))) {
        return null;
      }
    }
    return trailers;
  }

  private static @Nullable HttpHeaders headers(Http2Headers list) {
    HttpHeaders headers = plainHeaders();
    int pseudo = 0;
    @Nullable StringBuilder cookies = null;
    for (Map.Entry<CharSequence, CharSequence> field : list) {
      AsciiString name = name(field);
      if (!name.isEmpty() && name.byteAt(0) == ':') {
        pseudo++;
      } else if (HttpHeaderNames.COOKIE.contentEquals(name)) {
        // Each may be a field of its own here, and only here: RFC 9113 section 8.2.3.
        if (!Fields.isValue(field.getValue())) {
          return null;
        }
        cookies = cookies == null ? new StringBuilder() : cookies.append("; ");
        cookies.append(field.getValue());
      } else if (!add(headers, field)) {
        return null;
      }
    }
    if (cookies != null) {
      headers.add(HttpHeaderNames.COOKIE, cookies.toString());
    }
    return pseudo == pseudoHeaders(list) && hasOneLength(headers) ? headers : null;
  }

  /** Those known, each once; the codec lets no others pass. */
  private static int pseudoHeaders(Http2Headers list) {
    return list.authority() == null ? 3 : 4;
  }

  private static boolean hasOneLength(HttpHeaders headers) {
    if (headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
      if (headers.getAll(HttpHeaderNames.CONTENT_LENGTH).size() > 1) {
        return false;
      }
      ContentLength.normalise(headers);
    }
    return true;
  }

  private static boolean add(HttpHeaders headers, Map.Entry<CharSequence, CharSequence> field) {
    AsciiString name = name(field);
    if (headers.size() >= Fields.MAX
        || !Fields.isName(name)
        || !Fields.isValue(field.getValue())
        || FramingNames.isLookalike(name)) {
      return false;
    }
    headers.add(name, field.getValue());
    return true;
  }

  private static AsciiString name(Map.Entry<CharSequence, CharSequence> field) {
    return AsciiString.of(field.getKey());
  }

  private static boolean isMethod(CharSequence method) {
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      if (!(c >= 'A' && c <= 'Z') && !Fields.isName(String.valueOf(c))) {
        return false;
      }
    }
    return !method.isEmpty();
  }

  /** No space and no control character: it will stand in a line among others. */
  private static boolean isPath(CharSequence path) {
    return !path.isEmpty() && path.chars().allMatch(c -> c > ' ' && c != 0x7f);
  }

  private static boolean isAuthority(CharSequence authority) {
    return !authority.isEmpty() && RequestTarget.isAuthority(authority.toString());
  }

  private static HttpHeaders plainHeaders() {
    return DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
  }
}
