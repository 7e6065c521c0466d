package dev.parallax.recorder.log.spool;

import java.io.IOException;

/** Another process, or another part of this one, has the directory. */
public final class SpoolInUseException extends IOException {

  private static final long serialVersionUID = 1;

  SpoolInUseException(String message) {
    super(message);
  }
}
