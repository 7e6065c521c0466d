package dev.parallax.replayer.credentials;

import java.io.IOException;

/** A leg's credentials can't be had: the message says from where, and why, and holds no secret. */
public final class NoCredentials extends IOException {

  private static final long serialVersionUID = 1;

  NoCredentials(String message) {
    super(message);
  }
}
