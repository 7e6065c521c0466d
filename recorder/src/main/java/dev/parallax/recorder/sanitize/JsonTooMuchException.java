package dev.parallax.recorder.sanitize;

import java.io.IOException;

/** JSON with more values than leaves can tell apart. Says nothing of what was captured. */
final class JsonTooMuchException extends IOException {

  private static final long serialVersionUID = 1L;

  JsonTooMuchException() {
    super("too many values");
  }
}
