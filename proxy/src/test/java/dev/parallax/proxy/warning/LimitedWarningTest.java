package dev.parallax.proxy.warning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;

class LimitedWarningTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
  private final Lines lines = new Lines();
  private final LimitedWarning warning = new LimitedWarning(lines, "went wrong", nanos::get);

  @Test
  void logsOncePerIntervalAndSaysHowManyItHeldBack() {
    warning.warn("status", 400);
    warning.warn("status", 408);
    nanos.addAndGet(Duration.ofSeconds(9).toNanos());
    warning.warn("status", 414);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    warning.warn("status", 431);
    assertThat(lines.logged)
        .containsExactly(
            "WARN status=400 heldBack=0 went wrong", "WARN status=431 heldBack=2 went wrong");
  }

  @Test
  void namesTheClassOfAnErrorAndNotItsMessage() {
    warning.warn(new IllegalStateException("secret"));
    assertThat(lines.logged)
        .containsExactly("WARN error=java.lang.IllegalStateException heldBack=0 went wrong");
  }

  private static final class Lines extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;

    private final transient List<String> logged = new ArrayList<>();

    @Override
    protected void handleNormalizedLoggingCall(
        Level level,
        @Nullable Marker marker,
        String message,
        Object @Nullable [] arguments,
        @Nullable Throwable cause) {
      logged.add(level + " " + message);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    public boolean isTraceEnabled() {
      return true;
    }

    @Override
    public boolean isDebugEnabled() {
      return true;
    }

    @Override
    public boolean isInfoEnabled() {
      return true;
    }

    @Override
    public boolean isWarnEnabled() {
      return true;
    }

    @Override
    public boolean isErrorEnabled() {
      return true;
    }
  }
}
