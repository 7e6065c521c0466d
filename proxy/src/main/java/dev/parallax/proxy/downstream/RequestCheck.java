package dev.parallax.proxy.downstream;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a request must be to reach the upstream, beyond what the decoder holds: RFC 9112 sections 3
 * and 6. Whatever two servers could read differently is refused.
 */
final class RequestCheck {

  /** Carried by each request that a replay sends, and by no other. */
  private static final AsciiString REPLAY_RUN = AsciiString.cached("x-parallax-run");

  private static final AsciiString WEBSOCKET_KEY1 = AsciiString.cached("sec-websocket-key1");
  private static final int MAX_METHOD_CHARS = 32;

  private RequestCheck() {}

  /** Why a head that could not be decoded is refused. */
  static Refusal undecodable(DecoderResult result) {
    return switch (result.cause()) {
      case TooLongHttpLineException _ -> Refusal.LINE_TOO_LONG;
      case TooLongHttpHeaderException _ -> Refusal.HEADERS_TOO_LARGE;
      case null, default -> Refusal.MALFORMED;
    };
  }

  /**
   * Whether it may ask the upstream to switch protocols: without a body, of HTTP/1.1, and not to
   * HTTP/2, by which requests would pass unread.
   */
  static boolean mayUpgrade(HttpRequest request, RequestFacts facts) {
    HttpHeaders headers = request.headers();
    List<String> protocols = headers.getAll(HttpHeaderNames.UPGRADE);
    return !facts.isOldClient()
        && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderNames.UPGRADE, true)
        && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
        && HttpUtil.getContentLength(request, 0L) == 0
        && protocols.size() == 1
        && !protocols.getFirst().toLowerCase(Locale.ROOT).startsWith("h2")
        && protocols.getFirst().indexOf(',') < 0;
  }

  /**
   * Why the request is refused, or null if it may pass.
   *
   * @param secure whether it came over TLS
   */
  static @Nullable Refusal refuse(RequestHead head, boolean secure) {
    HttpRequest request = head.request();
    RequestTarget target = head.target();
    HttpHeaders headers = request.headers();
    HttpVersion version = request.protocolVersion();
    if (!head.framed() && version.majorVersion() != 1) {
      return Refusal.BAD_VERSION;
    }
    if (isUnsupported(request.method()) || hasUnknownTransferCoding(headers)) {
      return Refusal.NOT_IMPLEMENTED;
    }
    if (!target.isValid()) {
      return Refusal.BAD_TARGET;
    }
    if (!isHostValid(headers, !head.framed() && version.minorVersion() > 0)) {
      return Refusal.BAD_HOST;
    }
    if (!target.agreesWith(headers.get(HttpHeaderNames.HOST))) {
      return Refusal.HOSTS_DIFFER;
    }
    if (secure && target.isInsecure()) {
      return Refusal.SCHEMES_DIFFER;
    }
    if (headers.contains(HttpHeaderNames.EXPECT) && !isExpectationKnown(headers)) {
      return Refusal.BAD_EXPECTATION;
    }
    if (headers.contains(WEBSOCKET_KEY1)) {
      // A WebSocket draft of 2010, for which Netty reads eight bytes that no header announces.
      return Refusal.MALFORMED;
    }
    return headers.contains(REPLAY_RUN) ? Refusal.REPLAYED : null;
  }

  /**
   * A tunnel, a name that nobody gave a method, or one that only ignoring case makes a method which
   * changes where the response ends.
   */
  private static boolean isUnsupported(HttpMethod method) {
    String name = method.name();
    return switch (name.length()) {
      case 4 -> name.equalsIgnoreCase("HEAD") && !method.equals(HttpMethod.HEAD);
      case 7 -> name.equalsIgnoreCase("CONNECT");
      default -> name.length() > MAX_METHOD_CHARS;
    };
  }

  private static boolean isExpectationKnown(HttpHeaders headers) {
    List<String> expectations = headers.getAll(HttpHeaderNames.EXPECT);
    return expectations.size() == 1 && expectations.getFirst().equalsIgnoreCase("100-continue");
  }

  private static boolean hasUnknownTransferCoding(HttpHeaders headers) {
    if (!headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return false;
    }
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    return codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked");
  }

  private static boolean isHostValid(HttpHeaders headers, boolean required) {
    @Nullable String host = headers.get(HttpHeaderNames.HOST);
    if (host == null) {
      return !required;
    }
    return RequestTarget.isAuthority(host) && headers.getAll(HttpHeaderNames.HOST).size() == 1;
  }
}
