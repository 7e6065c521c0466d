package dev.parallax.recorder.log;

import java.io.IOException;

/** There is no capture file, or what is there is none: to try again is no use. */
public final class NoCaptureFileException extends IOException {

  private static final long serialVersionUID = 1;

  NoCaptureFileException(String message) {
    super(message);
  }

  NoCaptureFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
