package dev.parallax.proxy.headers;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** What a response's headers become on their way to the client. */
public final class ResponseHeaders {

  /** How the client learns where the response ends. */
  public enum Framing {
    /** No body, whatever the headers say: to HEAD, 204, 304. */
    NO_BODY,
    CONTENT_LENGTH,
    CHUNKED,
    /** By HTTP/2 itself, with or without a length. */
    FRAMED,
    /** By the end of the connection: all that a client of HTTP/1.0 understands without a length. */
    CLOSE_DELIMITED
  }

  private ResponseHeaders() {}

  /**
   * Rewrites a final response in place.
   *
   * @param toHead whether it answers HEAD
   * @param client the protocol version of the client's request
   * @param keepAlive whether the client's connection may serve another request after this
   * @return how it is framed; {@link Framing#CLOSE_DELIMITED} ends the connection whatever {@code
   *     keepAlive} says
   */
  public static Framing toDownstream(
      HttpResponse response, boolean toHead, HttpVersion client, boolean keepAlive) {
    HttpHeaders headers = response.headers();
    HttpVersion received = response.protocolVersion();
    HopByHopHeaders.drop(headers);
    Framing framing = framing(response, toHead, client);
    if (framing == Framing.CHUNKED) {
      headers.add(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    } else if (framing != Framing.FRAMED) {
      headers.remove(HttpHeaderNames.TRAILER);
    }
    if (client.majorVersion() == 1) {
      tellWhetherItStays(headers, client, keepAlive && framing != Framing.CLOSE_DELIMITED);
    }
    Via.append(headers, received);
    response.setProtocolVersion(HttpVersion.HTTP_1_1);
    return framing;
  }

  private static void tellWhetherItStays(HttpHeaders headers, HttpVersion client, boolean stays) {
    if (!stays) {
      headers.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (client.minorVersion() == 0) {
      headers.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
  }

  /** Rewrites an interim (1xx) response in place. */
  public static void interimToDownstream(HttpResponse response) {
    HopByHopHeaders.drop(response.headers());
    Via.append(response.headers(), response.protocolVersion());
    response.setProtocolVersion(HttpVersion.HTTP_1_1);
  }

  /**
   * Rewrites a 101 in place: the upstream switches to the protocol that its {@code Upgrade} names.
   */
  public static void switchingToDownstream(HttpResponse response) {
    HttpHeaders headers = response.headers();
    @Nullable String protocol = headers.get(HttpHeaderNames.UPGRADE);
    interimToDownstream(response);
    if (protocol != null) {
      HopByHopHeaders.upgrade(headers, protocol);
    }
  }

  /** Rewrites the trailers of a response in place. */
  public static void trailersToDownstream(HttpHeaders trailers) {
    HopByHopHeaders.dropFromTrailers(trailers);
  }

  private static Framing framing(HttpResponse response, boolean toHead, HttpVersion client) {
    if (client.majorVersion() > 1) {
      return Framing.FRAMED;
    }
    int status = response.status().code();
    if (toHead || status == 204 || status == 304) {
      return Framing.NO_BODY;
    }
    if (response.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
      return Framing.CONTENT_LENGTH;
    }
    return client.minorVersion() == 0 ? Framing.CLOSE_DELIMITED : Framing.CHUNKED;
  }
}
