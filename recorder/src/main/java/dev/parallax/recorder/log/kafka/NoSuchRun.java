package dev.parallax.recorder.log.kafka;

import java.io.IOException;

/** The log holds no run of that id. */
public final class NoSuchRun extends IOException {

  private static final long serialVersionUID = 1;

  NoSuchRun(String message) {
    super(message);
  }
}
