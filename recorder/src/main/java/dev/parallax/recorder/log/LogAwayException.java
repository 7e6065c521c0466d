package dev.parallax.recorder.log;

import java.io.IOException;

/**
 * The log can't be reached now, or is behind; thrown when the log has waited as long as it may. The
 * same event may be appended again, and may be taken then.
 */
public final class LogAwayException extends IOException {

  private static final long serialVersionUID = 1;

  public LogAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
