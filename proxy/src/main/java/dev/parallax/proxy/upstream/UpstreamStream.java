package dev.parallax.proxy.upstream;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;

/**
 * One exchange's way to the upstream: a connection of HTTP/1.1 for as long as the exchange lasts,
 * or one stream of HTTP/2. Confined to the event loop.
 *
 * <p>Reading is by {@link #read} only. Back-pressure: the exchange reads on when the client is
 * writable, and stops reading the client while this is not {@link #isWritable}.
 */
public sealed interface UpstreamStream permits UpstreamConnection, Http2UpstreamStream {

  /** Sends a request's head. Nothing is flushed. */
  void send(HttpRequest request);

  /** Sends a part of its body; takes ownership. Nothing is flushed. */
  void send(HttpContent content);

  void flush();

  boolean isWritable();

  void read();

  /**
   * The client ended its side of the connection after a whole request: it may be gone.
   *
   * @return whether the upstream was told
   */
  boolean endOutput();

  /** Ends the exchange after a whole response: what is left may serve another one. */
  void release(boolean requestEnded);

  /**
   * Ends it, with whatever it was doing. The listener is told nothing more.
   *
   * @param errorCode for an upstream of HTTP/2, RFC 9113 section 7
   */
  void cancel(long errorCode);

  /** Why it failed, as a client of HTTP/2 is to be told, RFC 9113 section 7. */
  long errorCode();

  /**
   * Whether a request on it may be sent again if that does no harm: what it was sent on was used
   * before, so the upstream may have closed it before the request arrived, and not a byte of a
   * response came.
   */
  boolean failedStale();

  /** Whether the upstream said that it did nothing with the request. RFC 9113 section 8.7. */
  boolean failedUnprocessed();

  /** Whether it said so since it takes leave of the connection. RFC 9113 section 6.8. */
  boolean failedByFarewell();
}
