package dev.parallax.proxy.admin;

import dev.parallax.proxy.warning.LimitedWarning;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** One operator's connection: one question, one answer. Confined to the admin's event loop. */
final class AdminConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

  /**
   * @param onLoop whether it answers at once
   */
  record Found(Endpoint endpoint, boolean onLoop) {}

  /** Knows what answers. */
  @FunctionalInterface
  interface Finder {
    Found find(String method, String path, String authorization);
  }

  private static final int MAX_PART_BYTES = 64 * 1024;

  private static final LimitedWarning FAILED =
      new LimitedWarning(
          LoggerFactory.getLogger(AdminConnection.class), "could not answer an operator");

  private final AdminConnections connections;
  private final ExecutorService threads;
  private final Finder finder;
  private final Duration timeout;

  /** Set before anything else happens, when the handler is added. */
  @SuppressWarnings("NullAway.Init")
  private ChannelHandlerContext ctx;

  private @Nullable Future<?> deadline;
  private @Nullable Future<?> answering;
  private boolean asked;
  private boolean told;

  /**
   * @param threads for what may block
   * @param timeout for asking, and for taking the answer
   */
  AdminConnection(
      AdminConnections connections, ExecutorService threads, Finder finder, Duration timeout) {
    this.connections = connections;
    this.threads = threads;
    this.finder = finder;
    this.timeout = timeout;
  }

  /** Whether somebody waits for an answer. */
  boolean isAnswering() {
    return asked && !told;
  }

  /** Answers before all of the question was read. */
  void refuse(AdminAnswer answer) {
    asked = true;
    disarm();
    tell(answer);
  }

  void close() {
    // Now, as whoever comes next is let in before the channel is told.
    connections.remove(this);
    var _ = ctx.close();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    ctx = context;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    connections.add(this);
    arm();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    connections.remove(this);
    disarm();
    if (answering != null) {
      // Nobody waits for it any more.
      answering.cancel(true);
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (asked) {
      return;
    }
    if (request.decoderResult().isFailure()) {
      refuse(unreadable(request.decoderResult().cause()));
      return;
    }
    AdminRequest question;
    try {
      question = question(request);
    } catch (IllegalArgumentException e) {
      refuse(
          AdminAnswer.text(
              400, "The target is malformed: what is behind a % must be hexadecimal."));
      return;
    }
    asked = true;
    disarm();
    Found found =
        finder.find(
            question.method(),
            question.path(),
            request.headers().get(HttpHeaderNames.AUTHORIZATION, ""));
    if (found.onLoop()) {
      tell(answer(found.endpoint(), question));
      return;
    }
    try {
      answering =
          threads.submit(
              () -> {
                AdminAnswer answer = answer(found.endpoint(), question);
                ctx.executor().execute(() -> tell(answer));
              });
    } catch (RejectedExecutionException e) {
      tell(AdminAnswer.text(503, "Too many questions at a time."));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    close();
    if (!(cause instanceof IOException)) {
      FAILED.warn(cause);
    }
  }

  private static AdminRequest question(FullHttpRequest request) {
    QueryStringDecoder target = new QueryStringDecoder(request.uri());
    return new AdminRequest(
        request.method().name(),
        target.path(),
        target.parameters().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    parameter -> parameter.getKey(), parameter -> parameter.getValue().getFirst())),
        request.headers().get(HttpHeaderNames.ACCEPT, ""),
        request.content().toString(StandardCharsets.UTF_8));
  }

  private static AdminAnswer answer(Endpoint endpoint, AdminRequest question) {
    try {
      return endpoint.answer(question);
    } catch (Endpoint.BadRequest e) {
      return AdminAnswer.text(400, Objects.requireNonNullElse(e.getMessage(), "Bad request."));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return AdminAnswer.text(503, "The proxy ends.");
    } catch (RuntimeException | Error e) {
      FAILED.warn(e);
      return AdminAnswer.text(500, "The answer could not be made.");
    }
  }

  private static AdminAnswer unreadable(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ -> AdminAnswer.text(414, "The request line is too long.");
      case TooLongHttpHeaderException _ -> AdminAnswer.text(431, "The headers are too large.");
      default -> AdminAnswer.text(400, "The request is malformed.");
    };
  }

  private void tell(AdminAnswer answer) {
    ByteBuf body = answer.body();
    HttpResponse response =
        new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
    HttpHeaders headers = response.headers();
    headers.set(HttpHeaderNames.CONTENT_TYPE, answer.contentType());
    headers.setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    headers.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    answer.headers().forEach(headers::set);
    told = true;
    arm();
    var _ = ctx.write(response);
    // In parts, since what is on the heap is copied once more to be sent.
    while (body.readableBytes() > MAX_PART_BYTES) {
      var _ = ctx.write(new DefaultHttpContent(body.readRetainedSlice(MAX_PART_BYTES)));
    }
    var _ = ctx.writeAndFlush(new DefaultLastHttpContent(body)).addListener(_ -> endOutput());
  }

  /** The client closes: to do so first, with its bytes unread, would take the answer from it. */
  private void endOutput() {
    var _ = ((DuplexChannel) ctx.channel()).shutdownOutput();
  }

  private void arm() {
    deadline = ctx.executor().schedule(this::close, timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void disarm() {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}
