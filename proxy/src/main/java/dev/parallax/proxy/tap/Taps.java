package dev.parallax.proxy.tap;

import dev.parallax.proto.Failure;
import dev.parallax.proxy.warning.LimitedWarning;
import dev.parallax.recorder.capture.Capture;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Opens a tap for each exchange. Thread-safe.
 *
 * <p>Off, it counts each exchange as untapped and does nothing else.
 */
public final class Taps {

  private static final LimitedWarning FAILED =
      new LimitedWarning(
          LoggerFactory.getLogger(Taps.class), "could not record an exchange; traffic goes on");
  private static final ExchangeTap OFF = new Off();

  private final Capture capture;
  private final int maxBodyBytes;
  private final boolean on;
  private final InstantSource clock;

  /**
   * @param maxBodyBytes of each body, at most this much is copied
   * @param enabled false: nothing is copied, timed or submitted
   */
  public Taps(Capture capture, int maxBodyBytes, boolean enabled, InstantSource clock) {
    this.capture = capture;
    this.maxBodyBytes = maxBodyBytes;
    this.on = enabled && !Capture.none().equals(capture);
    this.clock = clock;
  }

  public boolean isOn() {
    return on;
  }

  /**
   * @param request as the client sent it; read here and not kept
   * @param target its target in origin form
   * @param startedNanos {@link System#nanoTime} at its first byte; unused while off
   */
  public ExchangeTap open(
      HttpRequest request,
      String target,
      String authority,
      String clientAddress,
      long startedNanos) {
    if (!on) {
      tell(Capture::passedUntapped);
      return OFF;
    }
    try {
      ExchangeStart start =
          new ExchangeStart(
              request.method().name(),
              target,
              request.protocolVersion().text(),
              RawHeaders.of(request.headers()),
              hasBody(request),
              "http",
              authority,
              clientAddress,
              clock.instant().minusNanos(System.nanoTime() - startedNanos),
              startedNanos);
      return new GuardedTap(new RecordingTap(capture, maxBodyBytes, start), this::failed);
    } catch (Throwable e) {
      // As in GuardedTap: an Error while copying must not cost the client its connection.
      failed(e);
      return OFF;
    }
  }

  /** Counts what was refused before there was a request that a tap could be opened for. */
  public void refusedUnread() {
    tell(Capture::refusedUnread);
  }

  private static boolean hasBody(HttpRequest request) {
    return request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
        || HttpUtil.getContentLength(request, 0L) > 0;
  }

  private void failed(Throwable cause) {
    FAILED.warn(cause);
    tell(Capture::tapFailed);
  }

  private void tell(Consumer<Capture> fate) {
    try {
      fate.accept(capture);
    } catch (Throwable e) {
      FAILED.warn(e);
    }
  }

  private static final class Off implements ExchangeTap {
    @Override
    public void requestBody(ByteBuf content) {}

    @Override
    public void requestEnd(HttpHeaders trailers) {}

    @Override
    public void connected(boolean reused, long connectNanos) {}

    @Override
    public void responseHead(HttpResponse response) {}

    @Override
    public void responseBody(ByteBuf content) {}

    @Override
    public void responseEnd(HttpHeaders trailers) {}

    @Override
    public void completed() {}

    @Override
    public void failed(Failure.Kind kind, String detail) {}
  }
}
