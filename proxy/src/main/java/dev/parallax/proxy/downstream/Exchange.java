package dev.parallax.proxy.downstream;

import dev.parallax.proto.Failure;
import dev.parallax.proxy.headers.RequestHeaders;
import dev.parallax.proxy.headers.ResponseHeaders;
import dev.parallax.proxy.headers.ResponseHeaders.Framing;
import dev.parallax.proxy.tap.ExchangeTap;
import dev.parallax.proxy.upstream.UpstreamConnection;
import dev.parallax.proxy.upstream.UpstreamFailure;
import dev.parallax.proxy.upstream.UpstreamListener;
import dev.parallax.proxy.upstream.UpstreamPool;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One exchange: the request on its way up, the response on its way down.
 *
 * <pre>
 *   Connecting ──▶ Awaiting ──▶ Responding ──▶ Over
 *        ▲            │  stale       │
 *        └────────────┘              └ any phase ends in Over: refused, aborted, cut off
 * </pre>
 *
 * <p>Back-pressure: the client is read only while the upstream's channel is writable, and the
 * upstream only while the client's is. So at most one read and one full write buffer are held for
 * each direction, whatever a body's size.
 *
 * <p>A response that ends before its request ends the exchange: the rest of the request is not
 * sent, and neither connection is used again.
 *
 * <p>Confined to the event loop that both channels share.
 */
final class Exchange implements UpstreamListener {

  private sealed interface Phase {}

  /** Holds what the read that brought the head brought of the body: nothing more is read. */
  private record Connecting(Queue<HttpContent> held) implements Phase {}

  private record Awaiting(UpstreamConnection upstream) implements Phase {}

  private record Responding(UpstreamConnection upstream, Framing framing, boolean keepAlive)
      implements Phase {}

  private record Over() implements Phase {}

  private static final Over OVER = new Over();

  private final ClientConnection client;
  private final RequestFacts facts;
  private final HttpRequest request;
  private final UpstreamPool pool;
  private final ExchangeTap tap;

  private Phase phase = new Connecting(new ArrayDeque<>(2));
  private boolean requestEnded;
  private boolean bodySent;

  /**
   * @param request as it goes to the upstream
   */
  Exchange(
      ClientConnection client,
      RequestFacts facts,
      HttpRequest request,
      UpstreamPool pool,
      ExchangeTap tap) {
    this.client = client;
    this.facts = facts;
    this.request = request;
    this.pool = pool;
    this.tap = tap;
  }

  void start() {
    pool.acquire(this);
  }

  // ---- what the client does

  /** A part of the request's body; takes ownership. */
  void requestContent(HttpContent content) {
    if (content.decoderResult().isFailure()) {
      content.release();
      refuse(Refusal.MALFORMED);
      return;
    }
    tap.requestBody(content.content());
    if (content instanceof LastHttpContent last) {
      requestEnded = true;
      tap.requestEnd(last.trailingHeaders());
      RequestHeaders.trailersToUpstream(last.trailingHeaders());
      client.awaitResponse();
    } else {
      client.awaitProgress();
    }
    switch (phase) {
      case Connecting(Queue<HttpContent> held) -> held.add(content);
      case Awaiting(UpstreamConnection upstream) -> send(upstream, content);
      case Responding responding -> send(responding.upstream(), content);
      case Over() -> content.release();
    }
  }

  /** What was readable was told: sends it off, and reads on where that is wanted. */
  void clientReadComplete() {
    UpstreamConnection upstream = upstream();
    if (upstream != null) {
      upstream.flush();
    }
    readClient();
  }

  /** The client takes more of the response again. */
  void clientWritable() {
    UpstreamConnection upstream = upstream();
    if (upstream != null) {
      upstream.read();
    }
  }

  /** The client is gone: so is its request. */
  void clientGone() {
    end(Failure.Kind.CLIENT_ABORTED, "The client closed the connection.");
  }

  /** The proxy itself ends the exchange: its time to drain is over. */
  void cut() {
    end(Failure.Kind.REFUSED, "The proxy was shut down.");
  }

  /** Nothing moved for the time that the client connection was asked to watch. */
  void timedOut() {
    UpstreamConnection upstream = upstream();
    switch (phase) {
      // Connecting has a timeout of its own.
      case Connecting _ -> client.awaitProgress();
      case Over _ -> {}
      case Awaiting _ -> {
        boolean clientStalls = !requestEnded && upstream != null && upstream.isWritable();
        refuse(clientStalls ? Refusal.REQUEST_STALLED : Refusal.RESPONSE_TIMEOUT);
      }
      case Responding responding -> {
        if (!client.isWritable()) {
          clientGone();
          client.reset();
        } else if (!requestEnded && responding.upstream().isWritable()) {
          clientGone();
          client.close();
        }
      }
    }
  }

  // ---- what the upstream does

  @Override
  public void connected(UpstreamConnection upstream, boolean reused, long connectNanos) {
    if (!(phase instanceof Connecting(Queue<HttpContent> held))) {
      upstream.close();
      return;
    }
    tap.connected(reused, connectNanos);
    Awaiting awaiting = new Awaiting(upstream);
    phase = awaiting;
    upstream.send(request);
    // A write may fail at once, and the exchange move on.
    for (HttpContent content = held.poll(); content != null; content = held.poll()) {
      if (phase.equals(awaiting)) {
        send(upstream, content);
      } else {
        requeue(content);
      }
    }
    upstream.flush();
    if (requestEnded) {
      client.awaitResponse();
    }
    readClient();
  }

  @Override
  public void interim(HttpResponse response) {
    client.awaitResponse();
    if (!facts.isOldClient()) {
      ResponseHeaders.interimToDownstream(response);
      client.write(response);
      client.write(LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }

  @Override
  public void responseHead(HttpResponse response) {
    UpstreamConnection upstream = upstream();
    if (upstream == null) {
      return;
    }
    tap.responseHead(response);
    // Without the rest of the request, where the next one starts can't be known.
    boolean keepAlive = facts.keepAlive() && requestEnded && client.mayServeMore();
    Framing framing =
        ResponseHeaders.toDownstream(response, facts.isHead(), facts.version(), keepAlive);
    phase = new Responding(upstream, framing, keepAlive && framing != Framing.CLOSE_DELIMITED);
    client.awaitNothing();
    client.write(response);
  }

  @Override
  public void responseBody(HttpContent content) {
    tap.responseBody(content.content());
    client.write(content);
  }

  @Override
  public void responseEnd(LastHttpContent last) {
    if (!(phase instanceof Responding(UpstreamConnection upstream, _, boolean keepAlive))) {
      last.release();
      return;
    }
    tap.responseBody(last.content());
    tap.responseEnd(last.trailingHeaders());
    ResponseHeaders.trailersToDownstream(last.trailingHeaders());
    phase = OVER;
    tap.completed();
    client.write(last);
    client.flush();
    upstream.release(requestEnded);
    client.exchangeEnded(keepAlive);
  }

  @Override
  public void upstreamReadComplete() {
    client.flush();
    UpstreamConnection upstream = upstream();
    if (upstream == null) {
      return;
    }
    if (client.isWritable()) {
      upstream.read();
    } else {
      client.awaitProgress();
    }
  }

  @Override
  public void upstreamWritable() {
    readClient();
  }

  @Override
  public void upstreamFailed(UpstreamFailure failure) {
    switch (phase) {
      case Over() -> {}
      case Awaiting(UpstreamConnection upstream) when isRetriable(upstream) -> retry();
      case Connecting _, Awaiting _ -> refuse(Refusal.of(failure));
      case Responding responding -> {
        Refusal why = Refusal.of(failure);
        end(why.kind(), why.sentence());
        cutOff(responding);
      }
    }
  }

  // ---- how they meet

  private void send(UpstreamConnection upstream, HttpContent content) {
    bodySent |=
        content.content().isReadable()
            || (content instanceof LastHttpContent last && !last.trailingHeaders().isEmpty());
    upstream.send(content);
  }

  /** The exchange moved on while {@code content} waited to be sent. */
  private void requeue(HttpContent content) {
    if (phase instanceof Connecting(Queue<HttpContent> held)
        && !(content instanceof LastHttpContent)) {
      held.add(content);
    } else {
      content.release();
    }
  }

  /**
   * Once, on a fresh connection, and only what may be sent twice: RFC 9110 section 9.2.2. An
   * upstream may close a connection that it takes for idle just as a request is on its way.
   */
  private boolean isRetriable(UpstreamConnection upstream) {
    return upstream.failedStale() && facts.isIdempotent() && !bodySent;
  }

  private void retry() {
    Queue<HttpContent> held = new ArrayDeque<>(2);
    if (requestEnded) {
      held.add(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    phase = new Connecting(held);
    pool.connect(this);
  }

  /** Reads on if the upstream keeps up; after the request's end, to notice that the client ends. */
  private void readClient() {
    UpstreamConnection upstream = upstream();
    if (requestEnded || (upstream != null && upstream.isWritable())) {
      client.read();
    }
  }

  private void refuse(Refusal refusal) {
    if (phase instanceof Over) {
      return;
    }
    Phase before = phase;
    end(refusal.kind(), refusal.sentence());
    if (before instanceof Responding responding) {
      cutOff(responding);
    } else {
      client.answer(refusal, facts, facts.keepAlive() && requestEnded);
    }
  }

  /** A truncated response must never look whole: by a clean end of the connection, it might. */
  private void cutOff(Responding responding) {
    if (responding.framing() == Framing.CLOSE_DELIMITED) {
      client.reset();
    } else {
      client.closeAfterFlush();
    }
  }

  private void end(Failure.Kind kind, String detail) {
    switch (phase) {
      case Over() -> {
        return;
      }
      case Connecting(Queue<HttpContent> held) -> held.forEach(HttpContent::release);
      case Awaiting(UpstreamConnection upstream) -> upstream.close();
      case Responding responding -> responding.upstream().close();
    }
    phase = OVER;
    tap.failed(kind, detail);
  }

  private @Nullable UpstreamConnection upstream() {
    return switch (phase) {
      case Awaiting(UpstreamConnection upstream) -> upstream;
      case Responding responding -> responding.upstream();
      case Connecting _, Over _ -> null;
    };
  }
}
