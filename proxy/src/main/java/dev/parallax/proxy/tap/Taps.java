package dev.parallax.proxy.tap;

import dev.parallax.proto.Failure;
import dev.parallax.recorder.capture.Capture;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a tap for each exchange. Thread-safe.
 *
 * <p>Off, it counts each exchange as untapped and does nothing else.
 */
public final class Taps {

  private static final Logger log = LoggerFactory.getLogger(Taps.class);
  private static final long WARNING_INTERVAL_NANOS = 10_000_000_000L;
  private static final ExchangeTap OFF = new Off();

  private final Capture capture;
  private final int maxBodyBytes;
  private final boolean on;
  private final InstantSource clock;
  private final AtomicLong errors = new AtomicLong();
  private final AtomicLong lastWarningNanos =
      new AtomicLong(System.nanoTime() - WARNING_INTERVAL_NANOS);

  /**
   * @param maxBodyBytes of each body, at most this much is copied
   * @param enabled false: nothing is copied, timed or submitted
   */
  public Taps(Capture capture, int maxBodyBytes, boolean enabled, InstantSource clock) {
    this.capture = capture;
    this.maxBodyBytes = maxBodyBytes;
    // Capture.none() may make a new instance each time: they share a class.
    this.on = enabled && capture.getClass() != Capture.none().getClass();
    this.clock = clock;
  }

  public boolean isOn() {
    return on;
  }

  /** How often recording an exchange failed. */
  public long errors() {
    return errors.get();
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
      return untapped();
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
      return new GuardedTap(new RecordingTap(capture, maxBodyBytes, start), capture, this::onError);
    } catch (RuntimeException e) {
      onError(e);
      return untapped();
    }
  }

  private ExchangeTap untapped() {
    try {
      capture.passedUntapped();
    } catch (RuntimeException e) {
      onError(e);
    }
    return OFF;
  }

  private static boolean hasBody(HttpRequest request) {
    return request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
        || HttpUtil.getContentLength(request, 0L) > 0;
  }

  private void onError(Throwable cause) {
    long count = errors.incrementAndGet();
    long now = System.nanoTime();
    long last = lastWarningNanos.get();
    if (now - last >= WARNING_INTERVAL_NANOS && lastWarningNanos.compareAndSet(last, now)) {
      // The class only: a message could carry captured text.
      log.atWarn()
          .addKeyValue("error", cause.getClass().getName())
          .addKeyValue("count", count)
          .log("could not record an exchange; traffic goes on");
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
