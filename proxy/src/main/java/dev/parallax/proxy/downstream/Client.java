package dev.parallax.proxy.downstream;

import dev.parallax.proxy.headers.ResponseHeaders.Framing;
import dev.parallax.proxy.upstream.UpstreamConnection;

/**
 * Who is served: is told how an exchange ended, and what is to become of its connection or stream.
 */
interface Client {

  /** Whether a further request is welcome; not while the proxy drains. */
  boolean mayServeMore();

  /**
   * The response was written.
   *
   * @param keepAlive whether the client was told that it may go on
   */
  void exchangeEnded(boolean keepAlive);

  /** Answers for the upstream, which will not; the exchange is over. */
  void answer(Refusal refusal, RequestFacts facts, boolean keepAlive);

  /**
   * Ends a response that is not whole, so that it does not look so.
   *
   * @param framing how the client was told that its end would be seen
   * @param errorCode for a client of HTTP/2, RFC 9113 section 7
   */
  void cutOff(Framing framing, long errorCode);

  /** The upstream agreed to another protocol: from here on, bytes pass both ways. */
  void becomeTunnel(UpstreamConnection upstream);

  /** Ends the connection, or the stream, of a client that does not send what it began. */
  void close();

  /** Ends it with a reset, so that nothing can be taken for the clean end of a response. */
  void reset();
}
