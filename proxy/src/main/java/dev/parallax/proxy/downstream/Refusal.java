package dev.parallax.proxy.downstream;

import dev.parallax.proto.Failure;
import dev.parallax.proxy.upstream.UpstreamFailure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;

/**
 * An answer that the proxy itself gives.
 *
 * @param error its type for {@code Proxy-Status}, RFC 9209 section 2.3
 * @param sentence the response's body, and the detail of the recorded failure
 * @param kind how the exchange is recorded
 */
record Refusal(HttpResponseStatus status, String error, String sentence, Failure.Kind kind) {

  static final Refusal MALFORMED =
      request(HttpResponseStatus.BAD_REQUEST, "The request is malformed.");
  static final Refusal BAD_HOST =
      request(HttpResponseStatus.BAD_REQUEST, "The request needs exactly one valid Host header.");
  static final Refusal BAD_TARGET =
      request(HttpResponseStatus.BAD_REQUEST, "The request target is not valid.");
  static final Refusal HOSTS_DIFFER =
      request(HttpResponseStatus.BAD_REQUEST, "The request target and Host name different hosts.");
  static final Refusal SCHEMES_DIFFER =
      request(HttpResponseStatus.BAD_REQUEST, "The request target says http, and came over TLS.");
  static final Refusal BAD_EXPECTATION =
      request(HttpResponseStatus.EXPECTATION_FAILED, "Only 100-continue can be expected.");
  static final Refusal LINE_TOO_LONG =
      request(HttpResponseStatus.REQUEST_URI_TOO_LONG, "The request line is too long.");
  static final Refusal HEADERS_TOO_LARGE =
      request(
          HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The request headers are too large.");
  static final Refusal REQUEST_STALLED =
      new Refusal(
          HttpResponseStatus.REQUEST_TIMEOUT,
          "http_request_error",
          "The request did not arrive in time.",
          Failure.Kind.CLIENT_ABORTED);
  static final Refusal BAD_VERSION =
      request(
          HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "Only HTTP/1.0, 1.1 and 2 are served.");
  static final Refusal NOT_IMPLEMENTED =
      new Refusal(
          HttpResponseStatus.NOT_IMPLEMENTED,
          "http_request_error",
          "The method or transfer coding is not supported by this proxy.",
          Failure.Kind.REFUSED);
  static final Refusal REPLAYED =
      new Refusal(
          HttpResponseStatus.FORBIDDEN,
          "http_request_denied",
          "Replayed requests are not let through to production.",
          Failure.Kind.REFUSED);
  static final Refusal TOO_MANY_CONNECTIONS =
      new Refusal(
          HttpResponseStatus.SERVICE_UNAVAILABLE,
          "connection_limit_reached",
          "The proxy has reached its limit of connections.",
          Failure.Kind.REFUSED);
  static final Refusal RESPONSE_TIMEOUT =
      new Refusal(
          HttpResponseStatus.GATEWAY_TIMEOUT,
          "http_response_timeout",
          "The upstream did not answer in time.",
          Failure.Kind.RESPONSE_TIMEOUT);

  /** RFC 9209, section 2.3.30. */
  static final Refusal PROXY_FAILED =
      new Refusal(
          HttpResponseStatus.INTERNAL_SERVER_ERROR,
          "proxy_internal_error",
          "The proxy failed.",
          Failure.Kind.REFUSED);

  static final Refusal NO_ROUTE =
      new Refusal(
          HttpResponseStatus.NOT_FOUND,
          "destination_not_found",
          "No route of the proxy applies to this host and path.",
          Failure.Kind.REFUSED);

  /** Of a response under way: it is cut. */
  static final Refusal RESPONSE_STALLED =
      new Refusal(
          HttpResponseStatus.GATEWAY_TIMEOUT,
          "http_response_timeout",
          "The upstream stopped sending its response.",
          Failure.Kind.RESPONSE_TIMEOUT);

  private static final Refusal BUSY =
      new Refusal(
          HttpResponseStatus.SERVICE_UNAVAILABLE,
          "connection_limit_reached",
          "All connections to the upstream are taken.",
          Failure.Kind.REFUSED);
  private static final Refusal CONNECT_REFUSED =
      gateway("connection_refused", "The upstream refused the connection.", "CONNECT_REFUSED");
  private static final Refusal NAME_UNRESOLVED =
      gateway("dns_error", "The name of the upstream was not resolved.", "NAME_UNRESOLVED");
  private static final Refusal RESET =
      gateway(
          "connection_terminated",
          "The upstream closed the connection before it answered.",
          "RESET");
  private static final Refusal BAD_RESPONSE =
      gateway("http_protocol_error", "The upstream's answer was not valid HTTP.", "MALFORMED");
  private static final Refusal TLS =
      gateway("tls_protocol_error", "TLS with the upstream failed.", "TLS");
  private static final Refusal TLS_CERTIFICATE =
      gateway("tls_certificate_error", "The upstream's certificate was not accepted.", "TLS");
  private static final Refusal CONNECT_TIMEOUT =
      new Refusal(
          HttpResponseStatus.GATEWAY_TIMEOUT,
          "connection_timeout",
          "The upstream did not accept the connection in time.",
          Failure.Kind.CONNECT_TIMEOUT);

  private static final AsciiString PROXY_STATUS = AsciiString.cached("Proxy-Status");

  static Refusal of(UpstreamFailure failure) {
    return switch (failure) {
      case CONNECT_REFUSED -> CONNECT_REFUSED;
      case CONNECT_TIMEOUT -> CONNECT_TIMEOUT;
      case NAME_UNRESOLVED -> NAME_UNRESOLVED;
      case TLS -> TLS;
      case TLS_CERTIFICATE -> TLS_CERTIFICATE;
      case BUSY -> BUSY;
      case RESET -> RESET;
      case MALFORMED -> BAD_RESPONSE;
      case PROXY_FAILED -> PROXY_FAILED;
    };
  }

  /** The response that says so; the caller owns it. */
  FullHttpResponse toResponse(boolean keepAlive, boolean oldClient) {
    ByteBuf body = Unpooled.copiedBuffer(sentence + "\n", StandardCharsets.US_ASCII);
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    headers.setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    headers.set(PROXY_STATUS, "parallax; error=" + error);
    if (status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
      headers.setInt(HttpHeaderNames.RETRY_AFTER, 1);
    }
    if (!keepAlive) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (oldClient) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
    return response;
  }

  private static Refusal request(HttpResponseStatus status, String sentence) {
    return new Refusal(status, "http_request_error", sentence, Failure.Kind.MALFORMED);
  }

  private static Refusal gateway(String error, String sentence, String kind) {
    return new Refusal(HttpResponseStatus.BAD_GATEWAY, error, sentence, Failure.Kind.valueOf(kind));
  }
}
