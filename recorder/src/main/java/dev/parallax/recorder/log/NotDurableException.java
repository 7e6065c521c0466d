package dev.parallax.recorder.log;

import java.io.IOException;

/**
 * What was written could not be made durable. The system may have dropped it, and say nothing of it
 * when it is asked again: it has to be written again, elsewhere, or is lost.
 */
public final class NotDurableException extends IOException {

  private static final long serialVersionUID = 1;

  NotDurableException(String message, Throwable cause) {
    super(message, cause);
  }
}
