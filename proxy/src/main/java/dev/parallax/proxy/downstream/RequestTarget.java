package dev.parallax.proxy.downstream;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request's target, RFC 9112 section 3.2.
 *
 * @param originForm path and query, or {@code *}; as sent if not valid
 * @param authority that an absolute form names, and {@code Host} must not contradict; else null
 * @param isInsecure whether an absolute form says {@code http}. One of {@code https} says nothing
 *     of this connection: TLS may have ended before it
 */
record RequestTarget(
    String originForm, @Nullable String authority, boolean isInsecure, boolean isValid) {

  static RequestTarget of(HttpRequest request) {
    String target = request.uri();
    if (!isClean(target)) {
      return new RequestTarget(target, null, false, false);
    }
    if (target.startsWith("/")) {
      return new RequestTarget(target, null, false, true);
    }
    if (target.equals("*")) {
      return new RequestTarget(target, null, false, request.method().equals(HttpMethod.OPTIONS));
    }
    return ofAbsoluteForm(target, request.method());
  }

  /** Whether a request with that {@code Host} says one thing only. */
  boolean agreesWith(@Nullable String host) {
    return authority == null || host == null || authority.equalsIgnoreCase(host);
  }

  /** Whether it is host[:port] and nothing that could be read as more. May be empty. */
  static boolean isAuthority(String text) {
    int end = text.startsWith("[") ? endOfAddress(text) : endOfName(text);
    return end == text.length() || (text.charAt(end) == ':' && isPort(text, end + 1));
  }

  /** Of what could be percent-encoded, nothing: some servers decode it and some do not. */
  private static int endOfName(String text) {
    int end = 0;
    while (end < text.length() && isNameChar(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isNameChar(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-._~!$&'()*+;=".indexOf(c) >= 0;
  }

  /** Of an IPv6 address in brackets. */
  private static int endOfAddress(String text) {
    int end = 1;
    while (end < text.length() && "0123456789abcdefABCDEF:.".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    boolean closed = end > 1 && end < text.length() && text.charAt(end) == ']';
    return closed ? end + 1 : 0;
  }

  private static boolean isPort(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end == text.length() && end - start <= 5;
  }

  private static RequestTarget ofAbsoluteForm(String target, HttpMethod method) {
    int start;
    if (target.regionMatches(true, 0, "http://", 0, 7)) {
      start = 7;
    } else if (target.regionMatches(true, 0, "https://", 0, 8)) {
      start = 8;
    } else {
      return new RequestTarget(target, null, false, false);
    }
    int end = start;
    while (end < target.length() && "/?".indexOf(target.charAt(end)) < 0) {
      end++;
    }
    String authority = target.substring(start, end);
    String rest = target.substring(end);
    if (rest.isEmpty()) {
      rest = method.equals(HttpMethod.OPTIONS) ? "*" : "/";
    } else if (rest.charAt(0) != '/') {
      rest = "/" + rest;
    }
    return new RequestTarget(
        rest, authority, start == 7, !authority.isEmpty() && isAuthority(authority));
  }

  /**
   * No space, control character or fragment. Bytes beyond ASCII are not valid either, but pass as
   * sent.
   */
  private static boolean isClean(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c <= ' ' || c == 0x7f || c == '#') {
        return false;
      }
    }
    return true;
  }
}
