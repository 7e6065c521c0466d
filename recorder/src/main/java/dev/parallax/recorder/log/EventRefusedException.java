package dev.parallax.recorder.log;

import java.io.IOException;

/** The log will never take this event, however often it is appended: it is too large, say. */
public final class EventRefusedException extends IOException {

  private static final long serialVersionUID = 1;

  public EventRefusedException(String message) {
    super(message);
  }

  public EventRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
