package dev.parallax.proxy.upstream;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;

/**
 * What an exchange is told of its upstream, on the event loop: {@link #connected}, then any number
 * of {@link #interim}, then {@link #responseHead}, bodies and {@link #responseEnd}; or {@link
 * #upstreamFailed} at any point, after which nothing follows.
 */
public interface UpstreamListener {

  /**
   * A connection or a stream is there, for this listener alone. May be called before {@link
   * UpstreamPool#acquire} returns, and while another exchange ends.
   *
   * @param reused whether its connection served an exchange before
   * @param connectNanos what opening it took; 0 if reused
   */
  void connected(UpstreamStream upstream, boolean reused, long connectNanos);

  /** A response of 1xx, which is not the answer yet. */
  void interim(HttpResponse response);

  /**
   * A 101 to a request that asked for it: this connection speaks HTTP no more. The listener takes
   * its channel over, by {@link UpstreamConnection#handOver}, or closes it.
   */
  void switched(HttpResponse response, UpstreamConnection connection);

  void responseHead(HttpResponse response);

  /** Passes the ownership of {@code content} on. */
  void responseBody(HttpContent content);

  /** Passes the ownership of {@code last} on. The listener then releases the upstream. */
  void responseEnd(LastHttpContent last);

  /** What was readable was told: time to flush, and to read on if the client keeps up. */
  void upstreamReadComplete();

  /** The upstream takes more of the request again. */
  void upstreamWritable();

  void upstreamFailed(UpstreamFailure failure);
}
