package dev.parallax.proxy.downstream;

import dev.parallax.proxy.headers.ResponseHeaders.Framing;
import dev.parallax.proxy.http2.Http2Messages;
import dev.parallax.proxy.http2.StreamOutput;
import dev.parallax.proxy.upstream.UpstreamConnection;
import dev.parallax.recorder.raw.StreamType;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a client's connection: one exchange, and then it is over. Confined to the event
 * loop of the connection, which watches its deadlines.
 */
final class Http2ClientStream extends ChannelInboundHandlerAdapter implements Client, Downstream {

  private final Http2ClientConnection connection;
  private DownstreamSettings settings;
  private final StreamClock clock = new StreamClock();

  /** Set before anything else happens, when the handler is added. */
  @SuppressWarnings("NullAway.Init")
  private ChannelHandlerContext ctx;

  @SuppressWarnings("NullAway.Init")
  private StreamOutput output;

  /** Null before there is one, and once it is over. */
  private @Nullable Exchange exchange;

  private boolean over;
  private boolean requestEnded;
  private boolean interim;
  private boolean grpc;

  Http2ClientStream(Http2ClientConnection connection, DownstreamSettings settings) {
    this.connection = connection;
    this.settings = settings;
    clock.await(settings.idleTimeout());
  }

  // ---- what the stream does

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    output = new StreamOutput(context);
    context.channel().config().setAutoRead(false);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    connection.opened(this);
    context.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object frame) {
    switch (frame) {
      case Http2HeadersFrame headers when exchange == null && !over -> begin(headers);
      case Http2HeadersFrame headers -> trailers(headers);
      case Http2DataFrame data -> data(data);
      default -> ReferenceCountUtil.release(frame);
    }
  }

  private void begin(Http2HeadersFrame frame) {
    requestEnded = frame.isEndStream();
    @Nullable RequestHead head = Http2Requests.head(frame.headers(), requestEnded);
    if (head == null) {
      connection.countUnread();
      fail(Http2Error.PROTOCOL_ERROR.code());
      return;
    }
    grpc = StreamType.isGrpc(head.request().headers().get(HttpHeaderNames.CONTENT_TYPE, ""));
    switch (connection.receive(head, clock.startedNanos())) {
      case Reception.Refused refused -> answer(refused.refusal(), refused.facts(), false);
      case Reception.Accepted accepted -> {
        settings = accepted.settings();
        awaitProgress();
        Exchange begun =
            new Exchange(
                this,
                this,
                accepted,
                accepted.pools().of(ctx.channel().eventLoop()),
                new BodyPace(settings.idleTimeout(), grpc ? 0 : settings.minBodyRate()));
        exchange = begun;
        begun.start();
        if (requestEnded) {
          pass(LastHttpContent.EMPTY_LAST_CONTENT);
        }
      }
    }
  }

  private void data(Http2DataFrame data) {
    requestEnded = data.isEndStream();
    pass(
        requestEnded
            ? new DefaultLastHttpContent(data.content())
            : new DefaultHttpContent(data.content()));
  }

  private void trailers(Http2HeadersFrame frame) {
    @Nullable HttpHeaders trailers = Http2Requests.trailers(frame.headers());
    if (trailers == null || !frame.isEndStream()) {
      broken();
      fail(Http2Error.PROTOCOL_ERROR.code());
      return;
    }
    requestEnded = true;
    LastHttpContent last = new DefaultLastHttpContent();
    last.trailingHeaders().setAll(trailers);
    pass(last);
  }

  private void pass(HttpContent content) {
    Exchange serving = exchange;
    if (serving == null) {
      content.release();
    } else {
      serving.requestContent(content);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    Exchange serving = exchange;
    if (serving != null) {
      serving.clientReadComplete();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    Exchange serving = exchange;
    if (!isWritable()) {
      clock.stalled();
    } else if (serving != null) {
      serving.clientWritable();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof Http2ResetFrame reset) {
      Exchange serving = end();
      if (serving != null) {
        serving.clientReset(reset.errorCode());
      }
    }
    ReferenceCountUtil.release(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    Exchange serving = end();
    if (serving != null) {
      serving.clientGone();
    }
    connection.closed(this);
  }

  /** What broke the protocol the codec answers with a reset. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    switch (cause) {
      case Http2Exception _ -> {
        if (exchange == null && !over) {
          connection.countUnread();
        }
        broken();
      }
      case IOException _ -> letGo();
      default -> {
        Exchange serving = end();
        if (serving != null) {
          serving.proxyFailed();
        }
        fail(Http2Error.INTERNAL_ERROR.code());
        connection.warn(cause);
      }
    }
  }

  private void broken() {
    Exchange serving = end();
    if (serving != null) {
      serving.clientBroken();
    }
  }

  // ---- what the exchange says

  @Override
  public void write(Object part) {
    if (part instanceof HttpResponse response) {
      interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      if (interim) {
        output.interim(Http2Messages.of(response));
      } else {
        output.head(Http2Messages.of(response));
      }
    }
    if (part instanceof HttpContent content) {
      if (interim) {
        content.release();
      } else {
        output.content(content);
      }
    }
  }

  @Override
  public void flush() {
    output.flush();
  }

  @Override
  public boolean isWritable() {
    return ctx.channel().isWritable();
  }

  @Override
  public void read() {
    if (!requestEnded) {
      ctx.read();
    }
  }

  /** A call of gRPC may be open for hours, and its client have nothing to say. */
  @Override
  public void awaitProgress() {
    clock.await(grpc && isWritable() ? settings.streamTimeout() : settings.idleTimeout());
  }

  @Override
  public void awaitResponse() {
    clock.await(settings.responseTimeout());
  }

  @Override
  public void awaitStream() {
    clock.await(settings.streamTimeout());
  }

  @Override
  public boolean mayServeMore() {
    return true;
  }

  /** A request that was not read to its end needs not go on: RFC 9113 section 8.1. */
  @Override
  public void exchangeEnded(boolean keepAlive) {
    end();
    clock.await(settings.idleTimeout());
    if (!requestEnded) {
      output.afterEnd(() -> fail(Http2Error.NO_ERROR.code()));
    }
  }

  @Override
  public void answer(Refusal refusal, RequestFacts facts, boolean keepAlive) {
    FullHttpResponse response = refusal.toResponse(true, false);
    if (facts.isHead()) {
      response.content().clear();
    }
    write(response);
    flush();
    exchangeEnded(true);
  }

  @Override
  public void cutOff(Framing framing, long errorCode) {
    end();
    // What came of it is the client's.
    output.flush();
    fail(errorCode);
  }

  @Override
  public void becomeTunnel(UpstreamConnection upstream) {
    throw new IllegalStateException("no upgrade in HTTP/2");
  }

  @Override
  public void close() {
    end();
    fail(Http2Error.CANCEL.code());
  }

  @Override
  public void reset() {
    close();
  }

  // ---- what the connection says

  /** Looks at the clock. */
  void check(long nowNanos) {
    Exchange serving = exchange;
    if (serving == null) {
      checkLeft(nowNanos);
      return;
    }
    if (settings.totalTimeout().filter(total -> clock.hasTaken(total, nowNanos)).isPresent()) {
      serving.outOfTime();
    } else if (clock.isDue(nowNanos)) {
      serving.timedOut();
    }
  }

  /** The response is whole, and what is left of it is the client's to take. */
  private void checkLeft(long nowNanos) {
    if (clock.moved(ctx.channel().bytesBeforeUnwritable())) {
      clock.await(settings.idleTimeout());
    } else if (over && clock.isDue(nowNanos)) {
      fail(Http2Error.CANCEL.code());
    }
  }

  boolean isServing() {
    return exchange != null;
  }

  /** Ends it whatever it does. */
  void cut() {
    Exchange serving = end();
    if (serving != null) {
      serving.cut();
    }
    fail(Http2Error.CANCEL.code());
  }

  /** For how long the client has taken too little to be written to; 0 if it takes what comes. */
  long stalledNanos(long nowNanos) {
    return isWritable() ? 0 : clock.stalledNanos(nowNanos);
  }

  /** The client is gone, or as good as gone. */
  void letGo() {
    Exchange serving = end();
    if (serving != null) {
      serving.clientGone();
    }
    fail(Http2Error.CANCEL.code());
  }

  private @Nullable Exchange end() {
    Exchange serving = exchange;
    exchange = null;
    over = true;
    return serving;
  }

  private void fail(long errorCode) {
    over = true;
    if (ctx.channel().isActive()) {
      output.reset(errorCode);
    }
  }
}
