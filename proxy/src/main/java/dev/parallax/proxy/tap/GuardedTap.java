package dev.parallax.proxy.tap;

import dev.parallax.proto.Failure;
import dev.parallax.proxy.warning.LimitedWarning;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The outermost guard of recording: the first that fails behind it is told to {@code onError}, the
 * exchange is recorded no further, and traffic goes on.
 */
final class GuardedTap implements ExchangeTap {

  private static final LimitedWarning LEAKED =
      new LimitedWarning(
          LoggerFactory.getLogger(GuardedTap.class), "could not give back what a tap reserved");

  private final Runnable onCompleted;
  private final Consumer<Throwable> onError;

  /** Null once the exchange was told to the capture, or recording it failed. */
  private @Nullable RecordingTap recording;

  /**
   * @param onCompleted is told before the exchange is handed over
   */
  GuardedTap(RecordingTap recording, Runnable onCompleted, Consumer<Throwable> onError) {
    this.recording = recording;
    this.onCompleted = onCompleted;
    this.onError = onError;
  }

  @Override
  public void requestBody(ByteBuf content) {
    guard(tap -> tap.requestBody(content));
  }

  @Override
  public void requestEnd(HttpHeaders trailers) {
    guard(tap -> tap.requestEnd(trailers));
  }

  @Override
  public void connected(boolean reused, long connectNanos) {
    guard(tap -> tap.connected(reused, connectNanos));
  }

  @Override
  public void responseHead(HttpResponse response) {
    guard(tap -> tap.responseHead(response));
  }

  @Override
  public void responseBody(ByteBuf content) {
    guard(tap -> tap.responseBody(content));
  }

  @Override
  public void responseEnd(HttpHeaders trailers) {
    guard(tap -> tap.responseEnd(trailers));
  }

  @Override
  public void completed() {
    guard(_ -> onCompleted.run());
    end(null);
  }

  @Override
  public void failed(Failure.Kind kind, String detail) {
    end(Failure.newBuilder().setKind(kind).setDetail(detail).build());
  }

  private void end(@Nullable Failure failure) {
    guard(tap -> tap.submit(failure));
    recording = null;
  }

  // Throwable, not Exception: an OutOfMemoryError while copying must not end an event loop either.
  @SuppressWarnings("CatchAndPrintStackTrace")
  private void guard(Consumer<RecordingTap> step) {
    RecordingTap tap = recording;
    if (tap == null) {
      return;
    }
    try {
      step.accept(tap);
    } catch (Throwable e) {
      recording = null;
      onError.accept(e);
      discard(tap);
    }
  }

  private static void discard(RecordingTap tap) {
    try {
      tap.discard();
    } catch (Throwable e) {
      LEAKED.warn(e);
    }
  }
}
