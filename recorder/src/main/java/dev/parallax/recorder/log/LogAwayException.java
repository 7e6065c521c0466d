package dev.parallax.recorder.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The log can't be reached now, or is behind; thrown when the log has waited as long as it may. The
 * same event may be appended again, and may be taken then.
 */
public final class LogAwayException extends IOException {

  private static final long serialVersionUID = 1;

  public LogAwayException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
