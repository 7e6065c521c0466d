package dev.parallax.proxy.downstream;

import dev.parallax.proto.Failure;
import dev.parallax.proxy.downstream.Phase.Awaiting;
import dev.parallax.proxy.downstream.Phase.Connecting;
import dev.parallax.proxy.downstream.Phase.Over;
import dev.parallax.proxy.downstream.Phase.Responding;
import dev.parallax.proxy.headers.ResponseHeaders;
import dev.parallax.proxy.headers.ResponseHeaders.Framing;
import dev.parallax.proxy.tap.ExchangeTap;
import dev.parallax.proxy.upstream.UpstreamConnection;
import dev.parallax.proxy.upstream.UpstreamFailure;
import dev.parallax.proxy.upstream.UpstreamListener;
import dev.parallax.proxy.upstream.UpstreamPool;
import dev.parallax.proxy.upstream.UpstreamStream;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Error;
import org.jspecify.annotations.Nullable;

/**
 * One exchange: the request on its way up, the response on its way down, {@link Phase} by phase.
 *
 * <p>Back-pressure: the client is read only while the upstream's channel is writable, and the
 * upstream only while the client's is. So at most one read and one full write buffer are held for
 * each direction, whatever a body's size.
 *
 * <p>A response that ends before its request ends the exchange: the rest of the request is not
 * sent, and neither connection is used again. A client that ends its side after a whole request
 * gets its response: its end is passed on, so that the upstream can decide as it would without a
 * proxy.
 *
 * <p>Confined to the event loop that both channels share.
 */
final class Exchange implements UpstreamListener {

  private final Client client;
  private final Downstream channel;
  private final RequestFacts facts;
  private final HttpRequest request;
  private final UpstreamPool pool;
  private final ExchangeTap tap;
  private final Upload upload;
  private final Retries retries = new Retries();

  private Phase phase = Phase.CONNECTING;

  /** Whether the head is being told: its body, and the end of the read, are yet to come. */
  private boolean starting;

  private boolean clientEnded;
  private boolean endTold;

  Exchange(
      Client client,
      Downstream channel,
      Reception.Accepted accepted,
      UpstreamPool pool,
      BodyPace pace) {
    this.client = client;
    this.channel = channel;
    this.facts = accepted.facts();
    this.request = accepted.request();
    this.tap = accepted.tap();
    this.pool = pool;
    this.upload = new Upload(tap, pace);
  }

  void start() {
    starting = true;
    pool.acquire(this);
    starting = false;
  }

  // ---- what the client does

  /** A part of the request's body; takes ownership. */
  void requestContent(HttpContent content) {
    if (content.decoderResult().isFailure()) {
      content.release();
      refuse(Refusal.MALFORMED);
      return;
    }
    upload.add(content);
    if (phase instanceof Responding) {
      // It began before the request's end: both go on as they like, as in a conversation.
      channel.awaitStream();
    } else if (upload.isEnded()) {
      channel.awaitResponse();
    } else if (upload.pace().isTooSlow(System.nanoTime())) {
      refuse(Refusal.REQUEST_STALLED);
    } else {
      channel.awaitProgress();
    }
  }

  /** What was readable was told: sends it off, and reads on where that is wanted. */
  void clientReadComplete() {
    @Nullable UpstreamStream upstream = phase.upstream();
    if (upstream != null) {
      upstream.flush();
    }
    readClient();
  }

  /** The client takes more of the response again. */
  void clientWritable() {
    if (phase instanceof Responding) {
      channel.awaitStream();
    }
    @Nullable UpstreamStream upstream = phase.upstream();
    if (upstream != null) {
      upstream.read();
    }
  }

  /** The client sends no more, which it may: it can still be gone, or wait for its response. */
  void clientEnded() {
    if (!upload.isEnded()) {
      clientGone();
      client.close();
      return;
    }
    clientEnded = true;
    @Nullable UpstreamStream upstream = phase.upstream();
    if (upstream != null) {
      endTold = upstream.endOutput();
    }
  }

  /** The client is gone: so is its request. */
  void clientGone() {
    end(Failure.Kind.CLIENT_ABORTED, "The client closed the connection.");
  }

  /**
   * The client gave its stream up.
   *
   * @param errorCode why, which an upstream of HTTP/2 is told
   */
  void clientReset(long errorCode) {
    end(Failure.Kind.CLIENT_ABORTED, "The client reset the stream.", errorCode);
  }

  /** What the client sent of its request was no HTTP. */
  void clientBroken() {
    end(Refusal.MALFORMED.kind(), Refusal.MALFORMED.sentence());
  }

  /** The proxy itself ends the exchange: its time to drain is over. */
  void cut() {
    end(Failure.Kind.REFUSED, "The proxy was shut down.");
  }

  /** The proxy has a fault, or no memory: whatever was answered is not whole. */
  void proxyFailed() {
    end(Refusal.PROXY_FAILED.kind(), Refusal.PROXY_FAILED.sentence());
  }

  /** Nothing moved for the time that the client connection was asked to watch. */
  void timedOut() {
    @Nullable UpstreamStream upstream = phase.upstream();
    switch (phase) {
      // Connecting has a timeout of its own.
      case Connecting _ -> channel.awaitProgress();
      case Over _ -> {}
      case Awaiting _ -> {
        boolean clientStalls = !upload.isEnded() && upstream != null && upstream.isWritable();
        refuse(clientStalls ? Refusal.REQUEST_STALLED : Refusal.RESPONSE_TIMEOUT);
      }
      case Responding responding -> {
        if (!channel.isWritable()) {
          clientGone();
          client.reset();
        } else if (!upload.isEnded() && responding.upstream().isWritable()) {
          clientGone();
          client.close();
        } else {
          refuse(Refusal.RESPONSE_STALLED);
        }
      }
    }
  }

  /** The time for all of it is over. */
  void outOfTime() {
    refuse(Refusal.RESPONSE_TIMEOUT);
  }

  // ---- what the upstream does

  @Override
  public void connected(UpstreamStream upstream, boolean reused, long connectNanos) {
    if (!(phase instanceof Connecting)) {
      upstream.cancel(Http2Error.CANCEL.code());
      return;
    }
    tap.connected(reused, connectNanos);
    Awaiting awaiting = new Awaiting(upstream);
    phase = awaiting;
    upstream.send(request);
    if (!phase.equals(awaiting)) {
      // The write failed at once, and the exchange moved on.
      return;
    }
    upload.attach(upstream);
    if (starting) {
      // Sent off with the body that came with it, by clientReadComplete.
      return;
    }
    upstream.flush();
    if (upload.isEnded()) {
      channel.awaitResponse();
    }
    if (clientEnded && phase instanceof Awaiting) {
      endTold = upstream.endOutput();
    }
    readClient();
  }

  @Override
  public void interim(HttpResponse response) {
    if (upload.isEnded()) {
      channel.awaitResponse();
    } else {
      channel.awaitProgress();
    }
    if (!facts.isOldClient()) {
      ResponseHeaders.interimToDownstream(response);
      channel.write(response);
      channel.write(LastHttpContent.EMPTY_LAST_CONTENT);
    }
  }

  /** The handshake is what is recorded: what follows is bytes. */
  @Override
  public void switched(HttpResponse response, UpstreamConnection upstream) {
    if (!(phase instanceof Awaiting)) {
      return;
    }
    tap.responseHead(response);
    tap.responseEnd(EmptyHttpHeaders.INSTANCE);
    phase = Phase.OVER;
    upload.drop();
    ResponseHeaders.switchingToDownstream(response);
    channel.write(response);
    channel.write(LastHttpContent.EMPTY_LAST_CONTENT);
    channel.flush();
    tap.completed();
    client.becomeTunnel(upstream);
  }

  @Override
  public void responseHead(HttpResponse response) {
    @Nullable UpstreamStream upstream = phase.upstream();
    if (upstream == null) {
      return;
    }
    tap.responseHead(response);
    // Without the rest of the request, where the next one starts can't be known.
    boolean keepAlive =
        facts.keepAlive() && upload.isEnded() && !clientEnded && client.mayServeMore();
    Framing framing =
        ResponseHeaders.toDownstream(response, facts.isHead(), facts.version(), keepAlive);
    phase = new Responding(upstream, framing, keepAlive && framing != Framing.CLOSE_DELIMITED);
    channel.write(response);
  }

  @Override
  public void responseBody(HttpContent content) {
    tap.responseBody(content.content());
    channel.write(content);
  }

  @Override
  public void responseEnd(LastHttpContent last) {
    if (!(phase instanceof Responding(UpstreamStream upstream, _, boolean keepAlive))) {
      last.release();
      return;
    }
    tap.responseBody(last.content());
    tap.responseEnd(last.trailingHeaders());
    ResponseHeaders.trailersToDownstream(last.trailingHeaders());
    phase = Phase.OVER;
    upload.drop();
    channel.write(last);
    channel.flush();
    // After the client has its answer: recording is not in its way.
    tap.completed();
    upstream.release(upload.isEnded());
    client.exchangeEnded(keepAlive && !clientEnded);
  }

  @Override
  public void upstreamReadComplete() {
    channel.flush();
    @Nullable UpstreamStream upstream = phase.upstream();
    if (upstream == null) {
      return;
    }
    if (channel.isWritable()) {
      if (phase instanceof Responding) {
        channel.awaitStream();
      }
      upstream.read();
    } else {
      channel.awaitProgress();
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
      case Awaiting(UpstreamStream upstream) when isRetriable(upstream) -> retry(upstream);
      case Awaiting _ when endTold && failure == UpstreamFailure.RESET -> {
        // It was told of the end, and took the client for gone; so it most likely is.
        clientGone();
        client.close();
      }
      case Connecting _, Awaiting _ -> refuse(Refusal.of(failure));
      case Responding responding -> {
        Refusal why = Refusal.of(failure);
        end(why.kind(), why.sentence());
        client.cutOff(responding.framing(), responding.upstream().errorCode());
      }
    }
  }

  // ---- how they meet

  private boolean isRetriable(UpstreamStream failed) {
    return !upload.isBegun() && retries.allow(failed, facts.isIdempotent());
  }

  private void retry(UpstreamStream failed) {
    retries.count(failed);
    upload.detach();
    phase = Phase.CONNECTING;
    pool.acquireNew(this);
  }

  /** Reads on if the upstream keeps up; after the request's end, to notice that the client ends. */
  private void readClient() {
    @Nullable UpstreamStream upstream = phase.upstream();
    boolean keepsUp = upstream != null && upstream.isWritable();
    if (!upload.isEnded()) {
      if (keepsUp) {
        upload.pace().resume(System.nanoTime());
      } else {
        upload.pace().pause(System.nanoTime());
      }
    }
    if (upload.isEnded() || keepsUp) {
      channel.read();
    }
  }

  private void refuse(Refusal refusal) {
    if (phase instanceof Over) {
      return;
    }
    Phase before = phase;
    if (!(before instanceof Responding)) {
      tap.answered(refusal.status().code());
    }
    end(refusal.kind(), refusal.sentence());
    if (before instanceof Responding responding) {
      client.cutOff(responding.framing(), Http2Error.INTERNAL_ERROR.code());
    } else {
      client.answer(refusal, facts, facts.keepAlive() && upload.isEnded() && !clientEnded);
    }
  }

  private void end(Failure.Kind kind, String detail) {
    end(kind, detail, Http2Error.CANCEL.code());
  }

  private void end(Failure.Kind kind, String detail, long errorCode) {
    switch (phase) {
      case Over() -> {
        return;
      }
      case Connecting() -> pool.abandon(this);
      case Awaiting(UpstreamStream upstream) -> upstream.cancel(errorCode);
      case Responding responding -> responding.upstream().cancel(errorCode);
    }
    phase = Phase.OVER;
    upload.drop();
    tap.failed(kind, detail);
  }
}
