package dev.parallax.proxy.tap;

import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proxy.route.TapPolicy;
import dev.parallax.proxy.warning.LimitedWarning;
import dev.parallax.recorder.capture.Capture;
import dev.parallax.recorder.raw.RawRoute;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
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

  private final Capture capture;
  private final boolean on;
  private final TapWatch watch;
  private final InstantSource clock;
  private final StreamShare streams;
  private volatile boolean suspended;

  /**
   * @param enabled false: nothing is copied, timed or submitted
   */
  public Taps(Capture capture, boolean enabled, TapWatch watch, InstantSource clock) {
    this.capture = capture;
    this.on = enabled && !Capture.none().equals(capture);
    this.watch = watch;
    this.clock = clock;
    this.streams = new StreamShare(capture.maxBytes());
  }

  /** Whether recording was asked for at the start. */
  public boolean isOn() {
    return on;
  }

  /** Whether {@link #suspend} holds. */
  public boolean isSuspended() {
    return suspended;
  }

  /**
   * Stops recording, or lets it go on, for exchanges that begin from now on. While it is stopped
   * each is counted as untapped.
   */
  public void suspend(boolean stop) {
    suspended = stop;
  }

  /**
   * @param request as the client sent it; read here and not kept
   * @param policy of the route that applies
   */
  public ExchangeTap open(HttpRequest request, Asked asked, TapPolicy policy) {
    capture.begin();
    if (!on || suspended || policy.isOff()) {
      count(Fate.TAP_OFF);
      return Bypassed.SILENT;
    }
    try {
      return switch (watch.admit(watch.sheds() ? client(request, asked) : 0)) {
        case RECORD -> record(request, asked, policy);
        case BYPASS -> {
          count(Fate.BYPASSED);
          yield new Bypassed(() -> watch.bypassed(System.nanoTime() - asked.startedNanos()));
        }
        case SHED -> {
          count(Fate.LOST_SHED);
          yield Bypassed.SILENT;
        }
      };
    } catch (Throwable e) {
      // As in GuardedTap: an Error while copying must not cost the client its connection.
      failed(e);
      return Bypassed.SILENT;
    }
  }

  /** Counts what was refused before there was a request that a tap could be opened for. */
  public void refusedUnread() {
    count(Fate.REFUSED_UNREAD);
  }

  private ExchangeTap record(HttpRequest request, Asked asked, TapPolicy policy) {
    ExchangeStart start =
        new ExchangeStart(
            request.method().name(),
            asked,
            Protocols.text(request.protocolVersion()),
            RawHeaders.of(request.headers()),
            asked.hasBody(),
            startedAt(asked),
            new RawRoute(asked.upstream(), policy.share(), policy.keep(), policy.mode()));
    return new GuardedTap(
        new RecordingTap(capture, streams, policy.maxBodyBytes(), start),
        () -> watch.recorded(System.nanoTime() - asked.startedNanos()),
        this::failed);
  }

  /**
   * Measured first, and dated then: a thread that is held up in between dates its exchange too
   * late, but never before what its client was answered earlier.
   */
  private Instant startedAt(Asked asked) {
    long sinceNanos = System.nanoTime() - asked.startedNanos();
    return clock.instant().minusNanos(sinceNanos);
  }

  /** A session as far as a request tells it; nothing of it is kept. */
  private static int client(HttpRequest request, Asked asked) {
    @Nullable String cookie = request.headers().get(HttpHeaderNames.COOKIE);
    return cookie == null ? asked.clientAddress().hashCode() : cookie.hashCode();
  }

  private void failed(Throwable cause) {
    FAILED.warn(cause);
    count(Fate.LOST_TAP_ERROR);
  }

  private void count(Fate fate) {
    try {
      capture.count(fate);
    } catch (Throwable e) {
      FAILED.warn(e);
    }
  }
}
