package dev.parallax.proxy.upstream;

import dev.parallax.proxy.http2.Http2Messages;
import dev.parallax.proxy.http2.StreamOutput;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One exchange on a connection that it shares with others. Confined to the event loop. */
public final class Http2UpstreamStream extends ChannelInboundHandlerAdapter
    implements UpstreamStream {

  private final Http2UpstreamConnection connection;
  private final boolean reused;

  /** Set before anything else happens, when the handler is added. */
  @SuppressWarnings("NullAway.Init")
  private ChannelHandlerContext ctx;

  @SuppressWarnings("NullAway.Init")
  private StreamOutput output;

  /** Null once the stream failed or was given up. */
  private @Nullable UpstreamListener listener;

  private boolean toHead;
  private boolean headCame;
  private boolean responseEnded;
  private boolean stopped;
  private boolean unprocessed;
  private boolean farewell;
  private long errorCode = Http2Error.INTERNAL_ERROR.code();

  /**
   * @param reused whether another one was on the connection before
   */
  Http2UpstreamStream(
      Http2UpstreamConnection connection, UpstreamListener listener, boolean reused) {
    this.connection = connection;
    this.listener = listener;
    this.reused = reused;
  }

  // ---- what the exchange says

  @Override
  public void send(HttpRequest request) {
    toHead = request.method().equals(HttpMethod.HEAD);
    output.head(Http2Messages.of(request, connection.scheme()));
  }

  @Override
  public void send(HttpContent content) {
    output.content(content);
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
    if (!responseEnded) {
      ctx.read();
    }
  }

  /** Others share the connection: that the request is whole was said. */
  @Override
  public boolean endOutput() {
    return false;
  }

  @Override
  public void release(boolean requestEnded) {
    if (!output.isEnded() && !stopped) {
      // The response is whole, and takes no more of the request.
      output.reset(Http2Error.NO_ERROR.code());
    }
    done();
  }

  @Override
  public void cancel(long code) {
    UpstreamListener to = listener;
    // To be told nothing, even if the write fails.
    listener = null;
    if (!output.isBegun()) {
      var _ = ctx.close();
    } else if (to != null && ctx.channel().isActive()) {
      // Not in answer to a reset: RFC 9113 section 5.4.2.
      output.reset(code);
    }
    if (to != null) {
      connection.ended();
    }
  }

  @Override
  public long errorCode() {
    return errorCode;
  }

  @Override
  public boolean failedStale() {
    return reused && !headCame;
  }

  @Override
  public boolean failedUnprocessed() {
    return unprocessed;
  }

  @Override
  public boolean failedByFarewell() {
    return farewell;
  }

  // ---- what the stream does

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
    output = new StreamOutput(context);
    context.channel().config().setAutoRead(false);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object frame) {
    UpstreamListener to = listener;
    if (to == null) {
      ReferenceCountUtil.release(frame);
      return;
    }
    switch (frame) {
      case Http2HeadersFrame headers when !headCame -> head(to, headers);
      case Http2HeadersFrame headers -> trailers(headers);
      case Http2DataFrame data when headCame -> data(to, data);
      default -> {
        boolean data = frame instanceof Http2DataFrame;
        ReferenceCountUtil.release(frame);
        if (data) {
          malformed();
        }
      }
    }
  }

  private void head(UpstreamListener to, Http2HeadersFrame frame) {
    @Nullable HttpResponse response = Http2Responses.head(frame.headers());
    if (response == null || response.status().code() == 101) {
      malformed();
      return;
    }
    boolean interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (frame.isEndStream() && (interim || announcesBody(response))) {
      malformed();
    } else if (interim) {
      to.interim(response);
    } else {
      headCame = true;
      to.responseHead(response);
      if (frame.isEndStream()) {
        end(LastHttpContent.EMPTY_LAST_CONTENT);
      }
    }
  }

  /** As a client of HTTP/1.1 would wait for it. */
  private boolean announcesBody(HttpResponse response) {
    return !toHead
        && response.status().code() != 304
        && !response.headers().get(HttpHeaderNames.CONTENT_LENGTH, "0").equals("0");
  }

  private void trailers(Http2HeadersFrame frame) {
    @Nullable HttpHeaders trailers = Http2Responses.trailers(frame.headers());
    if (trailers == null || !frame.isEndStream()) {
      malformed();
      return;
    }
    LastHttpContent last = new DefaultLastHttpContent();
    last.trailingHeaders().setAll(trailers);
    end(last);
  }

  private void data(UpstreamListener to, Http2DataFrame data) {
    if (data.isEndStream()) {
      end(new DefaultLastHttpContent(data.content()));
    } else {
      to.responseBody(new DefaultHttpContent(data.content()));
    }
  }

  private void end(LastHttpContent last) {
    responseEnded = true;
    UpstreamListener to = listener;
    if (to == null) {
      last.release();
    } else {
      to.responseEnd(last);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    UpstreamListener to = listener;
    if (to != null) {
      to.upstreamReadComplete();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    UpstreamListener to = listener;
    if (to != null && isWritable()) {
      to.upstreamWritable();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    switch (event) {
      case Http2ResetFrame reset when reset.errorCode() == Http2Error.NO_ERROR.code() -> {
        // The response is whole, and may wait to be read: how the stream ends is told behind it.
        stopped = true;
      }
      case Http2ResetFrame reset -> {
        errorCode = reset.errorCode();
        unprocessed = errorCode == Http2Error.REFUSED_STREAM.code();
        fail(UpstreamFailure.RESET);
      }
      case Http2GoAwayFrame _ -> {
        // Before this one's place is given to another: the connection is told only after its
        // streams.
        connection.leave();
        unprocessed = true;
        farewell = true;
        fail(UpstreamFailure.RESET);
      }
      default -> {}
    }
    ReferenceCountUtil.release(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(UpstreamFailure.RESET);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (listener == null) {
      // Nobody waits for what failed.
      var _ = context.close();
      return;
    }
    switch (cause) {
      case IOException _ -> fail(UpstreamFailure.RESET);
      case Error _ -> {
        fail(UpstreamFailure.PROXY_FAILED);
        connection.warn(cause);
      }
      default -> malformed();
    }
  }

  private void malformed() {
    UpstreamListener to = listener;
    cancel(Http2Error.PROTOCOL_ERROR.code());
    if (to != null) {
      to.upstreamFailed(UpstreamFailure.MALFORMED);
    }
  }

  private void fail(UpstreamFailure failure) {
    UpstreamListener to = listener;
    done();
    if (to != null) {
      to.upstreamFailed(failure);
    }
  }

  /** Another one may have its place. */
  private void done() {
    if (listener != null) {
      listener = null;
      connection.ended();
    }
  }
}
