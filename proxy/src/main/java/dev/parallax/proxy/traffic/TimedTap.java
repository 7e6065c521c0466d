package dev.parallax.proxy.traffic;

import dev.parallax.proto.Failure;
import dev.parallax.proxy.tap.ExchangeTap;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** Times one exchange, and passes on what it is told. */
final class TimedTap implements ExchangeTap {

  private final ExchangeTap tap;
  private final RouteCounts counts;
  private final int request;
  private final long startedNanos;
  private final long routedNanos = System.nanoTime();

  /** Whether the request was given to an upstream. */
  private boolean sent;

  /** Of the upstream's response; null until it came. */
  private @Nullable HttpVersion upstreamVersion;

  private int upstreamStatus;
  private int ownStatus;

  /** When the upstream's response ended; 0 until then. */
  private long respondedNanos;

  private boolean ended;

  /**
   * @param request its number, {@link Traits#request}
   */
  TimedTap(ExchangeTap tap, RouteCounts counts, int request, long startedNanos) {
    this.tap = tap;
    this.counts = counts;
    this.request = request;
    this.startedNanos = startedNanos;
    counts.begin(request);
  }

  @Override
  public void requestBody(ByteBuf content) {
    tap.requestBody(content);
  }

  @Override
  public void requestEnd(HttpHeaders trailers) {
    tap.requestEnd(trailers);
  }

  @Override
  public void connected(boolean reused, long connectNanos) {
    sent = true;
    tap.connected(reused, connectNanos);
  }

  @Override
  public void responseHead(HttpResponse response) {
    upstreamStatus = response.status().code();
    upstreamVersion = response.protocolVersion();
    tap.responseHead(response);
  }

  @Override
  public void responseBody(ByteBuf content) {
    tap.responseBody(content);
  }

  @Override
  public void responseEnd(HttpHeaders trailers) {
    respondedNanos = System.nanoTime();
    tap.responseEnd(trailers);
  }

  @Override
  public void answered(int status) {
    ownStatus = status;
    tap.answered(status);
  }

  @Override
  public void completed() {
    end(null);
    tap.completed();
  }

  @Override
  public void failed(Failure.Kind kind, String detail) {
    end(kind);
    tap.failed(kind, detail);
  }

  private void end(Failure.@Nullable Kind failure) {
    if (ended) {
      return;
    }
    ended = true;
    long now = System.nanoTime();
    int status = upstreamStatus == 0 ? ownStatus : upstreamStatus;
    counts.end(request, Traits.code(request, status, failure), now - startedNanos);
    if (sent || isConnectFailure(failure)) {
      counts.upstream(
          Traits.code(
              Traits.withVersion(request, upstreamVersion), upstreamStatus, ofUpstream(failure)),
          (respondedNanos == 0 ? now : respondedNanos) - routedNanos);
    }
  }

  /** A request that the proxy itself refuses halfway was ended on the client's account. */
  private Failure.@Nullable Kind ofUpstream(Failure.@Nullable Kind failure) {
    boolean clientsFault = ownStatus >= 400 && ownStatus < 500;
    return failure != null && clientsFault ? Failure.Kind.CLIENT_ABORTED : failure;
  }

  private static boolean isConnectFailure(Failure.@Nullable Kind failure) {
    return failure == Failure.Kind.CONNECT_REFUSED
        || failure == Failure.Kind.CONNECT_TIMEOUT
        || failure == Failure.Kind.NAME_UNRESOLVED
        || failure == Failure.Kind.TLS;
  }
}
