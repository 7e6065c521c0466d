package dev.parallax.proxy.downstream;

import dev.parallax.proxy.headers.RequestHeaders;
import dev.parallax.proxy.tap.ExchangeTap;
import dev.parallax.proxy.upstream.UpstreamStream;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way up: held while there is no upstream connection, which is no more than
 * the read brought that brought the head; then sent as it comes. Confined to the event loop.
 */
final class Upload {

  private final ExchangeTap tap;
  private final BodyPace pace;
  private @Nullable Queue<HttpContent> held;
  private @Nullable UpstreamStream upstream;
  private boolean ended;
  private boolean begun;
  private boolean dropping;

  Upload(ExchangeTap tap, BodyPace pace) {
    this.tap = tap;
    this.pace = pace;
  }

  /** Takes ownership. */
  void add(HttpContent content) {
    tap.requestBody(content.content());
    if (content instanceof LastHttpContent last) {
      ended = true;
      tap.requestEnd(last.trailingHeaders());
      RequestHeaders.trailersToUpstream(last.trailingHeaders());
    } else {
      pace.came(content.content().readableBytes(), System.nanoTime());
    }
    UpstreamStream to = upstream;
    if (dropping) {
      content.release();
    } else if (to != null) {
      send(to, content);
    } else {
      held().add(content);
    }
  }

  /** Sends on {@code to} what is held, and what comes from here on. Nothing is flushed. */
  void attach(UpstreamStream to) {
    upstream = to;
    Queue<HttpContent> waiting = held;
    held = null;
    if (waiting != null) {
      // A write may fail at once, and the exchange move on: then the rest is not sent.
      for (HttpContent content = waiting.poll(); content != null; content = waiting.poll()) {
        if (upstream == to) {
          send(to, content);
        } else {
          content.release();
        }
      }
    }
  }

  /** The connection failed before any of the body was sent: it is to be sent on another one. */
  void detach() {
    upstream = null;
    if (held == null && ended) {
      held().add(LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }

  /** Nothing more is sent. */
  void drop() {
    dropping = true;
    upstream = null;
    Queue<HttpContent> waiting = held;
    held = null;
    if (waiting != null) {
      waiting.forEach(HttpContent::release);
    }
  }

  /** Whether the request came to its end. */
  boolean isEnded() {
    return ended;
  }

  /** Whether anything of the body, or of trailers, was sent. */
  boolean isBegun() {
    return begun;
  }

  BodyPace pace() {
    return pace;
  }

  private void send(UpstreamStream to, HttpContent content) {
    begun |=
        content.content().isReadable()
            || (content instanceof LastHttpContent last && !last.trailingHeaders().isEmpty());
    to.send(content);
  }

  private Queue<HttpContent> held() {
    if (held == null) {
      held = new ArrayDeque<>(2);
    }
    return held;
  }
}
